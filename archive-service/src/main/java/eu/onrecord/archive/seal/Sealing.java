package eu.onrecord.archive.seal;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * What a data key is for: a scope and a month.
 *
 * @param legalEntity whose key-encryption key wraps it
 * @param month of the own time of what is sealed
 */
public record Sealing(Scope scope, String legalEntity, YearMonth month) {

    /** @param ownTime of what is sealed */
    public static Sealing of(Scope scope, String legalEntity, Instant ownTime) {
        return new Sealing(scope, legalEntity, YearMonth.from(ownTime.atOffset(ZoneOffset.UTC)));
    }

    /** Scope and month have one living key, whoever asks for it. */
    Place place() {
        return new Place(scope.name(), month);
    }

    /** Of what there is one living key. */
    record Place(String scope, YearMonth month) {
    }
}
