package eu.onrecord.consent.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when each partition has something that was not read. Looked at from outside of the reader, so that a reader that is
 * dead
 * or stuck is noticed too. For one thread at a time.
 */
final class Backlog {
    private final Duration patience;
    private final Map<Integer, Mark> marks = new HashMap<>();
    private Instant seenAt = Instant.MIN;

    /** @param patience how late reading may be */
    Backlog(Duration patience) {
        this.patience = patience;
    }

    /** The partition's end, as it was first seen, that reading has not come to yet. */
    private record Mark(long end, Instant since) {
    }

    /**
     * How far things are.
     *
     * @param ends where each partition ends
     * @param read how far each was read; none where nothing was read yet
     */
    synchronized void seen(Map<Integer, Long> ends, Map<Integer, Long> read, Instant now) {
        seenAt = now;
        ends.forEach((partition, end) -> {
            long position = read.getOrDefault(partition, 0L);
            var mark = marks.get(partition);
            if (position >= end) {
                marks.remove(partition);
            } else if (mark == null || position >= mark.end()) {
                marks.put(partition, new Mark(end, now));
            }
        });
    }

    /** Whether a partition is read up to what was there a moment ago; no, if nobody has looked. */
    synchronized boolean isFresh(int partition, Instant now) {
        var mark = marks.get(partition);
        return !seenAt.isBefore(now.minus(patience)) && (mark == null || mark.since().isAfter(now.minus(patience)));
    }
}
