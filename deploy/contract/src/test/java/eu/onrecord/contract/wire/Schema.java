package eu.onrecord.contract.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** One of the contract's JSON Schemas, and what it says in lines of path, keyword and value. */
record Schema(String name, JsonNode json) {
    private static final Path DIRECTORY = Path.of("src/main/resources/schemas");
    private static final String SUFFIX = ".schema.json";
    /** Other readers of a file refuse what Jackson passes over: a member twice, and what stands behind the end. */
    private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /** Words for readers, which may be said better. */
    private static final Set<String> PROSE = Set.of("title", "description");

    static Schema of(String name) {
        return new Schema(name, read(DIRECTORY.resolve(name + SUFFIX)));
    }

    static List<String> names() {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length())).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with a document, by this schema; formats count. */
    Set<ValidationMessage> validate(JsonNode document) {
        return validate(json, document);
    }

    static Set<ValidationMessage> validate(JsonNode schema, JsonNode document) {
        var here = DIRECTORY.toUri().toString();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012,
                factory -> factory.schemaMappers(mappers -> mappers.mapPrefix("https://onrecord.eu/schemas/", here)))
                .getSchema(schema).validate(document,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    /** Each keyword's value, each word of a list on a line of its own: {@code message.media sha256 pattern ^..$}. */
    SortedSet<String> lines() {
        var lines = new TreeSet<String>();
        collect("", json, lines);
        return lines;
    }

    private static void collect(String path, JsonNode schema, Set<String> lines) {
        if (!schema.isObject()) {
            throw new IllegalArgumentException(path + " is described by " + schema);
        }
        schema.path("properties").fieldNames().forEachRemaining(name -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(path + " has a member " + name);
            }
        });
        schema.properties().forEach(keyword -> {
            var value = keyword.getValue();
            switch (keyword.getKey()) {
                case "properties" -> value.properties().forEach(
                        property -> collect(path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                                property.getValue(), lines));
                case "items" -> collect(path + "[]", value, lines);
                case "required", "enum" -> value.forEach(word -> lines.add(line(path, keyword.getKey(), word)));
                default -> {
                    if (!PROSE.contains(keyword.getKey())) {
                        lines.add(line(path, keyword.getKey(), value));
                    }
                }
            }
        });
    }

    private static String line(String path, String keyword, JsonNode value) {
        return (path + " " + keyword + " " + (value.isValueNode() ? value.asText() : value)).strip();
    }

    /** The keywords that are used in it, wherever they stand. */
    Set<String> keywords() {
        var found = new TreeSet<String>();
        keywords(json, found);
        return found;
    }

    private static void keywords(JsonNode schema, Set<String> found) {
        schema.properties().forEach(keyword -> {
            found.add(keyword.getKey());
            switch (keyword.getKey()) {
                case "properties" -> keyword.getValue().forEach(property -> keywords(property, found));
                case "items" -> keywords(keyword.getValue(), found);
                case "anyOf" -> keyword.getValue().forEach(alternative -> keywords(alternative, found));
                default -> {
                    // a value
                }
            }
        });
    }

    /** The paths of all members; those of an array's elements go on after {@code []}. */
    SortedSet<String> members() {
        var found = new TreeSet<String>();
        members("", json, found);
        return found;
    }

    private static void members(String path, JsonNode schema, Set<String> found) {
        schema.path("properties").properties().forEach(property -> {
            var inner = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            found.add(inner);
            members(inner, property.getValue(), found);
        });
        if (schema.has("items")) {
            members(path + "[]", schema.path("items"), found);
        }
    }

    /** The words that a list allows, by the member's path. */
    TreeMap<String, List<String>> words() {
        var found = new TreeMap<String, List<String>>();
        lines().stream().map(line -> line.split(" ", 3)).filter(line -> line.length == 3 && line[1].equals("enum"))
                .forEach(line -> found.computeIfAbsent(line[0], path -> new ArrayList<>()).add(line[2]));
        return found;
    }

    /** What stands in a document at a path of {@link #members}. */
    static Stream<JsonNode> at(JsonNode document, String path) {
        var here = Stream.of(document);
        for (var name : path.split("\\.")) {
            var member = name.replace("[]", "");
            here = here.filter(node -> node.has(member)).map(node -> node.path(member));
            for (var depth = name.length(); depth > member.length(); depth -= 2) {
                here = here.flatMap(JsonNode::valueStream);
            }
        }
        return here;
    }

    static JsonNode read(Path file) {
        try {
            return STRICT.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
