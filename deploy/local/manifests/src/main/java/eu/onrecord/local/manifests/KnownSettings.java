package eu.onrecord.local.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The settings that a service has: its own, by the interfaces and fields that read them; the framework's, by the descriptions
 * in its
 * extensions; Kafka's. A {@code *} stands for one part of a name that may be anything.
 */
final class KnownSettings {
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final String MAPPING = "Lio/smallrye/config/ConfigMapping;";
    private static final String PROPERTY = "Lorg/eclipse/microprofile/config/inject/ConfigProperty;";
    private static final String DEFAULT = "Lio/smallrye/config/WithDefault;";
    private static final String PARENT = "Lio/smallrye/config/WithParentName;";
    private static final String NAME = "Lio/smallrye/config/WithName;";

    private final Set<String> own = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();
    private final Map<String, Boolean> framework = new HashMap<>();
    private final Map<String, ClassNode> types = new HashMap<>();

    /**
     * @param target where the service is built
     * @throws IOException if it is not
     */
    static KnownSettings of(Path target) throws IOException {
        var known = new KnownSettings();
        ServiceClasses.of(target.resolve("classes")).forEach(type -> known.types.put(type.name, type));
        known.types.values().forEach(known::read);
        // read by the rules of safety, not by a field
        known.own.add("onrecord.safety.evaluation");
        known.shipped(target.resolve("classes/application.properties"));
        try (var jars = Files.walk(target.resolve("quarkus-app/lib"))) {
            for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                known.read(jar);
            }
        }
        return known;
    }

    private void read(ClassNode type) {
        annotation(type.visibleAnnotations, MAPPING).ifPresent(mapping -> mapped(type, value(mapping, "prefix").orElseThrow(),
                true));
        for (var method : type.methods) {
            if (method.visibleParameterAnnotations != null) {
                for (var annotations : method.visibleParameterAnnotations) {
                    annotation(annotations, PROPERTY).ifPresent(this::property);
                }
            }
        }
        type.fields.forEach(field -> annotation(field.visibleAnnotations, PROPERTY).ifPresent(this::property));
    }

    private void property(AnnotationNode property) {
        var name = value(property, "name").orElseThrow();
        own.add(name);
        if (value(property, "defaultValue").isEmpty() && name.startsWith("onrecord.")) {
            needed.add(name);
        }
    }

    /** @param always whether the group is there whenever the service is */
    private void mapped(ClassNode type, String prefix, boolean always) {
        for (var method : type.methods) {
            if (!method.desc.startsWith("()") || method.name.startsWith("<") || method.name.startsWith("lambda$")) {
                continue;
            }
            member(method, prefix, always);
        }
        // what several groups have in common
        type.interfaces.stream().map(types::get).filter(Objects::nonNull).forEach(common -> mapped(common, prefix, always));
    }

    /** Those that the shipped file sets, and those that it takes the framework's from. */
    private void shipped(Path file) throws IOException {
        var text = Files.readString(file);
        Pattern.compile("(?m)^(onrecord\\.[a-z0-9.-]+)=|[$]?\\{(onrecord\\.[a-z0-9.-]+)").matcher(text).results()
                .forEach(found -> own.add(found.group(1) == null ? found.group(2) : found.group(1)));
    }

    private void member(MethodNode method, String prefix, boolean always) {
        var name = annotation(method.visibleAnnotations, PARENT).isPresent() ? prefix
                : prefix + "." + annotation(method.visibleAnnotations, NAME).flatMap(given -> value(given, "value"))
                        .orElseGet(() -> kebab(method.name));
        var result = Type.getReturnType(method.desc).getInternalName();
        var inside = inside(method);
        if (result.equals("java/util/Map")) {
            var each = name + ".*";
            inside.ifPresentOrElse(group -> mapped(group, each, false), () -> own.add(each));
        } else if (inside.isPresent()) {
            mapped(inside.get(), name, always && !result.equals("java/util/Optional"));
        } else {
            own.add(name);
            if (always && !result.startsWith("java/util/Optional")
                    && annotation(method.visibleAnnotations, DEFAULT).isEmpty()) {
                needed.add(name);
            }
        }
    }

    /** The group of settings that a method gives, by itself or in something else. */
    private Optional<ClassNode> inside(MethodNode method) {
        var signature = method.signature == null ? method.desc : method.signature;
        return types.values().stream().filter(type -> signature.contains("L" + type.name + ";")
                && (type.access & org.objectweb.asm.Opcodes.ACC_INTERFACE) != 0).findFirst();
    }

    private void read(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var model = file.getEntry(MODEL);
            if (model != null) {
                try (var content = file.getInputStream(model)) {
                    items(JsonMapper.builder().build().readTree(content));
                }
            }
        }
    }

    private void items(JsonNode node) {
        if (node.has("path") && node.path("path").has("property")) {
            var atRunTime = node.path("phase").asText().equals("RUN_TIME");
            framework.put(node.at("/path/property").asText(), atRunTime);
            node.path("additionalPaths").forEach(path -> framework.put(path.path("property").asText(), atRunTime));
        }
        node.forEach(this::items);
    }

    /** Why a setting has no place in a manifest; empty if it has one. */
    Optional<String> objection(String name) {
        if (name.startsWith("onrecord.")) {
            return like(own, name) ? Optional.empty() : Optional.of("the service knows no setting " + name);
        }
        if (name.startsWith("kafka.")) {
            var config = name.substring("kafka.".length());
            return ProducerConfig.configNames().contains(config) || ConsumerConfig.configNames().contains(config)
                    || AdminClientConfig.configNames().contains(config) ? Optional.empty()
                            : Optional.of("Kafka's clients know no setting " + config);
        }
        var matches = framework.entrySet().stream().filter(entry -> pattern(entry.getKey()).matcher(name).matches()).toList();
        return matches.isEmpty() ? Optional.of("the framework knows no setting " + name)
                : matches.stream().anyMatch(Map.Entry::getValue) ? Optional.empty()
                        : Optional.of(name + " is read when the service is built, and has no effect any more");
    }

    /** The setting that an environment variable stands for; empty if none. */
    Optional<String> named(String variable) {
        var names = new ArrayList<String>(own);
        names.addAll(framework.keySet());
        var kafka = new HashSet<String>(ProducerConfig.configNames());
        kafka.addAll(ConsumerConfig.configNames());
        kafka.forEach(name -> names.add("kafka." + name));
        return names.stream().filter(name -> !name.contains("*") && !name.contains("\""))
                .filter(name -> asVariable(name).equals(variable)).findFirst().or(() -> inMap(names, variable));
    }

    private static Optional<String> inMap(List<String> names, String variable) {
        return names.stream().filter(name -> name.contains("\"")).flatMap(name -> {
            var found = Pattern.compile(asVariable(name.replaceAll("\"[^\"]+\"", "STAR")).replace("STAR", "([A-Z0-9_]+)"))
                    .matcher(variable);
            return found.matches() ? Stream.of(name.replaceAll("\"[^\"]+\"", found.group(1).toLowerCase(Locale.ROOT)))
                    : Stream.empty();
        }).findFirst();
    }

    private static String asVariable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * What must be set, else the service does not start; without what stands in maps, which may be empty or are asked for
     * apart.
     */
    Set<String> needed() {
        return needed;
    }

    private static boolean like(Set<String> names, String name) {
        return names.stream().anyMatch(known -> pattern(known).matcher(name).matches());
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(Pattern.quote(name.replaceAll("\"[^\"]+\"", "*")).replace("*", "\\E(\"[^\"]+\"|[^.\"]+)\\Q"));
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Optional<AnnotationNode> annotation(List<AnnotationNode> present, String wanted) {
        return present == null ? Optional.empty() : present.stream().filter(it -> it.desc.equals(wanted)).findFirst();
    }

    private static Optional<String> value(AnnotationNode annotation, String name) {
        for (var i = 0; annotation.values != null && i < annotation.values.size(); i += 2) {
            if (annotation.values.get(i).equals(name)) {
                return Optional.of(String.valueOf(annotation.values.get(i + 1)));
            }
        }
        return Optional.empty();
    }
}
