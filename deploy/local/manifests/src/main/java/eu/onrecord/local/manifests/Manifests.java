package eu.onrecord.local.manifests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** All objects of one overlay. */
public final class Manifests {
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    private final List<JsonNode> objects;

    private Manifests(List<JsonNode> objects) {
        this.objects = objects;
    }

    /**
     * @param yaml any number of documents
     * @throws IOException if it is no YAML, or has a key twice
     */
    public static Manifests parse(String yaml) throws IOException {
        var objects = new ArrayList<JsonNode>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode> readValues(yaml)) {
            while (documents.hasNext()) {
                var document = documents.next();
                if (document != null && document.isObject()) {
                    objects.add(document);
                }
            }
        }
        return new Manifests(objects);
    }

    /** The same with one change, which leaves this as it is. */
    public Manifests with(Consumer<List<JsonNode>> change) {
        var copies = new ArrayList<JsonNode>();
        objects.forEach(object -> copies.add(object.deepCopy()));
        change.accept(copies);
        return new Manifests(copies);
    }

    List<JsonNode> all() {
        return objects;
    }

    /** Those of a kind. */
    List<JsonNode> of(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
    }

    Optional<JsonNode> find(String kind, String name) {
        return of(kind).stream().filter(object -> nameOf(object).equals(name)).findFirst();
    }

    /** What the pods of a workload are made of; missing where it makes none. */
    static JsonNode podTemplate(JsonNode object) {
        return object.at(object.path("kind").asText().equals("CronJob") ? "/spec/jobTemplate/spec/template" : "/spec/template");
    }

    /** Whatever makes pods, and the pod that it makes. */
    Stream<Workload> workloads() {
        return objects.stream().map(object -> new Workload(object, podTemplate(object)))
                .filter(workload -> workload.pod().path("containers").isArray());
    }

    /**
     * Something that makes pods.
     *
     * @param object itself
     * @param template of its pods
     */
    record Workload(JsonNode object, JsonNode template) {
        String name() {
            return nameOf(object);
        }

        String where() {
            return Manifests.where(object);
        }

        JsonNode pod() {
            return template.path("spec");
        }

        JsonNode labels() {
            return template.at("/metadata/labels");
        }

        Stream<JsonNode> containers() {
            return Stream.concat(each(pod().path("containers")), each(pod().path("initContainers")));
        }
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static String where(JsonNode object) {
        return object.path("kind").asText() + " " + nameOf(object);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Whether labels have everything that a selector's {@code matchLabels} ask for. */
    static boolean matches(JsonNode wanted, JsonNode labels) {
        return fields(wanted).allMatch(label -> labels.path(label.getKey()).asText().equals(label.getValue().asText()));
    }

    static Stream<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        return object instanceof ObjectNode node ? node.properties().stream() : Stream.empty();
    }
}
