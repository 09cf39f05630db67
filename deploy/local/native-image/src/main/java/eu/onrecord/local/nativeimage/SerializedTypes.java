package eu.onrecord.local.nativeimage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The project's own types that Jackson or Quarkus REST reads or writes: what the methods of a resource take and give, what is
 * handed to Jackson, whatever carries an annotation of Jackson's or asks for its registration, and all that these consist of.
 */
final class SerializedTypes {
    private static final String OWN = "eu/onrecord/";
    private static final String JACKSON = "Lcom/fasterxml/jackson/";
    private static final String REGISTERED = "Lio/quarkus/runtime/annotations/RegisterForReflection;";
    private static final Set<String> HTTP_METHODS = Set.of("Ljakarta/ws/rs/GET;", "Ljakarta/ws/rs/POST;",
            "Ljakarta/ws/rs/PUT;", "Ljakarta/ws/rs/DELETE;", "Ljakarta/ws/rs/PATCH;");
    /** The methods of these that take a type or an object to read or write. */
    private static final Set<String> JACKSON_OWNERS = Set.of("com/fasterxml/jackson/databind/ObjectMapper",
            "com/fasterxml/jackson/databind/json/JsonMapper", "com/fasterxml/jackson/databind/json/JsonMapper$Builder",
            "com/fasterxml/jackson/databind/cfg/MapperBuilder", "com/fasterxml/jackson/databind/ObjectReader",
            "com/fasterxml/jackson/databind/ObjectWriter", "com/fasterxml/jackson/core/JsonGenerator",
            "com/fasterxml/jackson/core/JsonParser", "io/vertx/core/json/Json", "io/vertx/core/json/JsonObject",
            "jakarta/ws/rs/core/Response$ResponseBuilder", "org/jboss/resteasy/reactive/RestResponse",
            "org/jboss/resteasy/reactive/RestResponse$ResponseBuilder");
    private static final Set<String> JACKSON_METHODS = Set.of("readValue", "readValues", "readerFor", "forType", "treeToValue",
            "convertValue", "writerFor", "writeValue", "writeValueAsBytes", "writeValueAsString", "valueToTree",
            "addMixIn", "registerSubtypes", "readValueAs", "writeObject", "writePOJO", "encode", "encodePrettily",
            "encodeToBuffer", "decodeValue", "mapFrom", "mapTo", "entity", "ok", "create", "updateValue",
            "readerForListOf", "readerForArrayOf", "readerForMapOf");

    private final ClassPath classPath;
    /** Each with what first led to it. */
    private final Map<String, String> found = new LinkedHashMap<>();
    private final ArrayDeque<String> toLookAt = new ArrayDeque<>();

    private record Parameter(String owner, String name, String desc, int index) {
    }

    private SerializedTypes(ClassPath classPath) {
        this.classPath = classPath;
    }

    /** By internal name, each with what led to it. */
    static Map<String, String> of(ClassPath classPath) {
        var types = new SerializedTypes(classPath);
        classPath.own().forEach(types::declared);
        types.handedToJackson();
        types.closure();
        return types.found;
    }

    private void declared(ClassNode type) {
        if (isAnnotatedWith(type.visibleAnnotations, REGISTERED) || isAnnotatedWith(type.invisibleAnnotations, REGISTERED)) {
            add(type.name, "its registration");
        }
        if (Stream.concat(Stream.of(annotations(type.visibleAnnotations)),
                Stream.concat(type.methods.stream().map(method -> annotations(method.visibleAnnotations)),
                        type.fields.stream().map(field -> annotations(field.visibleAnnotations))))
                .flatMap(List::stream).anyMatch(annotation -> annotation.desc.startsWith(JACKSON))) {
            add(type.name, "an annotation of Jackson's");
        }
        for (var method : type.methods) {
            if (annotations(method.visibleAnnotations).stream().anyMatch(it -> HTTP_METHODS.contains(it.desc))) {
                TypeNames.in(method.desc, method.signature)
                        .forEach(name -> add(name, "the resource " + type.name + "." + method.name));
            }
        }
    }

    /** A method that hands on what it was given is as good as Jackson's own. */
    private void handedToJackson() {
        var taken = new HashMap<String, Set<Integer>>();
        for (var more = true; more;) {
            more = false;
            for (var type : classPath.own()) {
                for (var method : type.methods) {
                    for (var parameter : passedOn(type, method, taken)) {
                        more |= taken.computeIfAbsent(key(parameter.owner, parameter.name, parameter.desc),
                                any -> new HashSet<>()).add(parameter.index);
                    }
                }
            }
        }
    }

    private List<Parameter> passedOn(ClassNode type, MethodNode method, Map<String, Set<Integer>> taken) {
        var passedOn = new ArrayList<Parameter>();
        Origin origin = null;
        for (var instruction : method.instructions) {
            if (!(instruction instanceof MethodInsnNode call)) {
                continue;
            }
            for (var argument : argumentsTaken(call, taken)) {
                origin = origin == null ? new Origin(type.name, method) : origin;
                for (var value : origin.of(call, argument)) {
                    if (value instanceof Origin.Value.Parameter parameter) {
                        var index = indexOf(parameter.local(), method);
                        if (index >= 0) {
                            passedOn.add(new Parameter(type.name, method.name, method.desc, index));
                            add(Type.getArgumentTypes(method.desc)[index], type.name + "." + method.name);
                        }
                    } else if (value instanceof Origin.Value.ClassConstant constant) {
                        add(constant.type(), type.name + "." + method.name);
                    } else if (value instanceof Origin.Value.Typed typed) {
                        add(typed.type(), type.name + "." + method.name);
                    }
                }
            }
        }
        return passedOn;
    }

    private static Collection<Integer> argumentsTaken(MethodInsnNode call, Map<String, Set<Integer>> taken) {
        if (JACKSON_OWNERS.contains(call.owner) && JACKSON_METHODS.contains(call.name)) {
            var all = new ArrayList<Integer>();
            for (var i = 0; i < Type.getArgumentTypes(call.desc).length; i++) {
                all.add(i);
            }
            return all;
        }
        return taken.getOrDefault(key(call.owner, call.name, call.desc), Set.of());
    }

    private static String key(String owner, String name, String desc) {
        return owner + "." + name + desc;
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

    private void add(Type type, String because) {
        TypeNames.in(type.getSort() == Type.METHOD ? "V" : type.getDescriptor(), null).forEach(name -> add(name, because));
    }

    private void add(String name, String because) {
        if (name.startsWith(OWN) && found.putIfAbsent(name, because) == null) {
            toLookAt.add(name);
        }
    }

    private void closure() {
        while (!toLookAt.isEmpty()) {
            var name = toLookAt.remove();
            classPath.find(name).ifPresent(type -> partsOf(type).forEach(part -> add(part, name)));
        }
    }

    /** What is read and written with it: its fields, its kinds, and who Jackson is told to ask about it. */
    private Set<String> partsOf(ClassNode type) {
        var parts = new LinkedHashSet<String>();
        if ((type.access & Opcodes.ACC_ENUM) == 0) {
            type.fields.stream().filter(field -> (field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT)) == 0)
                    .forEach(field -> parts.addAll(TypeNames.in(field.desc, field.signature)));
        }
        if (type.superName != null) {
            parts.addAll(TypeNames.in("L" + type.superName + ";", type.signature));
        }
        if ((type.access & Opcodes.ACC_INTERFACE) != 0) {
            type.methods.stream().filter(method -> method.desc.startsWith("()") && (method.access & Opcodes.ACC_STATIC) == 0)
                    .forEach(method -> parts.addAll(TypeNames.in(method.desc, method.signature)));
        }
        if (type.permittedSubclasses != null) {
            parts.addAll(type.permittedSubclasses);
        }
        Stream.concat(Stream.of(annotations(type.visibleAnnotations)),
                Stream.concat(type.methods.stream().map(method -> annotations(method.visibleAnnotations)),
                        type.fields.stream().map(field -> annotations(field.visibleAnnotations))))
                .flatMap(List::stream).filter(annotation -> annotation.desc.startsWith(JACKSON))
                .forEach(annotation -> classesIn(annotation, parts));
        return parts;
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

    private static List<AnnotationNode> annotations(List<AnnotationNode> present) {
        return present == null ? List.of() : present;
    }

    private static boolean isAnnotatedWith(List<AnnotationNode> present, String annotation) {
        return annotations(present).stream().anyMatch(it -> it.desc.equals(annotation));
    }
}
