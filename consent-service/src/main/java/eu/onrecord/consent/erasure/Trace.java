package eu.onrecord.consent.erasure;

import java.time.Instant;
import java.util.Collection;

/**
 * Something that was put on record of a customer.
 *
 * @param at when it happened
 * @param byOurselves because we read it, and not because somebody told us
 */
record Trace(Instant at, boolean byOurselves) {

    /**
     * Whether a customer is somebody new since an erasure was decided, and not the erased one who was read again: they wrote
     * since, or somebody has put them on record, which nobody does who reads again.
     */
    static boolean isOfSomebodyNew(Collection<Trace> traces, Instant decidedAt) {
        return traces.stream().anyMatch(trace -> !trace.byOurselves || trace.at.isAfter(decidedAt));
    }
}
