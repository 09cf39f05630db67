package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.time.Instant;

/** For how long a head has been due that nobody was shown. Written by one thread, read by any. */
final class HeadDue {
    private long published = -1;
    private volatile Instant since;

    /** There is something to show, or there may be: nothing is known yet. */
    void begin(Instant now) {
        if (since == null) {
            since = now;
        }
    }

    /** What there is, and how much of it is in the head that is shown. */
    void look(long size, long shown, Instant now) {
        if (size == shown) {
            since = null;
        } else if (since == null || shown > published || now.isBefore(since)) {
            since = now;
        }
        published = shown;
    }

    /** Another pod shows heads. */
    void end() {
        since = null;
    }

    /** Zero while nothing is due. Of a clock that went back it is told how far, until the next look. */
    Duration at(Instant now) {
        var due = since;
        return due == null ? Duration.ZERO : Duration.between(due, now).abs();
    }
}
