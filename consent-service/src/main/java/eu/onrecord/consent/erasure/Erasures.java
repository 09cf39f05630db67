package eu.onrecord.consent.erasure;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.erasure.CustomerErasure;
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
        return pool.withTransaction(transaction -> current(transaction, erasure.customer())
                .chain(customer -> tell(transaction, customer, erasure).chain(() -> erase(transaction, customer))));
    }

    /** They may have been merged into another since: then that one is who they are. */
    private static Uni<UUID> current(SqlConnection transaction, UUID customer) {
        return transaction.preparedQuery("select coalesce(merged_into, id) as id from customer where id = $1")
                .execute(Tuple.of(customer)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id")).findFirst().orElse(customer));
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
        var done = Uni.createFrom().voidItem();
        for (var statement : STATEMENTS) {
            done = done.chain(() -> transaction.preparedQuery(statement).execute(Tuple.of(customer))).replaceWithVoid();
        }
        return done;
    }
}
