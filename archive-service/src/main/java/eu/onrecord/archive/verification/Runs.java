package eu.onrecord.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.verification.Audit.Piece;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Runs of the verification, where they are, and what they found. */
@ApplicationScoped
class Runs {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Steps steps;
    private final LookupKey lookupKey;
    private final Clock clock;

    Runs(Pool pool, Steps steps, LookupKey lookupKey, Clock clock) {
        this.pool = pool;
        this.steps = steps;
        this.lookupKey = lookupKey;
        this.clock = clock;
    }

    /**
     * A run.
     *
     * @param subject what it looks at now
     * @param position where it is in that; null at its beginning
     * @param looked how many things it has looked at
     * @param found a sum over all that it found, in whatever order
     */
    record Run(UUID id, Instant startedAt, Subject subject, String position, long looked, BigInteger found) {
        Run from(String place) {
            return new Run(id, startedAt, subject, place, looked, found);
        }
    }

    Run begin() {
        var run = new Run(UUID.randomUUID(), clock.instant().truncatedTo(ChronoUnit.MILLIS), Subject.values()[0], null, 0,
                BigInteger.ZERO);
        pool.preparedQuery("insert into verification (id, started_at, subject, mark) values ($1, $2, $3, $4)")
                .execute(Tuple.of(run.id(), Columns.offset(run.startedAt()), run.subject().name(), mark(run, steps.next())))
                .await().atMost(PATIENCE);
        return run;
    }

    /** The last one, if it was broken off and began at that time or later, and is where this archive said last that it is. */
    Optional<Run> brokenOff(Instant notBefore) {
        var rows = pool.preparedQuery("""
                select * from (select * from verification where started_at <= $2 order by started_at desc limit 1) v
                where ended_at is null and started_at >= $1""")
                .execute(Tuple.of(Columns.offset(notBefore), Columns.offset(clock.instant()))).await()
                .atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false).findFirst().flatMap(this::ours);
    }

    /** Empty for one that somebody else wrote or put back, or of which somebody took away what it found. */
    private Optional<Run> ours(Row row) {
        var subject = Stream.of(Subject.values()).filter(it -> it.name().equals(row.getString("subject"))).findFirst();
        return subject.flatMap(it -> ours(row, it));
    }

    private Optional<Run> ours(Row row, Subject subject) {
        var id = row.getUUID("id");
        var run = new Run(id, row.get(OffsetDateTime.class, "started_at").toInstant(),
                subject, row.getString("position"), row.getLong("looked"),
                sum(findings(id)));
        return Optional.of(run).filter(
                it -> MessageDigest.isEqual(row.getBuffer("mark").getBytes(), mark(it, steps.last()).getBytes()));
    }

    /** Whoever may write into the database has nothing looked at or passed over by it, and nothing found forgotten. */
    private Buffer mark(Run run, long step) {
        return Buffer.buffer(lookupKey.sign("verification %s %s %s %s %s %s %s".formatted(run.id(),
                run.startedAt().toEpochMilli(), run.subject(), run.position(), run.looked(), run.found(), step)
                .getBytes(UTF_8)));
    }

    /** Nobody else can make it come out the same with other findings: each summand is signed. */
    private BigInteger sum(List<Finding> findings) {
        return findings.stream()
                .map(it -> new BigInteger(1, lookupKey.sign("finding %s %s %s".formatted(it.kind(), it.place(), it.checkpoint())
                        .getBytes(UTF_8))))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Together: what was found, and where it goes on. */
    Run goOn(Run run, Piece piece, Subject subject, String position) {
        var step = steps.next();
        return pool.withTransaction(transaction -> transaction.preparedQuery("""
                insert into finding (verification_id, kind, place, checkpoint)
                select $1, * from unnest($2::text[], $3::text[], $4::bigint[]) on conflict do nothing returning *""")
                .execute(
                        Tuple.of(run.id()).addArrayOfString(piece.findings().stream().map(Finding::kind).toArray(String[]::new))
                                .addArrayOfString(piece.findings().stream().map(Finding::place).toArray(String[]::new))
                                .addArrayOfLong(piece.findings().stream().map(Finding::checkpoint).toArray(Long[]::new)))
                .map(rows -> new Run(run.id(), run.startedAt(), subject, position, run.looked() + piece.looked(),
                        run.found().add(sum(findings(rows)))))
                .call(next -> transaction.preparedQuery("""
                        update verification set subject = $2, position = $3, looked = $4, mark = $5 where id = $1""")
                        .execute(Tuple.of(next.id(), subject.name(), position, next.looked(), mark(next, step)))))
                .await().atMost(PATIENCE);
    }

    /** What has ended does not go on: its mark is gone, and an earlier one is good for nothing. */
    void end(Run run) {
        steps.next();
        pool.preparedQuery("update verification set ended_at = $2, mark = '' where id = $1")
                .execute(Tuple.of(run.id(), now())).await().atMost(PATIENCE);
    }

    /** All that it found; if something of that was taken away or put in meanwhile, that is found too. */
    List<Finding> findings(Run run) {
        var findings = findings(run.id());
        return sum(findings).equals(run.found()) ? findings
                : Stream.concat(findings.stream(), Stream.of(new Finding("findings-changed", run.id().toString(), null)))
                        .toList();
    }

    private List<Finding> findings(UUID run) {
        return findings(pool.preparedQuery("select * from finding where verification_id = $1 order by kind, place")
                .execute(Tuple.of(run)).await().atMost(PATIENCE));
    }

    private static List<Finding> findings(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Finding(row.getString("kind"), row.getString("place"), row.getLong("checkpoint"))).toList();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
