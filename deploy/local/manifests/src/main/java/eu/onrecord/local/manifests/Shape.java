package eu.onrecord.local.manifests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What each object is made of, against a list that was read by somebody: nothing is added that no other check looks at, and
 * nothing is left out that none would miss. The values belong to it too, and the settings; not what follows from others: an
 * image's digest, and what stands behind a ConfigMap's name for what it holds.
 */
final class Shape implements Check {
    private static final Pattern FOLLOWS = Pattern.compile("@sha256:[0-9a-f]{64}$|-[bcdfghkmt2456789]{10}(?=$|/)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
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
                .forEach(object -> collect(FOLLOWS.matcher(Manifests.where(object)).replaceFirst(""), object, lines));
        return lines;
    }

    private static void collect(String where, JsonNode node, Set<String> lines) {
        if (node instanceof ArrayNode list) {
            var names = new HashMap<String, Integer>();
            for (var i = 0; i < list.size(); i++) {
                // one that is there twice is another thing than one that is there once
                var times = names.merge(name(list.get(i), i), 1, Integer::sum);
                collect(where + "[" + name(list.get(i), i) + (times == 1 ? "" : " again " + times) + "]", list.get(i), lines);
            }
            return;
        }
        var members = new ArrayList<String>();
        node.properties().forEach(member -> {
            members.add(member(member.getKey(), member.getValue()));
            if (isFiles(where, member.getKey())) {
                member.getValue().properties().forEach(file -> settings(where + "/" + file.getKey(), file.getValue(), lines));
            } else if (member.getValue().isContainerNode()) {
                collect(where + "/" + member.getKey(), member.getValue(), lines);
            }
        });
        if (node.isObject()) {
            lines.add(where + ": " + members.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private static boolean isFiles(String where, String key) {
        return where.startsWith("ConfigMap") && key.equals("data");
    }

    /** What else stands in files is looked at by those who know it. */
    private static void settings(String file, JsonNode text, Set<String> lines) {
        lines.add(file);
        if (file.endsWith(".properties")) {
            text.asText().lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> lines.add(file + ": " + line));
        }
    }

    private static String member(String key, JsonNode value) {
        if (value instanceof ArrayNode list && !list.isEmpty() && list.get(0).isValueNode()) {
            return key + " " + Manifests.each(list).map(JsonNode::asText).toList();
        }
        return value.isValueNode() ? key + " " + text(value) : key;
    }

    /** A number that is a text is another thing, to whoever wants a number. */
    private static String text(JsonNode value) {
        var text = FOLLOWS.matcher(value.asText()).replaceAll("").replace("\n", "\\n");
        return value.isTextual() && NUMBER.matcher(text).matches() ? '"' + text + '"' : text;
    }

    private static String name(JsonNode item, int place) {
        return NAMES.stream().filter(item::has).map(it -> item.path(it).asText()).findFirst().orElse(String.valueOf(place));
    }
}
