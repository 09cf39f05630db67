package eu.onrecord.local.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;

/**
 * The operators' kinds, by their definitions: no field that there is not (the definitions themselves would let it pass, and a
 * cluster
 * would drop it), none of another type, and the rules that are written beside the fields.
 */
final class OperatorSchemas implements Check {
    private static final int LARGEST_DEFINITION = 50_000_000;

    private final Map<String, Definition> byKind = new HashMap<>();
    private final Cel cel = CelFactory.standardCelBuilder().setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings(), CelExtensions.sets(dev.cel.common.CelOptions.DEFAULT),
                    CelExtensions.optional())
            .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.sets(dev.cel.common.CelOptions.DEFAULT),
                    CelExtensions.optional())
            .addVar("self", SimpleType.DYN).addVar("oldSelf", SimpleType.DYN).build();

    private record Definition(JsonNode root, JsonSchema schema) {
    }

    /**
     * @param folder with the definitions, in any depth
     * @throws IOException if one cannot be read
     */
    static OperatorSchemas in(Path folder) throws IOException {
        var schemas = new OperatorSchemas();
        var limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST_DEFINITION);
        var yaml = new YAMLMapper(com.fasterxml.jackson.dataformat.yaml.YAMLFactory.builder().loaderOptions(limits).build());
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                schemas.add(yaml.readTree(file.toFile()));
            }
        }
        return schemas;
    }

    private void add(JsonNode definition) {
        var group = definition.at("/spec/group").asText();
        var kind = definition.at("/spec/names/kind").asText();
        Manifests.each(definition.at("/spec/versions")).filter(version -> version.path("served").asBoolean())
                .forEach(version -> {
                    var root = version.at("/schema/openAPIV3Schema").deepCopy();
                    closed(root);
                    byKind.put(group + "/" + version.path("name").asText() + "/" + kind, new Definition(root,
                            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root)));
                });
    }

    /**
     * Where a definition names the fields of an object, there are no others. What its kind shares with all others is not named.
     */
    private static void closed(JsonNode schema) {
        if (!(schema instanceof ObjectNode node)) {
            return;
        }
        if (node.path("x-kubernetes-int-or-string").asBoolean()) {
            node.remove("type");
        }
        if (node.has("properties") && !node.has("additionalProperties")
                && !node.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            node.set("additionalProperties", BooleanNode.FALSE);
        }
        Manifests.fields(node.path("properties")).forEach(property -> closed(property.getValue()));
        closed(node.path("additionalProperties"));
        closed(node.path("items"));
    }

    /** Whether a kind is defined here. */
    boolean knows(JsonNode object) {
        return byKind.containsKey(nameOf(object));
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        return manifests.all().stream().flatMap(object -> {
            if (KubernetesTypes.knows(object) && !knows(object)) {
                return Stream.empty();
            }
            var definition = byKind.get(nameOf(object));
            if (definition == null) {
                return Stream.of(Manifests.where(object) + ": there is no " + nameOf(object));
            }
            var where = Manifests.where(object);
            return Stream.concat(
                    definition.schema().validate(object).stream().map(message -> where + ": " + message.getMessage()),
                    rules(definition.root(), defaulted(definition.root(), object.deepCopy()), where));
        });
    }

    /** As the cluster sees it: with what the definition says where nothing is said. */
    private static JsonNode defaulted(JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            value.forEach(element -> defaulted(schema.path("items"), element));
        } else if (value instanceof ObjectNode object) {
            Manifests.fields(schema.path("properties")).forEach(property -> {
                if (!object.has(property.getKey()) && property.getValue().has("default")) {
                    object.set(property.getKey(), property.getValue().path("default").deepCopy());
                }
            });
            Manifests.fields(object).forEach(field -> defaulted(schema.path("properties").has(field.getKey())
                    ? schema.path("properties").path(field.getKey())
                    : schema.path("additionalProperties"), field.getValue()));
        }
        return value;
    }

    /** The rules of a node and of all that is in it. */
    private Stream<String> rules(JsonNode schema, JsonNode value, String where) {
        if (value.isMissingNode()) {
            return Stream.empty();
        }
        var own = Manifests.each(schema.path("x-kubernetes-validations"))
                .filter(rule -> !rule.path("rule").asText().contains("oldSelf"))
                .flatMap(rule -> broken(rule, value, where));
        var inside = value.isArray() ? Manifests.each(value).flatMap(element -> rules(schema.path("items"), element, where))
                : Manifests.fields(value).flatMap(field -> rules(schema.path("properties").has(field.getKey())
                        ? schema.path("properties").path(field.getKey())
                        : schema.path("additionalProperties"),
                        field.getValue(), where));
        return Stream.concat(own, inside);
    }

    private Stream<String> broken(JsonNode rule, JsonNode self, String where) {
        var text = rule.path("rule").asText();
        try {
            var holds = cel.createProgram(cel.compile(text).getAst()).eval(Map.of("self", plain(self)));
            return Boolean.TRUE.equals(holds) ? Stream.empty()
                    : Stream.of(where + ": " + rule.path("message").asText(text));
        } catch (CelValidationException | CelEvaluationException unusable) {
            return Stream.of(where + ": the rule " + text + " cannot be evaluated: " + unusable.getMessage());
        }
    }

    /** CEL knows one kind of whole number. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            Manifests.fields(node).forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            return List.copyOf(Manifests.each(node).map(OperatorSchemas::plain).toList());
        }
        return node.isIntegralNumber() ? (Object) node.asLong()
                : node.isNumber() ? (Object) node.asDouble() : node.isBoolean() ? (Object) node.asBoolean() : node.asText();
    }

    private static String nameOf(JsonNode object) {
        return object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    }
}
