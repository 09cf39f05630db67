package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Lets heads go that a later one speaks for: the table holds a day whole, then the last head of each hour, and after a month
 * the last of each day. So it is told to the second when a record was proven first, then to the hour, then to the day; who kept
 * one of the others can prove it still, for it is the beginning of those that stay. The topic holds all. Blocking.
 */
final class Thinning {
    private static final List<Rule> RULES = List.of(new Rule(Duration.ofDays(1), ChronoUnit.HOURS),
            new Rule(Duration.ofDays(31), ChronoUnit.DAYS));
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** At one look. */
    private static final int MOST_SPANS = 100;

    private final Instant[] done = { Instant.EPOCH, Instant.EPOCH };
    private Instant lookedAt;

    /** Of what is so old one head stays in each of these spans. */
    private record Rule(Duration age, ChronoUnit span) {
    }

    /** Goes on where it was, some spans at a time. */
    void turn(SqlClient database, Instant now) {
        if (lookedAt == null || Duration.between(lookedAt, now).abs().compareTo(BETWEEN_LOOKS) >= 0) {
            lookedAt = now;
            for (var i = 0; i < RULES.size(); i++) {
                done[i] = thinned(database, RULES.get(i), done[i], now);
            }
        }
    }

    private static Instant thinned(SqlClient database, Rule rule, Instant done, Instant now) {
        var from = done;
        for (var spans = 0; spans < MOST_SPANS; spans++) {
            var next = HeadTable.firstShown(database, from).await().atMost(PATIENCE);
            if (next.isEmpty() || !end(next.get(), rule).isBefore(now.minus(rule.age()))) {
                return from;
            }
            var begin = next.get().truncatedTo(rule.span());
            HeadTable.keepLast(database, begin, end(begin, rule)).await().atMost(PATIENCE);
            from = end(begin, rule);
        }
        return from;
    }

    private static Instant end(Instant of, Rule rule) {
        return of.truncatedTo(rule.span()).plus(1, rule.span());
    }
}
