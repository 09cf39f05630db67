package eu.onrecord.local.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The classes of a service, as they were compiled. */
final class ServiceClasses {
    private ServiceClasses() {
    }

    /** @throws IOException if they are not there, or are no classes */
    static List<ClassNode> of(Path classes) throws IOException {
        var all = new ArrayList<ClassNode>();
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
                var type = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_FRAMES);
                all.add(type);
            }
        }
        return all;
    }
}
