package eu.onrecord.consent.relationship;

import java.time.Instant;

/**
 * One thing that a customer may ask to have less of, and later more again: the last time of each, and so what counts, in
 * whatever order they are told.
 *
 * @param silentSince when they last asked for less; null if they never did
 * @param openedAt when they last asked for more; null if they never did
 */
record Asked(Instant silentSince, Instant openedAt) {
    /** Whether less counts. At the same second it does: it is the safer error. */
    boolean isSilent() {
        return silentSince != null && (openedAt == null || !openedAt.isAfter(silentSince));
    }

    /**
     * Two customers were found to be one: what counted for one of them counts, for what the other wanted they may not have. Not
     * by what is known already of either, should it be told again: so less was asked for no earlier than that.
     */
    Asked joined(Asked other) {
        var opened = later(openedAt, other.openedAt);
        return isSilent() || other.isSilent() ? new Asked(later(later(silentSince, other.silentSince), opened), null)
                : new Asked(later(silentSince, other.silentSince), opened);
    }

    static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
