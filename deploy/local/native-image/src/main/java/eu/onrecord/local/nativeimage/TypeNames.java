package eu.onrecord.local.nativeimage;

import java.util.LinkedHashSet;
import java.util.Set;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** The classes that a type names, those between its angle brackets too; by their internal names. */
final class TypeNames {
    private TypeNames() {
    }

    /**
     * @param descriptor of a field or a method
     * @param signature the same with its generics; null where there are none
     */
    static Set<String> in(String descriptor, String signature) {
        var names = new LinkedHashSet<String>();
        if (signature != null) {
            new SignatureReader(signature).accept(collector(names));
        } else if (descriptor.startsWith("(")) {
            for (var argument : Type.getArgumentTypes(descriptor)) {
                add(names, argument);
            }
            add(names, Type.getReturnType(descriptor));
        } else {
            add(names, Type.getType(descriptor));
        }
        return names;
    }

    /** The same for the signature of a field or of what a method gives. */
    static Set<String> ofType(String signature) {
        var names = new LinkedHashSet<String>();
        new SignatureReader(signature).acceptType(collector(names));
        return names;
    }

    private static void add(Set<String> names, Type type) {
        var element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            names.add(element.getInternalName());
        }
    }

    private static SignatureVisitor collector(Set<String> names) {
        return new SignatureVisitor(Opcodes.ASM9) {
            private String outer;

            @Override
            public void visitClassType(String name) {
                outer = name;
                names.add(name);
            }

            @Override
            public void visitInnerClassType(String name) {
                outer = outer + "$" + name;
                names.add(outer);
            }
        };
    }
}
