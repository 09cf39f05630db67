package eu.onrecord.consent.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
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
    /**
     * The customer, or whom they were found to be; and whoever a restored database knows by their threads alone, unless they
     * wrote since: that is a new customer.
     */
    private static final String CONCERNED = """
            select coalesce(merged_into, id) as id from customer where id = $1
            union select customer_id from thread where id = any($2)
            and (last_inbound_at is null or last_inbound_at <= $3)""";
    private static final String THEIRS = "(select id from customer where id = $1 or merged_into = $1)";
    private static final List<String> STATEMENTS = List.of(
            "delete from customer_identifier where customer_id in " + THEIRS,
            "update evidence set sealed = null where customer_id in " + THEIRS + " and sealed is not null",
            "update desk_event set sealed = null where customer_id in " + THEIRS,
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

    Uni<Void> forget(CustomerErasure erasure) {
        var named = erasure.threads().stream().map(ThreadId::value).toArray(String[]::new);
        return pool.withTransaction(transaction -> transaction.preparedQuery(CONCERNED)
                .execute(Tuple.of(erasure.customer(), named, Columns.offset(erasure.decidedAt())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id")).toList())
                .chain(customers -> rememberThreads(transaction, customers, named, erasure.decidedAt())
                        .chain(() -> inTurn(customers, customer -> tell(transaction, customer, erasure)
                                .chain(() -> erase(transaction, customer))))));
    }

    @Scheduled(every = "24h")
    Uni<Void> sweep() {
        return pool.preparedQuery("delete from forgotten_thread where recorded_at < $1")
                .execute(Tuple.of(Columns.offset(clock.instant().minus(READ_AGAIN_FOR)))).replaceWithVoid();
    }

    private Uni<Void> rememberThreads(SqlConnection transaction, List<UUID> customers, String[] named, Instant before) {
        return transaction.preparedQuery("""
                insert into forgotten_thread (thread, before, recorded_at)
                select distinct id, $3::timestamptz, $4::timestamptz from (select unnest($2::text[]) as id
                union all select id from thread where customer_id = any($1)) t
                on conflict (thread) do update set before = greatest(forgotten_thread.before, excluded.before),
                recorded_at = excluded.recorded_at""").execute(Tuple.of(customers.toArray(UUID[]::new), named,
                Columns.offset(before), Columns.offset(clock.instant()))).replaceWithVoid();
    }

    /** The archive learns that from now on nothing follows in these conversations. */
    private Uni<Void> tell(SqlConnection transaction, UUID customer, CustomerErasure erasure) {
        return dossiers.load(transaction, Wanted.customer(customer), clock.instant()).chain(work -> {
            work.dossiers().all().forEach(dossier -> work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, "erased",
                    "erasure", null, erasure.decidedAt()));
            return works.save(transaction, work);
        });
    }

    private static Uni<Void> erase(SqlConnection transaction, UUID customer) {
        return inTurn(STATEMENTS,
                statement -> transaction.preparedQuery(statement).execute(Tuple.of(customer)).replaceWithVoid());
    }

    private static <T> Uni<Void> inTurn(List<T> all, Function<T, Uni<Void>> what) {
        var done = Uni.createFrom().voidItem();
        for (var one : all) {
            done = done.chain(() -> what.apply(one));
        }
        return done;
    }
}
