package eu.onrecord.consent.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.erasure.CustomerErasure;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Deletes what tells who a customer was. What stays is random ids, times and words, and the suppression: a keyed hash, which
 * keeps the company from writing to them again.
 */
@ApplicationScoped
class Erasures {
    /** Meta retries for seven days, and Kafka keeps what it has for seven more: for so long the same event can come again. */
    private static final Duration READ_AGAIN_FOR = Duration.ofDays(15);
    private static final String THEIRS = "(select id from customer where id = $1 or merged_into = $1)";
    /** What was written after the decision is a new customer's, so what the desk was not yet told of that stays. */
    private static final String DESK = "update desk_event set sealed = null where created_at <= $2 and customer_id in "
            + THEIRS;
    private static final List<String> STATEMENTS = List.of(
            "delete from customer_identifier where customer_id in " + THEIRS,
            "update evidence set sealed = null where customer_id in " + THEIRS + " and sealed is not null",
            """
                    update outbound_message set state = 'CANCELLED', error = 'erased'
                    where customer_id in\s""" + THEIRS + " and state in ('QUEUED', 'HELD')",
            """
                    update outbound_message set sealed_body = null, sealed_provider_id = null, provider_message_id = null, fingerprint = null, thread = ''
                    where customer_id in\s"""
                    + THEIRS,
            "update disclosure set thread = '' where customer_id in " + THEIRS,
            "delete from thread where customer_id in " + THEIRS,
            "delete from relationship where customer_id in " + THEIRS,
            "update customer set language = null where id in " + THEIRS);
    /** Of somebody new who has taken over what was read again: what it says of before goes, and they stay. */
    private static final String EVIDENCE_OF_BEFORE = """
            update evidence set sealed = null where customer_id = $1 and occurred_at <= $2 and recorded_by = 'onrecord'
            and sealed is not null""";
    /** What was told says of before too; what is still to be told is theirs. */
    private static final String WHAT_WAS_TOLD = """
            update desk_event set sealed = null where customer_id = $1 and delivered_at is not null""";
    /** Whether they wrote, or were put on record by somebody, after the decision: nobody does that to a customer read again. */
    private static final String IS_NEW = """
            select exists (select 1 from thread where customer_id = $1 and last_inbound_at > $2)
            or exists (select 1 from evidence where customer_id = $1 and (occurred_at > $2 or recorded_by <> 'onrecord')) as is_new""";

    private final Pool pool;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final Clock clock;

    Erasures(Pool pool, DossierStore dossiers, WorkStore works, Clock clock) {
        this.pool = pool;
        this.dossiers = dossiers;
        this.works = works;
        this.clock = clock;
    }

    /**
     * Once more afterwards: a message that was being read meanwhile may have made them known again, and from then on it cannot.
     */
    Uni<Void> forget(CustomerErasure erasure) {
        return forgetOnce(erasure).chain(() -> forgetOnce(erasure));
    }

    /** Whom it concerns is known for sure only when they are locked: somebody may just be found to be somebody else. */
    private Uni<Void> forgetOnce(CustomerErasure erasure) {
        var named = erasure.threads().stream().map(ThreadId::value).collect(Collectors.toSet());
        return pool.withTransaction(transaction -> dossiers
                .load(transaction, new Wanted(Set.of(), named, Set.of(erasure.customer())), clock.instant())
                .chain(work -> current(transaction, erasure.customer())
                        .chain(customer -> rememberThreads(transaction, work, named, erasure.decidedAt())
                                .chain(() -> inTurn(List.copyOf(work.dossiers().all()),
                                        dossier -> dossier.id().equals(customer) ? erase(transaction, work, dossier, erasure)
                                                : eraseIfReadAgain(transaction, work, dossier, erasure)))
                                .chain(() -> works.save(transaction, work))
                                .chain(() -> work.dossiers().find(customer).isPresent() ? Uni.createFrom().voidItem()
                                        : inTurn(STATEMENTS, it -> run(transaction, it, Tuple.of(customer)))))));
    }

    private Uni<Void> eraseIfReadAgain(SqlConnection transaction, Work work, Dossier dossier, CustomerErasure erasure) {
        var of = Tuple.of(dossier.id(), Columns.offset(erasure.decidedAt()));
        return transaction.preparedQuery(IS_NEW).execute(of).map(rows -> rows.iterator().next().getBoolean("is_new"))
                .chain(isNew -> isNew ? run(transaction, EVIDENCE_OF_BEFORE, of)
                        .chain(() -> run(transaction, WHAT_WAS_TOLD, Tuple.of(dossier.id())))
                        : erase(transaction, work, dossier, erasure));
    }

    /** The archive and the desk learn that from now on nothing follows in these conversations. */
    private Uni<Void> erase(SqlConnection transaction, Work work, Dossier dossier, CustomerErasure erasure) {
        work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, "erased", "erasure", null, erasure.decidedAt());
        return run(transaction, DESK, Tuple.of(dossier.id(), Columns.offset(erasure.decidedAt())))
                .chain(() -> inTurn(STATEMENTS, it -> run(transaction, it, Tuple.of(dossier.id()))));
    }

    @Scheduled(every = "24h")
    Uni<Void> sweep() {
        return pool.preparedQuery("delete from forgotten_thread where recorded_at < $1")
                .execute(Tuple.of(Columns.offset(clock.instant().minus(READ_AGAIN_FOR)))).replaceWithVoid();
    }

    /** They may have been merged into another since: then that one is who they are. */
    private static Uni<UUID> current(SqlConnection transaction, UUID customer) {
        return transaction.preparedQuery("select coalesce(merged_into, id) as id from customer where id = $1")
                .execute(Tuple.of(customer)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id")).findFirst().orElse(customer));
    }

    private Uni<Void> rememberThreads(SqlConnection transaction, Work work, Set<String> named, Instant before) {
        var threads = new TreeSet<>(named);
        work.dossiers().all().forEach(dossier -> threads.addAll(dossier.threadIds()));
        return run(transaction, """
                insert into forgotten_thread (thread, before, recorded_at) select t, $2, $3 from unnest($1::text[]) as t
                on conflict (thread) do update set before = greatest(forgotten_thread.before, excluded.before),
                recorded_at = excluded.recorded_at""",
                Tuple.of(threads.toArray(String[]::new), Columns.offset(before), Columns.offset(clock.instant())));
    }

    private static Uni<Void> run(SqlConnection transaction, String statement, Tuple parameters) {
        return transaction.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }

    private static <T> Uni<Void> inTurn(List<T> all, Function<T, Uni<Void>> what) {
        var done = Uni.createFrom().voidItem();
        for (var one : all) {
            done = done.chain(() -> what.apply(one));
        }
        return done;
    }
}
