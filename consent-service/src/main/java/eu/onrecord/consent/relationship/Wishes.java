package eu.onrecord.consent.relationship;

import static eu.onrecord.consent.relationship.Asked.later;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a customer asked to have less of, or more: the times of it, and what follows from them in whatever order they are told.
 * What they said in words, what they did to a bot, and marketing are asked for apart: nothing that lifts one of them is lost to
 * another, nor found by it.
 */
@Embeddable
public class Wishes {
    /** What counts of it all. */
    @Enumerated(EnumType.STRING)
    public OptOut optOut = OptOut.NONE;
    /** The earliest that counts. */
    public Instant optedOutAt;
    /** The last time they asked for silence in words: a bot's command takes nothing of that back. */
    public Instant spokenSilentSince;
    /** When they last wanted messages again: an earlier opt-out that comes late is over. */
    public Instant optedInAt;
    /** The last time they stopped a bot, or blocked it. */
    public Instant botSilentSince;
    /** When they last began a bot again, or took back all. */
    public Instant restartedAt;
    /** The last time they asked for no marketing. */
    public Instant marketingSilentSince;
    /** When they last wanted marketing again, or all. */
    public Instant marketingInAt;

    /**
     * The last time they asked for silence, however: only what they write after it asks for an answer. Null if they never did.
     */
    public Instant silentSince() {
        return later(spokenSilentSince, botSilentSince);
    }

    /**
     * The customer wants less. The earliest time counts; a request that is repeated is no message that asks for an answer; one
     * that is told after a later opt-in changes nothing.
     *
     * @return whether they want less than before
     */
    public boolean optOut(OptOut wish, Instant at) {
        var before = optOut;
        switch (wish) {
            case ALL -> spokenSilentSince = later(spokenSilentSince, at);
            case MARKETING -> marketingSilentSince = later(marketingSilentSince, at);
            case NONE -> {
            }
        }
        follow();
        if (wish == optOut && counts(at, wish == OptOut.ALL ? optedInAt : marketingInAt)) {
            optedOutAt = at;
        }
        return optOut.compareTo(before) > 0;
    }

    /**
     * The customer stopped a bot, or blocked it: what {@link #restart} takes back.
     *
     * @return whether they want less than before
     */
    public boolean stop(Instant at) {
        var before = optOut;
        botSilentSince = later(botSilentSince, at);
        follow();
        if (optOut == OptOut.ALL && counts(at, restartedAt)) {
            optedOutAt = at;
        }
        return optOut.compareTo(before) > 0;
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
            case ALL -> {
                optedInAt = later(optedInAt, at);
                restartedAt = later(restartedAt, at);
                marketingInAt = later(marketingInAt, at);
            }
            case MARKETING -> marketingInAt = later(marketingInAt, at);
            case NONE -> {
            }
        }
        follow();
        return optOut.compareTo(before) < 0;
    }

    /**
     * Another asked for less under an identifier that is this customer's now: that counts, whatever this one wanted, and
     * whenever.
     *
     * @param wish what was asked for
     */
    void bind(OptOut wish, Instant since) {
        var other = new Wishes();
        other.optOut(wish, since);
        absorb(other);
    }

    /** Two customers were found to be one: the stricter wins by scope, for what one wanted again the other may not have. */
    void absorb(Wishes other) {
        var since = earliest(optOut.or(other.optOut), this, other);
        var spoken = spoken().joined(other.spoken());
        var bot = bot().joined(other.bot());
        var marketing = marketing().joined(other.marketing());
        spokenSilentSince = spoken.silentSince();
        optedInAt = spoken.openedAt();
        botSilentSince = bot.silentSince();
        restartedAt = bot.openedAt();
        marketingSilentSince = marketing.silentSince();
        marketingInAt = marketing.openedAt();
        follow();
        optedOutAt = since;
    }

    /** Whether they asked for no marketing since they agreed to it; an opt-in does not give it back. */
    boolean withdrawMarketingOf(Instant agreed) {
        return new Asked(later(silentSince(), marketingSilentSince), agreed).isSilent();
    }

    /** Whether they asked for silence since they agreed to something. */
    boolean withdrawAllOf(Instant agreed) {
        return new Asked(silentSince(), agreed).isSilent();
    }

    /** What counts of all that was asked for. */
    private void follow() {
        var before = optOut;
        if (spoken().isSilent() || bot().isSilent()) {
            optOut = OptOut.ALL;
            keepSince(before, spoken().isSilent() ? spoken() : bot());
        } else if (marketing().isSilent()) {
            optOut = OptOut.MARKETING;
            keepSince(before, marketing());
        } else {
            optOut = OptOut.NONE;
            optedOutAt = null;
        }
    }

    /** The time stands for as long as it is for the same, and was not taken back since. */
    private void keepSince(OptOut before, Asked asked) {
        var isOver = optedOutAt == null || asked.openedAt() != null && optedOutAt.isBefore(asked.openedAt());
        optedOutAt = before != optOut || isOver ? asked.silentSince() : optedOutAt;
    }

    /** Whether something earlier than what is known counts too. */
    private boolean counts(Instant at, Instant openedAt) {
        return at.isBefore(optedOutAt) && (openedAt == null || !at.isBefore(openedAt));
    }

    private static Instant earliest(OptOut scope, Wishes one, Wishes other) {
        if (one.optOut != scope || other.optOut != scope) {
            return one.optOut == scope ? one.optedOutAt : other.optedOutAt;
        }
        return scope == OptOut.NONE || one.optedOutAt.isBefore(other.optedOutAt) ? one.optedOutAt : other.optedOutAt;
    }

    private Asked spoken() {
        return new Asked(spokenSilentSince, optedInAt);
    }

    private Asked bot() {
        return new Asked(botSilentSince, restartedAt);
    }

    private Asked marketing() {
        return new Asked(marketingSilentSince, marketingInAt);
    }
}
