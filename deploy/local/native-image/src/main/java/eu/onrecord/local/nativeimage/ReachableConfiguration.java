package eu.onrecord.local.nativeimage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What native-image is told to keep for reflection, and as resources: all such files of the class path together. */
final class ReachableConfiguration {
    private static final String FOLDER = "META-INF/native-image/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What may be done with a type by reflection.
     *
     * @param constructors whether all may be called
     * @param methods whether all may be called
     * @param fields whether all may be read and written
     */
    record Reflection(boolean constructors, boolean methods, boolean fields) {
        static final Reflection NONE = new Reflection(false, false, false);

        private Reflection and(Reflection other) {
            return new Reflection(constructors || other.constructors, methods || other.methods, fields || other.fields);
        }
    }

    private final Map<String, Reflection> reflection = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final List<Pattern> excluded = new ArrayList<>();

    static ReachableConfiguration of(List<Path> jars) throws IOException {
        var all = new ReachableConfiguration();
        for (var jar : jars) {
            all.add(jar);
        }
        return all;
    }

    private void add(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
                if (!entry.getName().startsWith(FOLDER) || !entry.getName().endsWith(".json")) {
                    continue;
                }
                try (var content = file.getInputStream(entry)) {
                    add(entry.getName(), JSON.readTree(content));
                }
            }
        }
    }

    private void add(String name, JsonNode json) {
        if (name.endsWith("reflect-config.json")) {
            addTypes(json);
        } else if (name.endsWith("resource-config.json")) {
            var included = json.path("resources").isArray() ? json.path("resources") : json.path("resources").path("includes");
            each(included, resource -> resources.add(Pattern.compile(resource.path("pattern").asText())));
            each(json.path("resources").path("excludes"),
                    resource -> excluded.add(Pattern.compile(resource.path("pattern").asText())));
        }
    }

    private void addTypes(JsonNode json) {
        each(json, type -> reflection.merge(type.path("name").asText(), new Reflection(
                type.path("allDeclaredConstructors").asBoolean() || type.path("allPublicConstructors").asBoolean(),
                type.path("allDeclaredMethods").asBoolean() || type.path("allPublicMethods").asBoolean(),
                type.path("allDeclaredFields").asBoolean() || type.path("allPublicFields").asBoolean()), Reflection::and));
    }

    /** @param type as {@code Class.getName} gives it */
    Reflection reflectionOf(String type) {
        return reflection.getOrDefault(type, Reflection.NONE);
    }

    /** @param resource its path, without a slash before it */
    boolean includes(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches())
                && excluded.stream().noneMatch(pattern -> pattern.matcher(resource).matches());
    }

    private static void each(JsonNode array, Consumer<JsonNode> use) {
        array.forEach(use);
    }
}
