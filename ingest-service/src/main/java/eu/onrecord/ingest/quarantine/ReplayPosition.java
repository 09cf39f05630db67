package eu.onrecord.ingest.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a replay came: in each partition the offset that is next. Times would not do: pods have clocks of their own, and a
 * large webhook is received before smaller ones that stand before it.
 */
record ReplayPosition(Map<Integer, Long> next) {
    private static final Pattern TEXT = Pattern.compile("\\d{1,5}@\\d{1,18}(?:,\\d{1,5}@\\d{1,18}){0,999}");

    /** As {@link #text} gave it; empty if it is something else. */
    static Optional<ReplayPosition> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        var next = new TreeMap<Integer, Long>();
        for (var place : text.split(",")) {
            var at = place.indexOf('@');
            next.put(Integer.valueOf(place.substring(0, at)), Long.valueOf(place.substring(at + 1)));
        }
        return Optional.of(new ReplayPosition(next));
    }

    String text() {
        return new TreeMap<>(next).entrySet().stream().map(place -> place.getKey() + "@" + place.getValue())
                .collect(Collectors.joining(","));
    }
}
