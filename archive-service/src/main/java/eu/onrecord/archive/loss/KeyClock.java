package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * A time that is written into the keys' database and remembered beside the records: a database of keys that is older than what
 * is remembered was restored, or failed over to one that had not everything.
 */
@ApplicationScoped
class KeyClock {
    /** Between two pods' clocks, and for what was sealed and not yet recorded. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Pool records;
    private final Pool keys;
    private final Clock clock;

    KeyClock(Pool records, @ReactiveDataSource("keys") Pool keys, Clock clock) {
        this.records = records;
        this.keys = keys;
        this.clock = clock;
    }

    /** Since when keys may be gone; empty where none is. Remembered first, so that what is written meanwhile is never less. */
    Uni<Optional<Instant>> goneSince() {
        return records.query("select seen_at as at from key_clock").execute().map(KeyClock::time)
                .chain(seen -> keys.query("select written_at as at from clock").execute().map(KeyClock::time)
                        .map(written -> seen.filter(it -> written.map(it::isAfter).orElse(true))
                                .map(it -> written.map(at -> at.minus(MARGIN)).orElse(Instant.EPOCH))));
    }

    /** Goes on, in both. */
    Uni<Void> tick() {
        return keys.preparedQuery("""
                insert into clock (written_at) values ($1)
                on conflict (id) do update set written_at = greatest(clock.written_at, excluded.written_at)
                returning written_at as at""").execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .map(KeyClock::time).chain(written -> records.preparedQuery("""
                        insert into key_clock (seen_at) values ($1)
                        on conflict (id) do update set seen_at = excluded.seen_at""")
                        .execute(Tuple.of(written.orElseThrow().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    private static Optional<Instant> time(RowSet<Row> rows) {
        return rows.rowCount() == 0 && rows.size() == 0 ? Optional.empty()
                : Optional.of(rows.iterator().next().get(OffsetDateTime.class, "at").toInstant());
    }
}
