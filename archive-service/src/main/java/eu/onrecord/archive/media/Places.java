package eu.onrecord.archive.media;

import java.util.Collection;
import java.util.Map;

/**
 * How many files may be fetched at once, such that a slow one leaves others some: half of the places are there for each host
 * in equal parts, the rest is for whoever comes; and of those no channel has more than half of all. Pure.
 *
 * @param all at once
 */
record Places(int all) {
    private static final int SHARE = 2;

    /**
     * What a host has left.
     *
     * @param taken how many each host has that may be asked, itself included
     */
    int ofHost(String host, Map<String, Integer> taken) {
        var kept = Math.max(1, all / SHARE / taken.size());
        var keptForOthers = taken.entrySet().stream().filter(it -> !it.getKey().equals(host))
                .mapToInt(it -> Math.max(0, kept - it.getValue())).sum();
        var free = all - sum(taken.values());
        // with more hosts than places nothing can be kept
        return Math.max(taken.get(host) == 0 ? Math.min(1, free) : 0, free - keptForOthers);
    }

    /** What a channel has left of its share. */
    int ofChannel(int taken) {
        return Math.max(1, all / SHARE) - taken;
    }

    private static int sum(Collection<Integer> taken) {
        return taken.stream().mapToInt(Integer::intValue).sum();
    }
}
