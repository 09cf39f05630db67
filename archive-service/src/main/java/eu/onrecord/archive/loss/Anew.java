package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.conversation.Conversations;
import eu.onrecord.archive.intake.Intake;
import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.intake.Origins.Read;
import eu.onrecord.archive.intake.Origins.Sought;
import eu.onrecord.archive.mention.Mentions;
import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import eu.onrecord.archive.seal.ReportMark.Report;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records anew what lost its key, from where it came, once the reaper has taken away the row that nobody can read. */
@ApplicationScoped
class Anew {
    private static final Logger LOG = Logger.getLogger(Anew.class);
    private static final int BATCH = 200;
    /** What was said in one second keeps its order. */
    private static final Comparator<ConsumerRecord<?, ?>> AS_IT_CAME = Comparator
            .<ConsumerRecord<?, ?>, String> comparing(ConsumerRecord::topic).thenComparing(ConsumerRecord::partition)
            .thenComparing(ConsumerRecord::offset);
    /** Whoever takes them has them so long. */
    private static final Duration TURN = Duration.ofMinutes(2);

    private final Pool pool;
    private final Origins origins;
    private final Intake intake;
    private final LookupKey lookupKey;
    private final Vertx vertx;
    private final Clock clock;

    Anew(Pool pool, Origins origins, Intake intake, LookupKey lookupKey, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.origins = origins;
        this.intake = intake;
        this.lookupKey = lookupKey;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** By what an event is known: one id may stand at several times. */
    private record Happened(Instant at, Buffer eventHash) {
        static Happened of(Row row) {
            return new Happened(row.get(OffsetDateTime.class, "occurred_at").toInstant(),
                    Buffer.buffer(row.getBuffer("event_hash").getBytes()));
        }
    }

    /** A report of a record that is not there any more. */
    private record Lost(UUID id, OffsetDateTime occurredAt, byte[] commitment, UUID key, Sought sought, byte[] mark,
            UUID anew) {
        Happened happened() {
            return new Happened(occurredAt.toInstant(), Buffer.buffer(sought.eventHash()));
        }

        static Lost of(Row row) {
            return new Lost(row.getUUID("record_id"), row.get(OffsetDateTime.class, "occurred_at"),
                    row.getBuffer("commitment").getBytes(), row.getUUID("key_id"),
                    new Sought(row.getUUID("record_id"), Origin.of(row), row.getBuffer("event_hash").getBytes()),
                    row.getBuffer("mark").getBytes(), row.getUUID("recorded_as"));
        }

        Lost recordedAs(UUID record) {
            return new Lost(id, occurredAt, commitment, key, sought, mark, record);
        }

        boolean isOfOurs(LookupKey lookupKey, LostState state) {
            return ReportMark.is(mark, lookupKey, report(state.name(), anew));
        }

        Report report(String state, UUID recordedAs) {
            return new Report(id, occurredAt.toInstant(), commitment, sought.eventHash(), key,
                    Origin.text(sought.origin()), state, recordedAs);
        }
    }

    /** All of them, some at a time. */
    Uni<Void> record() {
        return Uni.createFrom().deferred(this::recordSome).repeat().whilst(count -> count == BATCH).collect().last()
                .replaceWithVoid();
    }

    /** Only of reports that the archive made itself: another would have it sign that a record is a wholly different one. */
    private Uni<Integer> recordSome() {
        return pool.preparedQuery("""
                update lost_report set due_at = $2 where record_id = any(array(select record_id from lost_report l
                where state = 'THERE' and reaped and due_at <= $1 and not exists (select from record r
                where r.occurred_at = l.occurred_at and r.id = l.record_id) order by record_id limit $3
                for update skip locked)) returning *""")
                .execute(Tuple.of(Columns.offset(clock.instant()), Columns.offset(clock.instant().plus(TURN)), BATCH))
                .chain(rows -> {
                    var lost = new ArrayList<Lost>();
                    rows.forEach(row -> lost.add(Lost.of(row)));
                    lost.removeIf(it -> !it.isOfOurs(lookupKey, LostState.THERE));
                    return (lost.isEmpty() ? Uni.createFrom().voidItem()
                            : vertx.executeBlocking(() -> origins.read(lost.stream().map(Lost::sought).toList()), false)
                                    .chain(read -> record(lost, read)))
                            .replaceWith(rows.rowCount());
                });
    }

    private Uni<Void> record(List<Lost> lost, Read read) {
        LOG.infof("%d records whose keys are lost are recorded anew", read.found().size());
        return intake.again(read.found().values().stream().sorted(AS_IT_CAME).toList()).onFailure()
                .recoverWithUni(() -> oneByOne(read)).chain(() -> {
                    var known = lost.stream().filter(it -> !read.unknown().contains(it.id())).toList();
                    return made(known).chain(made -> pool.withTransaction(transaction -> mark(transaction, known, made)));
                });
    }

    /** What fails together is done one by one, and what fails alone is done at its next turn. */
    private Uni<List<Recorded>> oneByOne(Read read) {
        return Multi.createFrom().iterable(read.found().entrySet()).onItem().transformToUniAndConcatenate(
                it -> intake.again(List.of(it.getValue())).onFailure().invoke(failure -> read.unknown().add(it.getKey()))
                        .onFailure().recoverWithItem(List.of()))
                .collect().asList().replaceWith(List.of());
    }

    /**
     * Which record each is now, if it is one; it has the same time and the same hash, whoever recorded it. Of what has no time
     * of its own another copy, with another time, may have been first: that has its hash alone.
     */
    private Uni<Map<UUID, UUID>> made(List<Lost> lost) {
        var hashes = lost.stream().map(it -> Buffer.buffer(it.sought().eventHash())).toArray(Buffer[]::new);
        return pool.preparedQuery("""
                select id, occurred_at, event_hash from record where occurred_at = any($1) and event_hash = any($2)""")
                .execute(Tuple.of(lost.stream().map(Lost::occurredAt).distinct().toArray(OffsetDateTime[]::new), hashes))
                .chain(rows -> pool.preparedQuery("select event_hash, record_id from timeless where event_hash = any($1)")
                        .execute(Tuple.of((Object) hashes)).map(timeless -> {
                            var records = new HashMap<Happened, UUID>();
                            rows.forEach(row -> records.put(Happened.of(row), row.getUUID("id")));
                            var copies = new HashMap<Buffer, UUID>();
                            timeless.forEach(row -> copies.put(Buffer.buffer(row.getBuffer("event_hash").getBytes()),
                                    row.getUUID("record_id")));
                            var made = new HashMap<UUID, UUID>();
                            lost.forEach(it -> Optional.ofNullable(records.get(it.happened()))
                                    .or(() -> Optional.ofNullable(copies.get(it.happened().eventHash())))
                                    .ifPresent(id -> made.put(it.id(), id)));
                            return made;
                        }));
    }

    /** What showed that a customer was told is the new record; which records spoke of a message is known by the new ones. */
    private Uni<Void> mark(SqlConnection transaction, List<Lost> lost, Map<UUID, UUID> made) {
        return transaction.preparedQuery("""
                update lost_report l set state = v.state, recorded_as = v.anew, mark = v.mark
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as v (id, anew, state, mark)
                where l.record_id = v.id and l.state = 'THERE'""")
                .execute(Columns.of(lost).uuid(Lost::id).uuid(it -> made.get(it.id())).text(it -> state(it, made))
                        .bytes(it -> ReportMark.of(lookupKey, it.report(state(it, made), made.get(it.id()))))
                        .tuple())
                .chain(() -> onceMore(transaction, made))
                .chain(() -> Conversations.proofIs(transaction, made))
                .chain(() -> Mentions.forget(transaction, lost.stream().map(Lost::id).toArray(UUID[]::new)));
    }

    /** What was recorded anew before, and lost its key once more, has its record in the new one. */
    private Uni<Void> onceMore(SqlConnection transaction, Map<UUID, UUID> made) {
        return transaction
                .preparedQuery("select * from lost_report where recorded_as = any($1) and state = 'RECORDED' for update")
                .execute(Tuple.of((Object) made.keySet().toArray(UUID[]::new))).chain(rows -> {
                    var before = new ArrayList<Lost>();
                    rows.forEach(row -> Optional.of(Lost.of(row))
                            .filter(it -> it.isOfOurs(lookupKey, LostState.RECORDED))
                            .ifPresent(it -> before.add(it.recordedAs(made.get(it.anew())))));
                    return transaction.preparedQuery("""
                            update lost_report l set recorded_as = v.anew, mark = v.mark
                            from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as v (id, anew, mark) where l.record_id = v.id""")
                            .execute(Columns.of(before).uuid(Lost::id).uuid(Lost::anew).bytes(it -> ReportMark.of(lookupKey,
                                    it.report(LostState.RECORDED.name(), it.anew()))).tuple())
                            .replaceWithVoid();
                });
    }

    private static String state(Lost lost, Map<UUID, UUID> made) {
        return (made.containsKey(lost.id()) ? LostState.RECORDED : LostState.GONE).name();
    }
}
