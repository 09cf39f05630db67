package eu.onrecord.local.nativeimage;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Resources that the project's code opens by name and that the executable would not have. */
public final class OpenedResources {
    private static final Set<String> OPENERS = Set.of("getResource", "getResourceAsStream", "getResources", "resources",
            "getSystemResource", "getSystemResourceAsStream", "getSystemResources");
    private static final Set<String> OWNERS = Set.of("java/lang/Class", "java/lang/ClassLoader", "java/lang/Module");

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
                    if (instruction instanceof MethodInsnNode call && OWNERS.contains(call.owner)
                            && OPENERS.contains(call.name)) {
                        missing.addAll(missing(type, method, call));
                    }
                }
            }
        }
        return missing;
    }

    private Collection<String> missing(ClassNode type, MethodNode method, MethodInsnNode call) {
        var where = " (" + type.name + "." + method.name + ")";
        var missing = new TreeSet<String>();
        for (var value : new Origin(type.name, method).of(call, 0)) {
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
