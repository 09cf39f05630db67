package eu.onrecord.local.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Classes as bytes, by their internal names; behind them the classes of the JDK. The first jar that has one wins. */
public final class ClassPath {
    private static final String EXTENSION = "META-INF/quarkus-extension.properties";

    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final Set<String> ofExtensions = new HashSet<>();
    private final Set<String> resources = new HashSet<>();
    private final Map<String, Optional<ClassNode>> read = new HashMap<>();

    /** @throws IOException if a jar cannot be read */
    public static ClassPath of(List<Path> jars) throws IOException {
        var classPath = new ClassPath();
        for (var jar : jars) {
            classPath.add(jar);
        }
        return classPath;
    }

    private void add(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var isExtension = file.getEntry(EXTENSION) != null;
            for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
                var name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
                    add(name.substring(0, name.length() - ".class".length()), file.getInputStream(entry), isExtension);
                } else if (!entry.isDirectory()) {
                    resources.add(name);
                }
            }
        }
    }

    /** Adds a class, such as one made for a test. */
    void add(String name, InputStream content, boolean ofExtension) throws IOException {
        try (content) {
            if (bytes.putIfAbsent(name, content.readAllBytes()) == null && ofExtension) {
                ofExtensions.add(name);
            }
        }
    }

    /** The class with this internal name, on the class path or in the JDK. */
    Optional<ClassNode> find(String name) {
        var known = read.get(name);
        if (known == null) {
            known = Optional.ofNullable(bytes.get(name)).or(() -> ofJdk(name)).map(ClassPath::parse);
            read.put(name, known);
        }
        return known;
    }

    /** The project's own classes: those that were compiled from sources, not those that Quarkus writes beside them. */
    Collection<ClassNode> own() {
        return bytes.keySet().stream().filter(name -> name.startsWith("eu/onrecord/")).sorted()
                .flatMap(name -> find(name).stream()).filter(type -> type.sourceFile != null).toList();
    }

    Collection<ClassNode> ofExtensions() {
        return ofExtensions.stream().sorted().flatMap(name -> find(name).stream()).toList();
    }

    /** The names of everything in the jars that is no class. */
    Set<String> resources() {
        return resources;
    }

    /** Own classes that extend or implement one, at any remove. */
    Collection<ClassNode> ownBelow(String name) {
        return own().stream().filter(type -> !type.name.equals(name) && isBelow(type, name)).toList();
    }

    private boolean isBelow(ClassNode type, String name) {
        return type.name.equals(name) || type.interfaces.contains(name) || name.equals(type.superName)
                || java.util.stream.Stream.concat(type.interfaces.stream(), java.util.stream.Stream.ofNullable(type.superName))
                        .filter(above -> above.startsWith("eu/onrecord/")).flatMap(above -> find(above).stream())
                        .anyMatch(above -> isBelow(above, name));
    }

    private static Optional<byte[]> ofJdk(String name) {
        try (var content = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }

    private static ClassNode parse(byte[] content) {
        var node = new ClassNode();
        new ClassReader(content).accept(node, ClassReader.SKIP_FRAMES);
        return node;
    }
}
