package eu.onrecord.local.nativeimage;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Resources that the project's code opens by name and that the executable would not have; and ways to find things by name that
 * nobody
 * can follow here.
 */
public final class OpenedResources {
    private static final Set<String> OPENERS = Set.of("getResource", "getResourceAsStream", "getResources", "resources",
            "getSystemResource", "getSystemResourceAsStream", "getSystemResources");
    private static final Set<String> OWNERS = Set.of("java/lang/Class", "java/lang/ClassLoader", "java/lang/Module");
    /** These find what they are asked for by ways of their own: nothing here knows what the executable would have to have. */
    private static final Set<String> UNFOLLOWED = Set.of("java/util/ResourceBundle.getBundle", "java/util/ServiceLoader.load",
            "java/util/ServiceLoader.loadInstalled", "io/vertx/core/file/FileSystem.readFile",
            "io/vertx/core/file/FileSystem.readFileBlocking", "io/vertx/mutiny/core/file/FileSystem.readFile",
            "java/lang/Class.forName", "java/lang/ClassLoader.loadClass", "java/lang/reflect/Proxy.newProxyInstance",
            "java/lang/Class.getDeclaredConstructor", "java/lang/Class.getConstructor", "java/lang/Class.getDeclaredMethod",
            "java/lang/Class.getMethod", "java/lang/Class.getDeclaredField", "java/lang/Class.getField",
            "java/lang/Class.getDeclaredMethods", "java/lang/Class.getMethods", "java/lang/Class.getDeclaredFields");

    private final ClassPath classPath;
    private final ReachableConfiguration configuration;

    OpenedResources(ClassPath classPath, ReachableConfiguration configuration) {
        this.classPath = classPath;
        this.configuration = configuration;
    }

    /** What is not there, not included, or of a name that nobody can know before; each with where it is opened. */
    public Collection<String> missing() {
        var missing = new TreeSet<String>();
        for (var type : classPath.own()) {
            for (var method : type.methods) {
                for (var instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        missing.addAll(missing(type, method, call));
                    } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                        Arrays.stream(lambda.bsmArgs).filter(Handle.class::isInstance).map(Handle.class::cast)
                                .filter(body -> isOpener(body.getOwner(), body.getName())
                                        || UNFOLLOWED.contains(body.getOwner() + "." + body.getName()))
                                .forEach(body -> missing.add(body.getOwner() + "." + body.getName() + " by a method reference"
                                        + where(type, method)));
                    }
                }
            }
        }
        return missing;
    }

    private static boolean isOpener(String owner, String name) {
        return OWNERS.contains(owner) && OPENERS.contains(name);
    }

    private static String where(ClassNode type, MethodNode method) {
        return " (" + type.name + "." + method.name + ")";
    }

    private Collection<String> missing(ClassNode type, MethodNode method, MethodInsnNode call) {
        var where = where(type, method);
        if (UNFOLLOWED.contains(call.owner + "." + call.name)) {
            return Set.of(call.owner + "." + call.name + ", which is followed nowhere" + where);
        }
        if (!isOpener(call.owner, call.name)) {
            return Set.of();
        }
        var missing = new TreeSet<String>();
        for (var value : new Origin(classPath, type.name, method).of(call, 0)) {
            var named = value instanceof Origin.Value.Text text ? named(resolved(text.text(), type, call))
                    : value instanceof Origin.Value.Pattern pattern ? named(resolved(pattern.recipe(), type, call)) : null;
            if (named == null) {
                missing.add("a name that does not stand in the code" + where);
            } else if (named.isEmpty()) {
                missing.add("nothing of that name" + where);
            } else {
                named.stream().filter(name -> !configuration.includes(name)).forEach(name -> missing.add(name + where));
            }
        }
        return missing;
    }

    /** A part that is put in at run time can be anything. */
    private Set<String> named(String recipe) {
        var pattern = Pattern.compile(Arrays.stream(recipe.split("\u0001", -1)).map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        return classPath.resources().stream().filter(name -> pattern.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    private static String resolved(String name, ClassNode type, MethodInsnNode call) {
        if (name.startsWith("/")) {
            return name.substring(1);
        }
        return call.owner.equals("java/lang/Class") ? type.name.substring(0, type.name.lastIndexOf('/') + 1) + name : name;
    }
}
