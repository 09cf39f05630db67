package eu.onrecord.archive.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.archive.batch.Columns;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The epochs of threads, and which conversation each is of: a thread's time with one holder, which ends when consent-service
 * says
 * that its identifier is somebody else's now. What happened tells by its own time which epoch it is of.
 */
final class Epochs {
    /** Between clocks of pods. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Map<OwnedThread, List<Epoch>> all = new HashMap<>();

    private Epochs() {
    }

    /** From then on, and before then. */
    private record Epoch(Instant since, Instant until, UUID conversation, UUID customer) {
        static Epoch of(Row row) {
            return new Epoch(row.get(OffsetDateTime.class, "since").toInstant(),
                    row.get(OffsetDateTime.class, "until").toInstant(), row.getUUID("conversation_id"),
                    row.getUUID("customer"));
        }

        boolean has(Instant at) {
            return !at.isBefore(since) && at.isBefore(until);
        }
    }

    /** Opens these threads, where they are new. The ids are made of the threads, so whoever opens the same opens the same. */
    static Uni<Void> open(SqlConnection transaction, List<OwnedThread> threads) {
        return transaction.preparedQuery("""
                insert into conversation_thread (thread, legal_entity, conversation_id)
                select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict do nothing""")
                .execute(Columns.of(threads).text(OwnedThread::thread).text(OwnedThread::legalEntity).uuid(OwnedThread::opened)
                        .tuple())
                .replaceWithVoid();
    }

    /** All epochs of these threads. */
    static Uni<Epochs> of(SqlConnection transaction, List<OwnedThread> threads) {
        return transaction.preparedQuery("select * from conversation_thread where thread = any($1)")
                .execute(Columns.of(threads).text(OwnedThread::thread).tuple()).map(rows -> {
                    var epochs = new Epochs();
                    rows.forEach(row -> epochs.all.computeIfAbsent(
                            new OwnedThread(row.getString("thread"), row.getString("legal_entity")),
                            thread -> new ArrayList<>())
                            .add(Epoch.of(row)));
                    return epochs;
                });
    }

    /**
     * Which conversation of a thread can be this customer's. A link lists all that they have, also what has gone to somebody
     * else and nobody knows yet, and customers are merged and are called otherwise then: where a thread has had several
     * holders and none is surely who is linked, it stays apart. Wrongly apart can be joined by who looks; wrongly together one
     * customer is read by whoever may read another.
     *
     * @param customer who is linked; null where that is not told
     */
    Optional<UUID> conversation(OwnedThread thread, Instant at, UUID customer) {
        var epochs = all.get(thread);
        if (epochs.size() == 1) {
            return Optional.of(epochs.get(0).conversation());
        }
        var theirs = epochs.stream().filter(epoch -> customer != null && customer.equals(epoch.customer()))
                .sorted(Comparator.comparing(Epoch::since).reversed()).toList();
        return theirs.stream().filter(epoch -> !epoch.since().isAfter(at.plus(SKEW))).findFirst()
                .or(() -> epochs.stream().filter(epoch -> epoch.customer() == null && epoch.has(at)).findFirst())
                .or(() -> theirs.stream().findFirst()).map(Epoch::conversation);
    }

    /** Whose conversation a thread is at a time. */
    UUID conversation(OwnedThread thread, Instant at) {
        return all.get(thread).stream().filter(epoch -> epoch.has(at)).findFirst().orElse(all.get(thread).get(0))
                .conversation();
    }

    /**
     * Ends epochs, in whatever order that is told. What was made of the records of such a conversation is made anew: what came
     * since is the new holder's, and nothing of it may stay with the former.
     *
     * @return what is to be heard again
     */
    static Uni<Apart> separate(SqlConnection transaction, List<News> separations) {
        return Multi.createFrom().iterable(separations).onItem().transformToUniAndConcatenate(it -> separate(transaction,
                new OwnedThread(it.thread(), it.legalEntity()), it.separated().truncatedTo(ChronoUnit.MILLIS), it.customer()))
                .collect()
                .asList().map(Apart::all);
    }

    /**
     * What was taken apart.
     *
     * @param threads whose records are to be heard again
     * @param lostProofs what is known of records that showed that a customer was told, and that nobody can open any more: it
     *        stays true
     */
    record Apart(List<OwnedThread> threads, List<News> lostProofs) {
        private static final Apart NOTHING = new Apart(List.of(), List.of());

        private static Apart all(List<Apart> all) {
            return new Apart(all.stream().flatMap(it -> it.threads.stream()).distinct().toList(),
                    all.stream().flatMap(it -> it.lostProofs.stream()).toList());
        }
    }

    private static Uni<Apart> separate(SqlConnection transaction, OwnedThread thread, Instant since, UUID customer) {
        var place = Tuple.of(thread.thread(), thread.legalEntity(), since.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery("""
                select * from conversation_thread where thread = $1 and legal_entity = $2 and since <= $3 and until > $3""")
                .execute(place).chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().item(Apart.NOTHING);
                    }
                    var former = Epoch.of(rows.iterator().next());
                    return former.since().equals(since) ? name(transaction, thread, former, customer)
                            : split(transaction, thread, since, customer, former);
                });
    }

    /**
     * Of two that are said to hold a thread from the same moment on the one with the lesser id does, whoever was told first.
     */
    private static Uni<Apart> name(SqlConnection transaction, OwnedThread thread, Epoch epoch, UUID customer) {
        if (customer == null
                || epoch.customer() != null && ConversationId.ORDER.compare(epoch.customer(), customer) <= 0) {
            return Uni.createFrom().item(Apart.NOTHING);
        }
        return transaction.preparedQuery("""
                update conversation_thread set customer = $4 where thread = $1 and legal_entity = $2 and since = $3""")
                .execute(Tuple.of(thread.thread(), thread.legalEntity(), epoch.since().atOffset(ZoneOffset.UTC), customer))
                .chain(() -> takeApart(transaction, thread));
    }

    private static Uni<Apart> split(SqlConnection transaction, OwnedThread thread, Instant since, UUID customer, Epoch former) {
        return transaction.preparedQuery("""
                update conversation_thread set until = $3
                where thread = $1 and legal_entity = $2 and since < $3 and until > $3""")
                .execute(Tuple.of(thread.thread(), thread.legalEntity(), since.atOffset(ZoneOffset.UTC)))
                .chain(() -> transaction.preparedQuery("""
                        insert into conversation_thread (thread, legal_entity, conversation_id, since, until, customer)
                        values ($1, $2, $3, $4, $5, $6) on conflict do nothing""")
                        .execute(Tuple.of(thread.thread(), thread.legalEntity(),
                                ConversationId.of(thread.thread(), thread.legalEntity(), since),
                                since.atOffset(ZoneOffset.UTC), former.until().atOffset(ZoneOffset.UTC), customer)))
                .chain(() -> takeApart(transaction, thread));
    }

    private static Uni<Apart> takeApart(SqlConnection transaction, OwnedThread thread) {
        return conversations(transaction, thread).chain(ids -> takeApart(transaction, ids))
                .chain(apart -> Links.withTellers(transaction, Stream.concat(Stream.of(thread), apart.threads().stream())
                        .distinct().toList()).map(threads -> new Apart(threads, apart.lostProofs())));
    }

    /** Of all epochs: which of them a link means follows from who holds the thread when. */
    private static Uni<List<UUID>> conversations(SqlConnection transaction, OwnedThread thread) {
        return transaction.preparedQuery("""
                select distinct conversation_id from conversation_thread where thread = $1 and legal_entity = $2
                order by conversation_id""").execute(Tuple.of(thread.thread(), thread.legalEntity())).map(rows -> {
            var ids = new ArrayList<UUID>();
            rows.forEach(row -> ids.add(row.getUUID("conversation_id")));
            return ids;
        });
    }

    private static Uni<Apart> takeApart(SqlConnection transaction, List<UUID> conversations) {
        return Multi.createFrom().iterable(conversations).onItem()
                .transformToUniAndConcatenate(id -> takeApart(transaction, id)).collect().asList().map(Apart::all);
    }

    /**
     * All that was one conversation with this epoch is what it was before anything was heard, and its records are heard again:
     * links are told anew too, and each is of the epochs of its time. Only if anything was made of it.
     */
    private static Uni<Apart> takeApart(SqlConnection transaction, UUID conversation) {
        return transaction.preparedQuery("select 1 from conversation where id = $1").execute(Tuple.of(conversation))
                .chain(there -> there.size() == 0 ? Uni.createFrom().item(Apart.NOTHING)
                        : lostProofs(transaction, conversation).chain(proofs -> transaction
                                .preparedQuery("select * from conversation_thread where conversation_id = $1")
                                .execute(Tuple.of(conversation)).chain(rows -> {
                                    var own = new ArrayList<Own>();
                                    rows.forEach(row -> own.add(Own.of(row)));
                                    return forget(transaction, conversation, own).map(forgotten -> new Apart(
                                            own.stream().map(Own::thread).distinct().toList(), proofs));
                                })));
    }

    private static Uni<List<News>> lostProofs(SqlConnection transaction, UUID conversation) {
        return transaction.preparedQuery(
                """
                        select c.legal_entity, c.channel, c.released_at, c.released_by, r.thread from conversation c
                        join lost_report l on l.record_id = c.released_by and l.state in ('THERE', 'GONE')
                        join record r on r.occurred_at = l.occurred_at and r.id = l.record_id where c.id = $1 and r.thread is not null""")
                .execute(Tuple.of(conversation)).map(rows -> {
                    var proofs = new ArrayList<News>();
                    rows.forEach(row -> proofs.add(new News(row.getString("thread"), row.getString("legal_entity"),
                            row.getString("channel"), row.get(OffsetDateTime.class, "released_at").toInstant(), List.of(),
                            row.getUUID("released_by"), List.of())));
                    return proofs;
                });
    }

    /** An epoch, and the conversation that it is of before it is linked. */
    private record Own(OwnedThread thread, Instant since, UUID conversation) {
        static Own of(Row row) {
            var since = row.get(OffsetDateTime.class, "since").toInstant();
            var thread = new OwnedThread(row.getString("thread"), row.getString("legal_entity"));
            return new Own(thread, since, since.equals(Instant.EPOCH) ? thread.opened()
                    : ConversationId.of(thread.thread(), thread.legalEntity(), since));
        }
    }

    private static Uni<Void> forget(SqlConnection transaction, UUID conversation, List<Own> own) {
        return transaction.preparedQuery("""
                update conversation_thread t set conversation_id = v.own, written = pg_current_xact_id()
                from unnest($2::text[], $3::timestamptz[], $4::uuid[]) as v (thread, since, own)
                where t.conversation_id = $1 and t.thread = v.thread and t.since = v.since""")
                .execute(Columns.of(own).all(conversation).text(it -> it.thread().thread()).time(Own::since)
                        .uuid(Own::conversation).tuple())
                .chain(() -> transaction.preparedQuery("delete from conversation_identifier where conversation_id = $1")
                        .execute(Tuple.of(conversation)))
                .chain(() -> transaction.preparedQuery("delete from conversation where id = $1 or merged_into = $1")
                        .execute(Tuple.of(conversation)))
                .replaceWithVoid();
    }
}
