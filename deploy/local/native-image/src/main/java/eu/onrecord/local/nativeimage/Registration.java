package eu.onrecord.local.nativeimage;

import java.util.Collection;
import java.util.TreeSet;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

import eu.onrecord.local.nativeimage.ReachableConfiguration.Reflection;

/** Types that Jackson or REST would find empty in the executable, since nobody told that they are looked into. */
public final class Registration {
    private final ClassPath classPath;
    private final ReachableConfiguration configuration;

    Registration(ClassPath classPath, ReachableConfiguration configuration) {
        this.classPath = classPath;
        this.configuration = configuration;
    }

    /** Those that are not registered, or not with all that is needed, each with what makes it needed. */
    public Collection<String> missing() {
        var missing = new TreeSet<String>();
        SerializedTypes.of(classPath).forEach((name, because) -> classPath.find(name)
                .filter(type -> !suffices(configuration.reflectionOf(name.replace('/', '.')), type))
                .ifPresent(type -> missing.add(name.replace('/', '.') + ", because of " + because)));
        return missing;
    }

    private static boolean suffices(Reflection reflection, ClassNode type) {
        if ((type.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ENUM)) != 0) {
            return reflection.methods();
        }
        return reflection.constructors() && reflection.methods() && (reflection.fields() || type.fields.isEmpty());
    }
}
