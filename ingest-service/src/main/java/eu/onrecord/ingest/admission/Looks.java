package eu.onrecord.ingest.admission;

import java.util.concurrent.TimeUnit;

/** How late the last looks at a queue were, by any clock of nanoseconds. Once is no overload: the machine has pauses. */
final class Looks {
    private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LATE_IN_A_ROW = 3;

    private final long limitNanos;
    private long endedAtNanos;
    private int lateInARow;

    /** @param limitNanos how late is too late */
    Looks(long limitNanos, long nowNanos) {
        this.limitNanos = limitNanos;
        this.endedAtNanos = nowNanos;
    }

    /** A look is due. What the last ones saw is forgotten if they are long ago. */
    void begin(long dueNanos) {
        if (dueNanos - endedAtNanos > FORGOTTEN_AFTER_NANOS) {
            lateInARow = 0;
        }
    }

    void end(long dueNanos, long atNanos) {
        endedAtNanos = atNanos;
        lateInARow = atNanos - dueNanos > limitNanos ? lateInARow + 1 : 0;
    }

    boolean areTooLate() {
        return lateInARow >= LATE_IN_A_ROW;
    }
}
