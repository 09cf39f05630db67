package eu.onrecord.archive.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.verification.Audit.Piece;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Runs of the verification, where they are, and what they found. */
@ApplicationScoped
class Runs {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Clock clock;

    Runs(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * A run.
     *
     * @param subject what it looks at now
     * @param position where it is in that; null at its beginning
     * @param looked how many things it has looked at
     */
    record Run(UUID id, Instant startedAt, Subject subject, String position, long looked) {
        private static Run of(Row row) {
            return new Run(row.getUUID("id"), row.get(OffsetDateTime.class, "started_at").toInstant(),
                    Subject.valueOf(row.getString("subject")), row.getString("position"), row.getLong("looked"));
        }
    }

    Run begin() {
        return row("insert into verification (id, started_at, subject) values ($1, $2, $3) returning *",
                Tuple.of(UUID.randomUUID(), now(), Subject.values()[0].name())).orElseThrow();
    }

    /** The last one, if it was broken off and began at that time or later. */
    Optional<Run> brokenOff(Instant notBefore) {
        return row("""
                select * from (select * from verification order by started_at desc limit 1) v
                where ended_at is null and started_at >= $1""", Tuple.of(Columns.offset(notBefore)));
    }

    /** Together: what was found, and where it goes on. */
    Run goOn(Run run, Piece piece, Subject subject, String position) {
        return Run.of(pool.withTransaction(transaction -> transaction.preparedQuery("""
                insert into finding (verification_id, kind, place, checkpoint)
                select $1, * from unnest($2::text[], $3::text[], $4::bigint[]) on conflict do nothing""")
                .execute(
                        Tuple.of(run.id()).addArrayOfString(piece.findings().stream().map(Finding::kind).toArray(String[]::new))
                                .addArrayOfString(piece.findings().stream().map(Finding::place).toArray(String[]::new))
                                .addArrayOfLong(piece.findings().stream().map(Finding::checkpoint).toArray(Long[]::new)))
                .chain(() -> transaction.preparedQuery("""
                        update verification set subject = $2, position = $3, looked = looked + $4 where id = $1
                        returning *""").execute(Tuple.of(run.id(), subject.name(), position, piece.looked()))))
                .await().atMost(PATIENCE).iterator().next());
    }

    /** Whatever was broken off in this subject goes on from its beginning. */
    void beginAnew(Subject subject) {
        pool.preparedQuery("update verification set position = null where ended_at is null and subject = $1")
                .execute(Tuple.of(subject.name())).await().atMost(PATIENCE);
    }

    void end(Run run) {
        pool.preparedQuery("update verification set ended_at = $2 where id = $1").execute(Tuple.of(run.id(), now())).await()
                .atMost(PATIENCE);
    }

    List<Finding> findings(Run run) {
        var rows = pool.preparedQuery("select * from finding where verification_id = $1 order by kind, place")
                .execute(Tuple.of(run.id())).await().atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Finding(row.getString("kind"), row.getString("place"), row.getLong("checkpoint"))).toList();
    }

    private Optional<Run> row(String query, Tuple parameters) {
        var rows = pool.preparedQuery(query).execute(parameters).await().atMost(PATIENCE).iterator();
        return rows.hasNext() ? Optional.of(Run.of(rows.next())) : Optional.empty();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
