package eu.onrecord.ingest.content;

import java.util.HashMap;
import java.util.Map;

/**
 * What of a provider's webhooks no person reads, by path, each with the reason: ids, times, hashes, addresses, signatures,
 * counters, and what stands in another member of the event. Objects in an array have its path, and values in one have it with
 * {@code []} behind it; {@code *.} in front stands for any place.
 */
public final class TechnicalPaths {
    /** There are none. */
    public static final TechnicalPaths NONE = new TechnicalPaths("");
    private static final String ANYWHERE = "*.";
    /** Behind the path of a list of values. */
    static final String SEVERAL = "[]";

    private final Map<String, String> reasons = new HashMap<>();
    private final boolean anywhere;

    /** @param lines each a path, a space, and its reason */
    public TechnicalPaths(String lines) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).map(line -> line.split("\\s+", 2))
                .forEach(line -> reasons.put(line[0], line[1]));
        anywhere = reasons.keySet().stream().anyMatch(path -> path.startsWith(ANYWHERE));
    }

    /** The reason of each path. */
    public Map<String, String> reasons() {
        return reasons;
    }

    /** The same, also where all of it stands inside of something else. */
    public TechnicalPaths under(String holder) {
        var lines = new StringBuilder();
        reasons.forEach((path, reason) -> {
            lines.append(path).append(' ').append(reason).append('\n');
            if (!path.startsWith(ANYWHERE)) {
                lines.append(holder).append('.').append(path).append(' ').append(reason).append('\n');
            }
        });
        return new TechnicalPaths(lines.toString());
    }

    /** Whether it is one of them. */
    public boolean has(String path) {
        return reasons.containsKey(path) || anywhere && isAnywhere(path);
    }

    private boolean isAnywhere(String path) {
        if (reasons.containsKey(ANYWHERE + path)) {
            return true;
        }
        var dot = path.indexOf('.');
        return dot >= 0 && isAnywhere(path.substring(dot + 1));
    }
}
