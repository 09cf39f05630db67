package eu.onrecord.consent.database;

import java.util.Set;

import io.vertx.pgclient.PgException;

/** What comes of two transactions that want the same: whoever loses does all of it again. */
public final class Races {
    /** Another made the same row, or locked what we have in another order. */
    private static final Set<String> LOST = Set.of("23505", "40P01", "40001");

    private Races() {
    }

    /** Whether it failed for that alone. */
    public static boolean isLost(Throwable failure) {
        return failure instanceof PgException refused && LOST.contains(refused.getSqlState());
    }
}
