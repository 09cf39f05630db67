package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * A number that is counted on in the keys' database and remembered beside the records: a database of keys that says less than
 * is
 * remembered was restored, or failed over to one that had not everything. Each time that is noticed is counted in both, so that
 * a database of records of before that notices it too. No clock decides it; when it was is told by one, with an hour's margin.
 */
@ApplicationScoped
class KeyClock {
    /** Between two pods' clocks, and for what was sealed and not yet recorded. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Pool records;
    private final Pool keys;
    private final Clock clock;

    KeyClock(Pool records, @ReactiveDataSource("keys") Pool keys, Clock clock) {
        this.records = records;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What one of the databases says.
     *
     * @param ticks the number
     * @param at when it was counted last; null of the records' database
     * @param losses how often it was noticed that keys are gone
     * @param goneSince since when keys may be gone at the earliest; null where none was
     */
    record Said(long ticks, Instant at, long losses, Instant goneSince) {
        private static Optional<Said> of(RowSet<Row> rows) {
            for (var row : rows) {
                return Optional
                        .of(new Said(row.getLong("ticks"), time(row, "at"), row.getLong("losses"), time(row, "gone_since")));
            }
            return Optional.empty();
        }

        private static Instant time(Row row, String column) {
            var time = row.get(OffsetDateTime.class, column);
            return time == null ? null : time.toInstant();
        }
    }

    /**
     * What both say.
     *
     * @param seen beside the records
     * @param written beside the keys
     */
    record Look(Optional<Said> seen, Optional<Said> written) {
        /** Since when keys may be gone; empty where none is. */
        Optional<Instant> goneSince() {
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            if (written.isEmpty()) {
                return Optional.of(Instant.EPOCH);
            }
            if (seen.get().ticks() > written.get().ticks()) {
                return Optional.of(written.get().at().minus(MARGIN));
            }
            return seen.get().losses() < written.get().losses() ? Optional.ofNullable(written.get().goneSince())
                    : Optional.empty();
        }
    }

    /** What is remembered is asked for first, so that what is written meanwhile is never less. */
    Uni<Look> look() {
        return records.query("select ticks, null::timestamptz as at, losses, null::timestamptz as gone_since from key_clock")
                .execute()
                .map(Said::of)
                .chain(seen -> keys.query("select ticks, written_at as at, losses, gone_since from clock").execute()
                        .map(Said::of).map(written -> new Look(seen, written)));
    }

    /**
     * Goes on, in both; in neither where the keys' database went back meanwhile.
     *
     * @param look what was looked at, and dealt with
     * @param goneSince what was noticed; null where nothing was
     */
    Uni<Void> tick(Look look, Instant goneSince) {
        var remembered = look.seen().map(Said::ticks).orElse(0L);
        var losses = Math.max(look.seen().map(Said::losses).orElse(0L), look.written().map(Said::losses).orElse(0L))
                + (isNew(look, goneSince) ? 1 : 0);
        return keys.preparedQuery("""
                insert into clock (ticks, written_at, losses, gone_since) values ($1 + 1, $2, $3, $4)
                on conflict (id) do update set ticks = greatest(clock.ticks, $1) + 1, written_at = excluded.written_at,
                losses = greatest(clock.losses, excluded.losses), gone_since = least(clock.gone_since, excluded.gone_since)
                where clock.ticks >= case when $4::timestamptz is null then $1 else $5 end
                returning ticks, written_at as at, losses, gone_since""").execute(Tuple.of(remembered,
                Columns.offset(clock.instant()), losses, Columns.offset(goneSince),
                look.written().map(Said::ticks).orElse(0L))).map(Said::of)
                .chain(written -> written.isEmpty() ? Uni.createFrom().voidItem()
                        : records.preparedQuery("""
                                insert into key_clock (ticks, losses) values ($1, $2)
                                on conflict (id) do update set ticks = greatest(key_clock.ticks, excluded.ticks),
                                losses = greatest(key_clock.losses, excluded.losses)""")
                                .execute(Tuple.of(written.get().ticks(), written.get().losses())).replaceWithVoid());
    }

    /** Not where the keys' database counted it already, and it is the records' that went back. */
    private static boolean isNew(Look look, Instant goneSince) {
        var isCounted = look.seen().isPresent() && look.written().isPresent()
                && look.seen().get().ticks() <= look.written().get().ticks()
                && look.seen().get().losses() < look.written().get().losses();
        return goneSince != null && !isCounted;
    }
}
