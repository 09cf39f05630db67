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
     * What is due at a moment.
     *
     * @param since when the state began
     * @param lastContactAt the customer's last own contact; null if they never wrote
     */
    public Optional<Happening> due(RelationshipState state, Instant since, Instant lastContactAt, Instant at) {
        var alive = lastContactAt == null || lastContactAt.isBefore(since) ? since : lastContactAt;
        return switch (state) {
            case CONTACTED_US, ESTABLISHED ->
                isOver(alive, dormantAfter, at) ? Optional.of(Happening.SILENCE) : Optional.empty();
            case DORMANT -> isOver(since, expiredAfter, at) ? Optional.of(Happening.LONG_SILENCE) : Optional.empty();
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

    private boolean isOver(Instant start, Period length, Instant at) {
        return !start.isAfter(before(length, at));
    }
}
