package eu.onrecord.consent.relationship;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a customer asked to have less of, or more: the times of it, and what follows from them in whatever order they are told.
 */
@Embeddable
public class Wishes {
    /** What counts of it all. */
    @Enumerated(EnumType.STRING)
    public OptOut optOut = OptOut.NONE;
    /** The earliest that counts. */
    public Instant optedOutAt;
    /** The last time they asked for silence: only what they write after it asks for an answer. */
    public Instant silentSince;
    /** The last time they did so in words: a bot's command takes nothing of that back. */
    public Instant spokenSilentSince;
    /** When they last began a bot again. */
    public Instant restartedAt;
    /** The last time they asked for no marketing. */
    public Instant marketingSilentSince;
    /** When they last wanted messages again: an earlier opt-out that comes late is over. */
    public Instant optedInAt;
    /** When they last wanted marketing again. */
    public Instant marketingInAt;

    /**
     * The customer wants less. The earliest time counts; a request that is repeated is no message that asks for an answer; one
     * that is told after a later opt-in changes nothing.
     *
     * @return whether they want less than before
     */
    public boolean optOut(OptOut wish, Instant at) {
        var before = optOut;
        switch (wish) {
            case ALL -> {
                spokenSilentSince = later(spokenSilentSince, at);
                silent(at, optedInAt);
            }
            case MARKETING -> marketingSilentSince = later(marketingSilentSince, at);
            case NONE -> {
            }
        }
        follow();
        return optOut.compareTo(before) > 0;
    }

    /**
     * The customer stopped a bot, or blocked it: what {@link #restart} takes back.
     *
     * @return whether they want less than before
     */
    public boolean stop(Instant at) {
        var before = optOut;
        silent(at, later(optedInAt, restartedAt));
        follow();
        return optOut.compareTo(before) > 0;
    }

    private void silent(Instant at, Instant takenBack) {
        silentSince = later(silentSince, at);
        var counts = takenBack == null || !at.isBefore(takenBack);
        optedOutAt = counts && (optedOutAt == null || optOut != OptOut.ALL || at.isBefore(optedOutAt)) ? at : optedOutAt;
    }

    /**
     * The customer began a bot again, which it sends by itself: that takes back that they stopped it, and no word of theirs.
     *
     * @return whether they want more than before
     */
    public boolean restart(Instant at) {
        var before = optOut;
        restartedAt = later(restartedAt, at);
        follow();
        return optOut.compareTo(before) < 0;
    }

    /**
     * The customer wants messages again. Told before the last opt-out, it changes nothing; and permissions that were withdrawn
     * do not come back by it (GDPR Art. 7(3)).
     *
     * @param wish what they want again: all of it, or marketing alone
     * @return whether they want more than before
     */
    public boolean optIn(OptOut wish, Instant at) {
        var before = optOut;
        switch (wish) {
            case ALL -> optedInAt = later(optedInAt, at);
            case MARKETING -> marketingInAt = later(marketingInAt, at);
            case NONE -> {
            }
        }
        follow();
        return optOut.compareTo(before) < 0;
    }

    /** What counts of all that was asked for. At the same second silence counts: it is the safer error. */
    private void follow() {
        var isSpoken = isAfter(spokenSilentSince, optedInAt);
        var takenBack = later(optedInAt, restartedAt);
        if (isSpoken || isAfter(silentSince, takenBack)) {
            optOut = OptOut.ALL;
            var over = isSpoken ? optedInAt : takenBack;
            optedOutAt = optedOutAt == null || over != null && optedOutAt.isBefore(over)
                    ? isSpoken ? spokenSilentSince : silentSince
                    : optedOutAt;
        } else if (isAfter(marketingSilentSince, later(optedInAt, marketingInAt))) {
            optOut = OptOut.MARKETING;
            optedOutAt = marketingSilentSince;
        } else {
            optOut = OptOut.NONE;
            optedOutAt = null;
        }
    }

    private static boolean isAfter(Instant silence, Instant opening) {
        return silence != null && (opening == null || !opening.isAfter(silence));
    }

    /** Two customers were found to be one: the stricter wins, for what one wanted again the other may not have. */
    void absorb(Wishes other) {
        optedOutAt = optedOutAt == null || other.optedOutAt != null && other.optedOutAt.isBefore(optedOutAt) ? other.optedOutAt
                : optedOutAt;
        silentSince = later(silentSince, other.silentSince);
        spokenSilentSince = later(spokenSilentSince, other.spokenSilentSince);
        restartedAt = optOut == OptOut.ALL || other.optOut == OptOut.ALL ? null : later(restartedAt, other.restartedAt);
        marketingSilentSince = later(marketingSilentSince, other.marketingSilentSince);
        optedInAt = optOut == OptOut.ALL || other.optOut == OptOut.ALL ? null : later(optedInAt, other.optedInAt);
        marketingInAt = optOut == OptOut.NONE && other.optOut == OptOut.NONE ? later(marketingInAt, other.marketingInAt) : null;
        follow();
    }

    /** Whether they asked for no marketing since they agreed to it; an opt-in does not give it back. */
    boolean withdrawMarketingOf(Instant agreed) {
        return isAfter(later(silentSince, marketingSilentSince), agreed);
    }

    /** Whether they asked for silence since they agreed to something. */
    boolean withdrawAllOf(Instant agreed) {
        return isAfter(silentSince, agreed);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
