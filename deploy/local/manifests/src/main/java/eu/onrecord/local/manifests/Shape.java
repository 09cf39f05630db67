package eu.onrecord.local.manifests;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What each object is made of, against a list that was read by somebody: nothing is added that no other check looks at, and
 * nothing is left out that none would miss. The values belong to it too, but for those of workloads, whose switches alone do.
 */
final class Shape implements Check {
    /**
     * Their values are images, sizes and settings, each looked at by a check of its own, or their name follows from what they
     * hold.
     */
    private static final Set<String> IN_PARTS = Set.of("Deployment", "Job", "CronJob", "ConfigMap");
    /** Held to the contract, and to the metrics that there are, by checks of their own. */
    private static final Set<String> ELSEWHERE = Set.of("KafkaTopic", "PrometheusRule");
    /** What tells the items of a list apart. */
    private static final List<String> NAMES = List.of("name", "mountPath", "key", "path");

    private final Set<String> expected;

    /** @param expected the lines of the list */
    Shape(List<String> expected) {
        this.expected = new LinkedHashSet<>(expected);
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        var found = lines(manifests);
        return Stream.concat(
                found.stream().filter(line -> !expected.contains(line)).map(line -> "Nobody has read that there is " + line),
                expected.stream().filter(line -> !found.contains(line)).map(line -> "There is no more " + line));
    }

    /** The list: a line for each map in each object, with its members. */
    static Set<String> lines(Manifests manifests) {
        var lines = new TreeSet<String>();
        manifests.all().stream().filter(object -> !ELSEWHERE.contains(object.path("kind").asText()))
                .forEach(object -> collect(Manifests.where(object), object,
                        !IN_PARTS.contains(object.path("kind").asText()), lines));
        return lines;
    }

    private static void collect(String where, JsonNode node, boolean isWhole, Set<String> lines) {
        if (node instanceof ArrayNode list) {
            for (var i = 0; i < list.size(); i++) {
                collect(where + "[" + name(list.get(i), i) + "]", list.get(i), isWhole, lines);
            }
            return;
        }
        var members = new ArrayList<String>();
        node.properties().forEach(member -> {
            members.add(member(member.getKey(), member.getValue(), isWhole));
            if (member.getValue().isContainerNode() && !isText(where, member.getKey())) {
                collect(where + "/" + member.getKey(), member.getValue(), isWhole, lines);
            }
        });
        if (node.isObject()) {
            lines.add(where + ": " + members.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    /** What stands in a file is looked at by those who know it. */
    private static boolean isText(String where, String key) {
        return where.startsWith("ConfigMap") && key.equals("data");
    }

    private static String member(String key, JsonNode value, boolean isWhole) {
        if (value instanceof ArrayNode list && !list.isEmpty() && list.get(0).isValueNode()) {
            return key + " " + Manifests.each(list).map(JsonNode::asText).toList();
        }
        return value.isBoolean() || isWhole && value.isValueNode() ? key + " " + value.asText().replace("\n", "\\n") : key;
    }

    private static String name(JsonNode item, int place) {
        return NAMES.stream().filter(item::has).map(it -> item.path(it).asText()).findFirst().orElse(String.valueOf(place));
    }
}
