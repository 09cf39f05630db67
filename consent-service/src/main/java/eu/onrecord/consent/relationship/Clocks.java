package eu.onrecord.consent.relationship;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

import eu.onrecord.consent.relationship.RelationshipState.Happening;

/**
 * What time alone does to a relationship.
 *
 * @param dormantAfter without a contact that the customer began; 36 months are the French authority's reference period for
 *        prospects
 * @param expiredAfter in dormancy
 */
public record Clocks(Period dormantAfter, Period expiredAfter) {

    /**
     * Something that time alone does.
     *
     * @param at when it was due, whenever somebody looks
     */
    public record Due(Happening happening, Instant at) {
    }

    /**
     * What is due at a moment, and comes first.
     *
     * @param since when the state began
     * @param lastContactAt the customer's last own contact; null if they never wrote
     */
    public Optional<Due> due(RelationshipState state, Instant since, Instant lastContactAt, Instant at) {
        var alive = lastContactAt == null || lastContactAt.isBefore(since) ? since : lastContactAt;
        return switch (state) {
            case CONTACTED_US, ESTABLISHED -> due(Happening.SILENCE, alive, dormantAfter, at);
            case DORMANT -> due(Happening.LONG_SILENCE, since, expiredAfter, at);
            case UNKNOWN, EXPIRED -> Optional.empty();
        };
    }

    /** The last moment since which a state would be due for a change at another moment. */
    public Instant dueSince(RelationshipState state, Instant at) {
        return before(state == RelationshipState.DORMANT ? expiredAfter : dormantAfter, at);
    }

    private static Instant before(Period length, Instant at) {
        return at.atOffset(ZoneOffset.UTC).minus(length).toInstant();
    }

    private static Optional<Due> due(Happening happening, Instant start, Period length, Instant at) {
        var isOver = !start.isAfter(before(length, at));
        return isOver ? Optional.of(new Due(happening, start.atOffset(ZoneOffset.UTC).plus(length).toInstant()))
                : Optional.empty();
    }
}
