package eu.onrecord.local.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a bench asks a database. */
final class Sql {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PACE_MILLIS = 20;

    private Sql() {
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws SQLException;
    }

    static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    static long count(Connection connection, String query) throws SQLException {
        try (var sql = connection.createStatement(); var found = sql.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        try (var sql = connection.createStatement(); var found = sql.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }

    /** @throws IllegalStateException that says {@code otherwise}, if it does not hold after minutes */
    static void await(Condition condition, String otherwise) throws SQLException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise);
            }
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        }
    }
}
