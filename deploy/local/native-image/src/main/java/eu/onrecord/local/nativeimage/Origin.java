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

        /** Something of this type at least. */
        record Typed(Type type) implements Value {
        }

        /** What the method was given. */
        record Parameter(int local) implements Value {
        }
    }

    Origin(String owner, MethodNode method) {
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
                            : new Value.Typed(Type.getType(constant.cst.getClass())));
        } else if (source instanceof TypeInsnNode type) {
            values.add(new Value.Typed(Type.getObjectType(type.desc)));
        } else if (source instanceof FieldInsnNode field) {
            values.add(new Value.Typed(Type.getType(field.desc)));
        } else if (source instanceof MethodInsnNode call) {
            values.add(new Value.Typed(Type.getReturnType(call.desc)));
        } else if (source instanceof InvokeDynamicInsnNode call) {
            values.add(call.bsm.getName().equals("makeConcatWithConstants") ? new Value.Pattern((String) call.bsmArgs[0])
                    : new Value.Typed(Type.getReturnType(call.desc)));
        } else if (source instanceof VarInsnNode load && source.getOpcode() == Opcodes.ALOAD) {
            var local = frame.getLocal(load.var);
            if (local.insns.isEmpty()) {
                values.add(new Value.Parameter(load.var));
            } else {
                collect(local, values, seen);
            }
        } else if (frame != null && frame.getStackSize() > 0) {
            collect(frame.getStack(frame.getStackSize() - 1), values, seen);
        }
    }
}
