package eu.onrecord.archive.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.tlog.Note;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** The heads that were shown, by their sizes: which was the first that a leaf is in. */
final class HeadTable {
    private HeadTable() {
    }

    static Uni<Void> add(SqlClient database, long size, Note head, Instant at) {
        return database
                .preparedQuery("insert into checkpoint (size, note, published_at) values ($1, $2, $3) on conflict do nothing")
                .execute(Tuple.of(size, head.toString(), at.atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    /** When the first head from a moment on was shown; empty if none was. */
    static Uni<Optional<Instant>> firstShown(SqlClient database, Instant from) {
        return database.preparedQuery(
                "select min(published_at) as first from checkpoint where published_at >= $1 and published_at < '9999-01-01'")
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC)))
                .map(rows -> Optional.ofNullable(rows.iterator().next().get(OffsetDateTime.class, "first"))
                        .map(OffsetDateTime::toInstant));
    }

    /** When a head was shown last; empty if none was. */
    static Uni<Optional<Instant>> lastShown(SqlClient database) {
        return database.query("select max(published_at) as last from checkpoint where published_at < '9999-01-01'").execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().get(OffsetDateTime.class, "last"))
                        .map(OffsetDateTime::toInstant));
    }

    /**
     * The last that was shown in a span of time, as it stands there; empty if none was.
     * What is ordered by is a sum, which has no index: that of the sizes would lead through all heads there are.
     */
    static Uni<Optional<String>> last(SqlClient database, Instant from, Instant to) {
        return database.preparedQuery("""
                select note from checkpoint where published_at >= $1 and published_at < $2
                order by size + 0 desc limit 1""")
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))).map(rows -> {
                    for (var row : rows) {
                        return Optional.of(row.getString("note"));
                    }
                    return Optional.empty();
                });
    }

    /** Of the heads of a span of time only the last stays; found as above. */
    static Uni<Void> keepLast(SqlClient database, Instant from, Instant to) {
        return database.preparedQuery("""
                delete from checkpoint where published_at >= $1 and published_at < $2
                and size <> (select size from checkpoint where published_at >= $1 and published_at < $2
                order by size + 0 desc limit 1)""")
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    /** When the first head of each day was shown, from a moment on. */
    static Uni<List<Instant>> oneOfEachDay(SqlClient database, Instant from) {
        return database.preparedQuery("""
                with recursive shown (at) as (
                (select published_at from checkpoint where published_at >= $1 and published_at < '9999-01-01' and size > 0
                order by published_at limit 1)
                union all
                select (select published_at from checkpoint
                where published_at >= date_trunc('day', s.at, 'UTC') + interval '1 day' and published_at < '9999-01-01'
                and size > 0 order by published_at limit 1) from shown s where s.at is not null)
                select at from shown where at is not null""").execute(Tuple.of(from.atOffset(ZoneOffset.UTC))).map(rows -> {
            var days = new ArrayList<Instant>();
            rows.forEach(row -> days.add(row.get(OffsetDateTime.class, "at").toInstant()));
            return days;
        });
    }

    /** The size of the first head that this leaf is in; empty before there is one. */
    static Uni<Optional<Long>> sizeWith(SqlClient database, long index) {
        return database.preparedQuery("select size from checkpoint where size > $1 order by size limit 1")
                .execute(Tuple.of(index)).map(rows -> {
                    for (var row : rows) {
                        return Optional.of(row.getLong("size"));
                    }
                    return Optional.empty();
                });
    }
}
