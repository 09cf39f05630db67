package eu.onrecord.local.nativeimage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The project's own types that Jackson or Quarkus REST reads or writes: what the methods of a resource take and give, whatever
 * is
 * handed to Jackson, to Vert.x' JSON or to an answer, directly or by methods that hand it on, whatever carries an annotation of
 * Jackson's or asks for its registration, and all that these consist of.
 */
final class SerializedTypes {
    private static final String OWN = "eu/onrecord/";
    private static final String JACKSON = "Lcom/fasterxml/jackson/";
    private static final String REGISTERED = "Lio/quarkus/runtime/annotations/RegisterForReflection;";
    private static final Set<String> HTTP_METHODS = Set.of("Ljakarta/ws/rs/GET;", "Ljakarta/ws/rs/POST;",
            "Ljakarta/ws/rs/PUT;", "Ljakarta/ws/rs/DELETE;", "Ljakarta/ws/rs/PATCH;", "Ljakarta/ws/rs/HEAD;",
            "Lorg/jboss/resteasy/reactive/server/ServerExceptionMapper;");
    /** Whatever of ours is handed to these is read or written by reflection, or may be. */
    private static final List<String> READERS_AND_WRITERS = List.of("com/fasterxml/jackson/", "io/vertx/core/json/",
            "io/vertx/ext/web/client/", "io/vertx/mutiny/ext/web/", "io/vertx/ext/web/RoutingContext",
            "io/vertx/ext/web/RequestBody", "io/vertx/ext/web/codec/", "jakarta/ws/rs/core/Response",
            "org/jboss/resteasy/reactive/RestResponse", "jakarta/ws/rs/sse/", "io/quarkus/kafka/client/serialization/");
    /** A class of ours that is made known to Jackson is written by hand, and so are ours that are beans. */
    private static final Set<String> BY_HAND = Set.of("com/fasterxml/jackson/databind/ser/std/StdSerializer",
            "com/fasterxml/jackson/databind/deser/std/StdDeserializer", "com/fasterxml/jackson/databind/JsonSerializer",
            "com/fasterxml/jackson/databind/JsonDeserializer", "com/fasterxml/jackson/databind/Module",
            "com/fasterxml/jackson/databind/module/SimpleModule",
            "com/fasterxml/jackson/databind/deser/std/StdScalarDeserializer",
            "com/fasterxml/jackson/databind/ser/std/StdScalarSerializer");
    private static final Set<String> TYPE_TOKENS = Set.of("com/fasterxml/jackson/core/type/TypeReference",
            "jakarta/ws/rs/core/GenericEntity", "jakarta/ws/rs/core/GenericType", "jakarta/enterprise/util/TypeLiteral");

    private final ClassPath classPath;
    /** Each with what first led to it. */
    private final Map<String, String> found = new LinkedHashMap<>();
    private final ArrayDeque<String> toLookAt = new ArrayDeque<>();
    /** By the name and descriptor of a method of ours: which of its parameters it hands on. */
    private final Map<String, Set<Integer>> handedOn = new HashMap<>();

    private SerializedTypes(ClassPath classPath) {
        this.classPath = classPath;
    }

    /** By internal name, each with what led to it. */
    static Map<String, String> of(ClassPath classPath) {
        var types = new SerializedTypes(classPath);
        classPath.own().forEach(types::declared);
        for (var known = -1; known < types.known();) {
            known = types.known();
            types.closure();
            classPath.own().forEach(type -> type.methods.forEach(method -> types.handedOver(type, method)));
        }
        return types.found;
    }

    private int known() {
        return found.size() + handedOn.values().stream().mapToInt(Set::size).sum();
    }

    private void declared(ClassNode type) {
        registration(type).ifPresent(registration -> {
            var named = new LinkedHashSet<String>();
            classesIn(registration, named);
            (named.isEmpty() ? Set.of(type.name) : named).forEach(name -> add(name, "its registration"));
        });
        if (annotationsOf(type).anyMatch(annotation -> annotation.desc.startsWith(JACKSON))) {
            add(type.name, "an annotation of Jackson's");
        }
        for (var method : type.methods) {
            if (annotations(method.visibleAnnotations).stream().anyMatch(it -> HTTP_METHODS.contains(it.desc))) {
                TypeNames.in(method.desc, method.signature).forEach(name -> resource(name, type.name + "." + method.name));
            }
        }
    }

    /** What fails is told by a mapper, and is not written itself. */
    private void resource(String name, String because) {
        var isFailure = classPath.find(name).map(type -> type.superName)
                .filter(above -> above.endsWith("Exception") || above.endsWith("Error") || above.endsWith("Throwable"));
        if (isFailure.isEmpty()) {
            add(name, "the resource " + because);
        }
    }

    private static java.util.Optional<AnnotationNode> registration(ClassNode type) {
        return Stream.concat(annotations(type.visibleAnnotations).stream(), annotations(type.invisibleAnnotations).stream())
                .filter(annotation -> annotation.desc.equals(REGISTERED)).findFirst();
    }

    private void handedOver(ClassNode type, MethodNode method) {
        Origin origin = null;
        for (var instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                for (var argument : argumentsRead(call.owner, call.name, call.desc)) {
                    origin = origin == null ? new Origin(classPath, type.name, method) : origin;
                    for (var value : origin.of(call, argument)) {
                        handedOver(value, type, method);
                    }
                }
            } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                methodReference(lambda, type.name + "." + method.name);
            }
        }
    }

    private void handedOver(Origin.Value value, ClassNode type, MethodNode method) {
        var where = type.name + "." + method.name;
        if (value instanceof Origin.Value.Parameter parameter) {
            var index = indexOf(parameter.local(), method);
            if (index >= 0) {
                handedOn.computeIfAbsent(method.name + method.desc, any -> new HashSet<>()).add(index);
                names(Type.getArgumentTypes(method.desc)[index]).forEach(name -> add(name, where));
            }
        } else if (value instanceof Origin.Value.ClassConstant constant) {
            names(constant.type()).forEach(name -> add(name, where));
        } else if (value instanceof Origin.Value.Typed typed) {
            typed.names().forEach(name -> add(name, where));
        }
    }

    /** {@code map(json::writeValueAsString)}: what it is called with stands beside it. */
    private void methodReference(InvokeDynamicInsnNode lambda, String where) {
        if (lambda.bsmArgs.length == 3 && lambda.bsmArgs[1] instanceof Handle body && lambda.bsmArgs[2] instanceof Type called
                && !body.getName().startsWith("lambda$")
                && !argumentsRead(body.getOwner(), body.getName(), body.getDesc()).isEmpty()) {
            for (var argument : called.getArgumentTypes()) {
                names(argument).forEach(name -> add(name, where));
            }
        }
    }

    private List<Integer> argumentsRead(String owner, String name, String desc) {
        if (READERS_AND_WRITERS.stream().anyMatch(owner::startsWith)) {
            return IntStream.range(0, Type.getArgumentTypes(desc).length).boxed().toList();
        }
        return owner.startsWith(OWN) ? List.copyOf(handedOn.getOrDefault(name + desc, Set.of())) : List.of();
    }

    private static int indexOf(int local, MethodNode method) {
        var at = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        var arguments = Type.getArgumentTypes(method.desc);
        for (var i = 0; i < arguments.length; i++) {
            if (at == local) {
                return i;
            }
            at += arguments[i].getSize();
        }
        return -1;
    }

    private static Set<String> names(Type type) {
        return TypeNames.in(type.getSort() == Type.METHOD ? "V" : type.getDescriptor(), null);
    }

    private void add(String name, String because) {
        if (!name.startsWith(OWN) || found.containsKey(name)) {
            return;
        }
        var type = classPath.find(name);
        var above = type.map(it -> it.superName).orElse("");
        if (TYPE_TOKENS.contains(above)) {
            // only tells a type
            TypeNames.in("L" + above + ";", type.get().signature).forEach(told -> add(told, because));
        } else if (!BY_HAND.contains(above) && type.filter(SerializedTypes::isFunction).isEmpty()) {
            found.put(name, because);
            toLookAt.add(name);
        }
    }

    /** Something that is called, such as a handler, and has nothing to be read. */
    private static boolean isFunction(ClassNode type) {
        return type.interfaces.stream()
                .anyMatch(it -> it.startsWith("java/util/function/") || it.startsWith("io/vertx/core/Handler"))
                && type.fields.stream().noneMatch(field -> field.visibleAnnotations != null);
    }

    private void closure() {
        while (!toLookAt.isEmpty()) {
            var name = toLookAt.remove();
            classPath.find(name).ifPresent(type -> {
                partsOf(type).forEach(part -> add(part, name));
                if ((type.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) != 0
                        && (type.access & Opcodes.ACC_ANNOTATION) == 0) {
                    classPath.ownBelow(name).forEach(kind -> add(kind.name, name));
                }
                anything(type);
            });
        }
    }

    /** What is given for a part that may be anything is seen where it is given. */
    private void anything(ClassNode type) {
        type.methods.stream().filter(method -> method.name.equals("<init>")).forEach(constructor -> {
            var arguments = Type.getArgumentTypes(constructor.desc);
            for (var i = 0; i < arguments.length; i++) {
                if (arguments[i].getDescriptor().equals("Ljava/lang/Object;")) {
                    handedOnBy(type.name, constructor.desc, i);
                }
            }
        });
    }

    private void handedOnBy(String owner, String desc, int index) {
        for (var other : classPath.own()) {
            for (var method : other.methods) {
                for (var instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call && call.owner.equals(owner) && call.name.equals("<init>")
                            && call.desc.equals(desc)) {
                        new Origin(classPath, other.name, method).of(call, index)
                                .forEach(value -> handedOver(value, other, method));
                    }
                }
            }
        }
    }

    /**
     * What is read and written with it: fields, what getters give and setters and constructors take, who Jackson is told to
     * ask.
     */
    private static Set<String> partsOf(ClassNode type) {
        var parts = new LinkedHashSet<String>();
        if ((type.access & Opcodes.ACC_ENUM) == 0) {
            type.fields.stream()
                    .filter(field -> (field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC)) == 0)
                    .forEach(field -> parts.addAll(TypeNames.in(field.desc, field.signature)));
        }
        if (type.superName != null) {
            parts.addAll(TypeNames.in("L" + type.superName + ";", type.signature));
        }
        type.methods.stream().filter(method -> isProperty(type, method))
                .forEach(method -> parts.addAll(TypeNames.in(method.desc, method.signature)));
        if (type.permittedSubclasses != null) {
            parts.addAll(type.permittedSubclasses);
        }
        annotationsOf(type).filter(annotation -> annotation.desc.startsWith(JACKSON))
                .forEach(annotation -> classesIn(annotation, parts));
        return parts;
    }

    private static boolean isProperty(ClassNode type, MethodNode method) {
        if ((method.access & Opcodes.ACC_SYNTHETIC) != 0) {
            return false;
        }
        if (annotations(method.visibleAnnotations).stream().anyMatch(it -> it.desc.startsWith(JACKSON))) {
            return true;
        }
        var isPublic = (method.access & Opcodes.ACC_PUBLIC) != 0 && (method.access & Opcodes.ACC_STATIC) == 0;
        return isPublic && (method.name.matches("get[A-Z].*|is[A-Z].*") && method.desc.startsWith("()")
                || method.name.matches("set[A-Z].*")
                || (type.access & Opcodes.ACC_INTERFACE) != 0 && method.desc.startsWith("()"));
    }

    private static void classesIn(Object value, Set<String> classes) {
        if (value instanceof Type type && type.getSort() == Type.OBJECT) {
            classes.add(type.getInternalName());
        } else if (value instanceof List<?> several) {
            several.forEach(one -> classesIn(one, classes));
        } else if (value instanceof AnnotationNode annotation && annotation.values != null) {
            annotation.values.forEach(one -> classesIn(one, classes));
        }
    }

    private static Stream<AnnotationNode> annotationsOf(ClassNode type) {
        var all = new ArrayList<AnnotationNode>(annotations(type.visibleAnnotations));
        type.fields.forEach(field -> all.addAll(annotations(field.visibleAnnotations)));
        type.methods.forEach(method -> {
            all.addAll(annotations(method.visibleAnnotations));
            if (method.visibleParameterAnnotations != null) {
                Stream.of(method.visibleParameterAnnotations).forEach(each -> all.addAll(annotations(each)));
            }
        });
        return all.stream();
    }

    private static List<AnnotationNode> annotations(List<AnnotationNode> present) {
        return present == null ? List.of() : present;
    }
}
