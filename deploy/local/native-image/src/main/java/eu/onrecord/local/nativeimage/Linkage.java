package eu.onrecord.local.nativeimage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * References to members that are not there. Quarkus links classes when the executable is built, those too that nobody calls:
 * one such reference ends the compilation, where the JVM would fail only when it is used. Where an extension names a class that
 * is missing
 * altogether, what needs it is optional and left out; where we do, it is a fault.
 */
public final class Linkage {
    private final ClassPath classPath;

    /** @param classPath everything that the executable is made of */
    public Linkage(ClassPath classPath) {
        this.classPath = classPath;
    }

    /** What the project's own classes name and is nowhere: that is optional for nobody. */
    private Collection<String> absent() {
        var absent = new TreeSet<String>();
        for (var type : classPath.own()) {
            var named = new TreeSet<String>(type.interfaces);
            named.add(type.superName);
            for (var method : type.methods) {
                for (var instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        named.add(call.owner);
                    } else if (instruction instanceof FieldInsnNode field) {
                        named.add(field.owner);
                    } else if (instruction instanceof TypeInsnNode used) {
                        named.add(used.desc);
                    }
                }
            }
            named.stream().filter(name -> !name.startsWith("[")).filter(name -> classPath.find(name).isEmpty())
                    .forEach(name -> absent.add(type.name + " needs " + name));
        }
        return absent;
    }

    /** What the extensions and the project's own classes refer to in vain, each with where. */
    public Collection<String> broken() {
        var broken = new TreeSet<String>();
        classPath.ofExtensions().forEach(type -> broken.addAll(brokenIn(type)));
        classPath.own().forEach(type -> broken.addAll(brokenIn(type)));
        broken.addAll(absent());
        return broken;
    }

    private List<String> brokenIn(ClassNode type) {
        var broken = new ArrayList<String>();
        for (var method : type.methods) {
            for (var instruction : method.instructions) {
                if (instruction instanceof FieldInsnNode field && isMissing(field)) {
                    broken.add(where(type, method) + " reads " + field.owner + "." + field.name);
                } else if (instruction instanceof MethodInsnNode call && isMissing(call)) {
                    broken.add(where(type, method) + " calls " + call.owner + "." + call.name + call.desc);
                } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                    Arrays.stream(lambda.bsmArgs).filter(Handle.class::isInstance).map(Handle.class::cast)
                            .filter(this::isMissing)
                            .forEach(body -> broken.add(where(type, method) + " refers to " + body.getOwner() + "."
                                    + body.getName() + body.getDesc()));
                }
            }
        }
        return broken;
    }

    private boolean isMissing(FieldInsnNode field) {
        return isMissing(field.owner, owner -> owner.fields.stream()
                .anyMatch(it -> it.name.equals(field.name) && it.desc.equals(field.desc) && isStatic(it.access) == (field
                        .getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC)));
    }

    private boolean isMissing(MethodInsnNode call) {
        return isMissing(call.owner, owner -> isSignaturePolymorphic(owner.name) || owner.methods.stream()
                .anyMatch(it -> it.name.equals(call.name) && it.desc.equals(call.desc)
                        && isStatic(it.access) == (call.getOpcode() == Opcodes.INVOKESTATIC)));
    }

    private boolean isMissing(Handle body) {
        if (body.getTag() <= Opcodes.H_PUTSTATIC) {
            return isMissing(body.getOwner(), owner -> owner.fields.stream().anyMatch(it -> it.name.equals(body.getName())));
        }
        return isMissing(body.getOwner(), owner -> isSignaturePolymorphic(owner.name) || owner.methods.stream()
                .anyMatch(it -> it.name.equals(body.getName()) && it.desc.equals(body.getDesc())));
    }

    private static boolean isStatic(int access) {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    private boolean isMissing(String owner, Predicate<ClassNode> declares) {
        return !owner.startsWith("[") && classPath.find(owner).isPresent() && declared(owner, declares) == Declared.NO;
    }

    private enum Declared {
        YES,
        NO,
        UNKNOWN
    }

    /** Unknown where a part of the hierarchy is not on the class path. */
    private Declared declared(String name, Predicate<ClassNode> declares) {
        Optional<ClassNode> found = classPath.find(name);
        if (found.isEmpty()) {
            return Declared.UNKNOWN;
        }
        var type = found.get();
        if (declares.test(type)) {
            return Declared.YES;
        }
        var above = new ArrayList<>(type.interfaces);
        if (type.superName != null) {
            above.add(type.superName);
        }
        var answers = above.stream().map(parent -> declared(parent, declares)).toList();
        return answers.contains(Declared.YES) ? Declared.YES
                : answers.contains(Declared.UNKNOWN) ? Declared.UNKNOWN : Declared.NO;
    }

    private static boolean isSignaturePolymorphic(String owner) {
        return owner.equals("java/lang/invoke/MethodHandle") || owner.equals("java/lang/invoke/VarHandle");
    }

    private static String where(ClassNode type, MethodNode method) {
        return type.name + "." + method.name;
    }
}
