package eu.onrecord.local.nativeimage;

import java.util.HashSet;
import java.util.Set;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the arguments of the calls in one method come from, as far as that method tells. */
final class Origin {
    private static final Set<Integer> COPIES = Set.of(Opcodes.ASTORE, Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2, Opcodes.DUP2,
            Opcodes.DUP2_X1, Opcodes.DUP2_X2, Opcodes.SWAP);

    private final ClassPath classPath;
    private final MethodNode method;
    private final Frame<SourceValue>[] frames;

    /** What an argument is: all that it can be on any way through the method. */
    sealed interface Value {
        /** A text that stands in the code. */
        record Text(String text) implements Value {
        }

        /** A text put together: what stands in the code, with a character 1 for each part that does not. */
        record Pattern(String recipe) implements Value {
        }

        /** A class that stands in the code. */
        record ClassConstant(Type type) implements Value {
        }

        /**
         * Something of this type at least.
         *
         * @param names of all classes that its type names, as far as the code tells
         */
        record Typed(Type type, Set<String> names) implements Value {
        }

        /** What the method was given. */
        record Parameter(int local) implements Value {
        }
    }

    /** @param classPath where the generic types of fields and methods are looked up */
    Origin(ClassPath classPath, String owner, MethodNode method) {
        this.classPath = classPath;
        this.method = method;
        try {
            this.frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
        } catch (AnalyzerException broken) {
            throw new IllegalStateException(owner + "." + method.name, broken);
        }
    }

    /**
     * @param call in the method
     * @param argument which one, from 0
     */
    Set<Value> of(MethodInsnNode call, int argument) {
        var frame = frames[method.instructions.indexOf(call)];
        var values = new HashSet<Value>();
        if (frame != null) {
            var count = Type.getArgumentTypes(call.desc).length;
            collect(frame.getStack(frame.getStackSize() - count + argument), values, new HashSet<>());
        }
        return values;
    }

    private void collect(SourceValue value, Set<Value> values, Set<AbstractInsnNode> seen) {
        for (var source : value.insns) {
            if (seen.add(source)) {
                collect(source, values, seen);
            }
        }
    }

    private void collect(AbstractInsnNode source, Set<Value> values, Set<AbstractInsnNode> seen) {
        var frame = frames[method.instructions.indexOf(source)];
        if (source instanceof LdcInsnNode constant) {
            values.add(constant.cst instanceof Type type ? new Value.ClassConstant(type)
                    : constant.cst instanceof String text ? new Value.Text(text)
                            : typed(Type.getType(constant.cst.getClass()), null));
        } else if (source instanceof TypeInsnNode type) {
            values.add(typed(Type.getObjectType(type.desc), null));
            if (source.getOpcode() == Opcodes.CHECKCAST) {
                below(frame, 1, values, seen);
            } else if (source.getOpcode() == Opcodes.ANEWARRAY) {
                stored(source, values, seen);
            }
        } else if (source instanceof FieldInsnNode field) {
            values.add(typed(Type.getType(field.desc), signatureOf(field)));
        } else if (source instanceof MethodInsnNode call) {
            values.add(typed(Type.getReturnType(call.desc), signatureOf(call)));
            if (call.owner.startsWith("java/")) {
                // what a container of the JDK is made of, or comes out of
                below(frame, Type.getArgumentTypes(call.desc).length + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1),
                        values,
                        seen);
            }
        } else if (source instanceof InvokeDynamicInsnNode call) {
            values.add(call.bsm.getName().equals("makeConcatWithConstants") ? new Value.Pattern((String) call.bsmArgs[0])
                    : typed(Type.getReturnType(call.desc), null));
        } else if (source instanceof VarInsnNode load && source.getOpcode() == Opcodes.ALOAD) {
            var local = frame.getLocal(load.var);
            declared(load, values);
            if (local.insns.isEmpty()) {
                values.add(new Value.Parameter(load.var));
            } else {
                collect(local, values, seen);
            }
        } else if (COPIES.contains(source.getOpcode())) {
            below(frame, 1, values, seen);
        } else if (source.getOpcode() == Opcodes.AALOAD) {
            below(frame, 2, values, seen);
        }
    }

    private void below(Frame<SourceValue> frame, int count, Set<Value> values, Set<AbstractInsnNode> seen) {
        for (var i = 1; frame != null && i <= Math.min(count, frame.getStackSize()); i++) {
            collect(frame.getStack(frame.getStackSize() - i), values, seen);
        }
    }

    /** What is put into an array that is made here. */
    private void stored(AbstractInsnNode array, Set<Value> values, Set<AbstractInsnNode> seen) {
        for (var instruction : method.instructions) {
            var frame = frames[method.instructions.indexOf(instruction)];
            if (instruction.getOpcode() == Opcodes.AASTORE && frame != null && frame.getStackSize() >= 3) {
                below(frame, 1, values, seen);
            }
        }
    }

    /** What the source says that a variable is, with its generics. */
    private void declared(VarInsnNode load, Set<Value> values) {
        if (method.localVariables != null) {
            var at = method.instructions.indexOf(load);
            method.localVariables.stream().filter(variable -> variable.index == load.var && variable.signature != null)
                    .filter(variable -> method.instructions.indexOf(variable.start) <= at
                            && at < method.instructions.indexOf(variable.end))
                    .forEach(variable -> values.add(typed(Type.getType(variable.desc), variable.signature)));
        }
    }

    private String signatureOf(FieldInsnNode field) {
        return classPath.find(field.owner).flatMap(type -> type.fields.stream().filter(it -> it.name.equals(field.name))
                .findFirst()).map(it -> it.signature).orElse(null);
    }

    /** Of what a method gives: the part of its signature behind its parameters. */
    private String signatureOf(MethodInsnNode call) {
        return classPath.find(call.owner).flatMap(type -> type.methods.stream()
                .filter(it -> it.name.equals(call.name) && it.desc.equals(call.desc)).findFirst())
                .map(it -> it.signature).map(signature -> signature.substring(signature.indexOf(')') + 1))
                .filter(signature -> !signature.contains("^")).orElse(null);
    }

    private static Value typed(Type type, String signature) {
        var descriptor = type.getSort() == Type.METHOD ? "V" : type.getDescriptor();
        var names = new HashSet<String>(TypeNames.in(descriptor, null));
        if (signature != null) {
            names.addAll(TypeNames.ofType(signature));
        }
        return new Value.Typed(type, Set.copyOf(names));
    }
}
