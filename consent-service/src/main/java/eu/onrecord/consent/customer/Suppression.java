package eu.onrecord.consent.customer;

import java.time.Instant;

/**
 * Who wants less, by nothing but a keyed hash: so it survives the erasure of everything else that is known of them (GDPR Art.
 * 17(3)(b), 21(3)).
 *
 * @param identifier whose
 * @param scope the word for what they do not want
 * @param since when
 */
public record Suppression(IdentifierHash identifier, String scope, Instant since) {
    private static final String ALL = "ALL";

    /** The one that forbids more. */
    public Suppression stricter(Suppression other) {
        return scope.equals(ALL) || !other.scope.equals(ALL) ? this : other;
    }
}
