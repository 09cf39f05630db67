package eu.onrecord.local.nativeimage;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import org.objectweb.asm.tree.ClassNode;

/**
 * What the project's classes hold once they are initialised, which happens when the executable is built: objects of run time
 * in statics, enums and constants, and in whatever these reach.
 */
public final class KeptState {
    private final ClassLoader classes;

    KeptState(ClassLoader classes) {
        this.classes = classes;
    }

    /**
     * Runs a look at the classes of these jars, which are loaded apart.
     *
     * @throws IOException if a jar is none
     */
    static Collection<String> in(List<Path> jars) throws IOException {
        var urls = new URL[jars.size()];
        for (var i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return new KeptState(loader).in(ClassPath.of(jars).own());
        }
    }

    /** Where something of run time is kept, and what. */
    Collection<String> in(Iterable<ClassNode> types) {
        var kept = new TreeSet<String>();
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            for (var type : types) {
                initialised(type.name.replace('/', '.')).ifPresent(found -> kept.addAll(in(found)));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        return kept;
    }

    private Optional<Class<?>> initialised(String name) {
        try {
            return Optional.of(Class.forName(name, true, classes));
        } catch (ClassNotFoundException | NoClassDefFoundError optional) {
            return Optional.empty();
        }
    }

    private static Collection<String> in(Class<?> type) {
        var kept = new TreeSet<String>();
        for (var field : fields(type)) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                value(field, null).ifPresent(value -> walk(type.getName() + "." + field.getName(), value, kept));
            }
        }
        return kept;
    }

    private record Step(String where, Object value) {
    }

    private static void walk(String from, Object start, Set<String> kept) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var toLookAt = new ArrayDeque<Step>();
        toLookAt.add(new Step(from, start));
        while (!toLookAt.isEmpty()) {
            var step = toLookAt.remove();
            if (step.value() == null || !seen.add(step.value())) {
                continue;
            }
            var kind = RunTimeTypes.kindOf(step.value());
            if (kind.isPresent()) {
                kept.add(step.where() + " keeps " + kind.get());
            } else {
                parts(step, toLookAt);
            }
        }
    }

    private static void parts(Step step, Collection<Step> parts) {
        var value = step.value();
        if (value instanceof Class<?> || value instanceof ClassLoader) {
            return;
        }
        if (value instanceof Object[] array) {
            for (var element : array) {
                parts.add(new Step(step.where() + "[]", element));
            }
        } else if (value instanceof Collection<?> several) {
            several.forEach(element -> parts.add(new Step(step.where() + "[]", element)));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, mapped) -> {
                parts.add(new Step(step.where() + "{}", key));
                parts.add(new Step(step.where() + "{}", mapped));
            });
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(inside -> parts.add(new Step(step.where(), inside)));
        } else if (value instanceof AtomicReference<?> reference) {
            parts.add(new Step(step.where(), reference.get()));
        }
        if (!value.getClass().isArray()) {
            for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
                for (var field : fields(type)) {
                    if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                        value(field, value)
                                .ifPresent(inside -> parts.add(new Step(step.where() + "." + field.getName(), inside)));
                    }
                }
            }
        }
    }

    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (NoClassDefFoundError optional) {
            return (Field[]) Array.newInstance(Field.class, 0);
        }
    }

    /**
     * Where the JDK does not let us into its own, what matters is known by its type; the build opens what holds others'
     * objects.
     */
    private static Optional<Object> value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(owner));
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            return Optional.empty();
        }
    }
}
