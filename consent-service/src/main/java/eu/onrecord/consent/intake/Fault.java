package eu.onrecord.consent.intake;

import eu.onrecord.contract.wire.UnreadableEventException;
import io.vertx.pgclient.PgException;

/** Whose fault it is that a record could not be taken. When in doubt, not the record's: then it waits, and nothing is lost. */
enum Fault {
    /** It is no event: it never will be. */
    UNREADABLE,
    /** It fails each time in the same way; unless another pod was at the same rows, which passes. */
    REPEATABLE,
    /** A database, a key or the network is away, or something that nobody has thought of. */
    PASSING;

    private static final int ENOUGH_ATTEMPTS = 5;

    static Fault of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEventException) {
                return UNREADABLE;
            }
            if (cause instanceof PgException refused && isAboutData(refused.getSqlState())) {
                return REPEATABLE;
            }
            if (cause instanceof NullPointerException || cause instanceof IllegalArgumentException
                    || cause instanceof IndexOutOfBoundsException || cause instanceof ClassCastException) {
                return REPEATABLE;
            }
        }
        return PASSING;
    }

    /** Whether to put the record aside after so many attempts. */
    boolean isTheRecords(int attempts) {
        return this == UNREADABLE || this == REPEATABLE && attempts >= ENOUGH_ATTEMPTS;
    }

    /** SQLSTATE classes 22, data exception, and 23, integrity constraint violation. */
    private static boolean isAboutData(String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }
}
