package eu.onrecord.ingest.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a replay came: in each partition the offset that is next. Times would not do: pods have clocks of their own, and a
 * large webhook is received before smaller ones that stand before it.
 *
 * @param topic Kafka's id of the topic: one that was made anew counts from the beginning
 */
record ReplayPosition(String topic, Map<Integer, Long> next) {
    private static final Pattern TEXT = Pattern
            .compile("([A-Za-z0-9_-]{22})/(\\d{1,5}@\\d{1,18}(?:,\\d{1,5}@\\d{1,18}){0,999})");

    /** As {@link #text} gave it; empty if it is something else. */
    static Optional<ReplayPosition> parse(String text) {
        var told = TEXT.matcher(text);
        if (!told.matches()) {
            return Optional.empty();
        }
        var next = new TreeMap<Integer, Long>();
        for (var place : told.group(2).split(",")) {
            var at = place.indexOf('@');
            next.put(Integer.valueOf(place.substring(0, at)), Long.valueOf(place.substring(at + 1)));
        }
        return Optional.of(new ReplayPosition(told.group(1), next));
    }

    String text() {
        return new TreeMap<>(next).entrySet().stream().map(place -> place.getKey() + "@" + place.getValue())
                .collect(Collectors.joining(",", topic + "/", ""));
    }
}
