package eu.onrecord.consent.erasure;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.customer.CurrentCustomer;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.erasure.CustomerErasure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Forgets customers: the one that an erasure names, and, after a restore, whoever its threads have become since because they
 * were read again.
 */
@ApplicationScoped
class Erasures {
    private final Pool pool;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final ForgottenThreads forgotten;
    private final Clock clock;

    Erasures(Pool pool, DossierStore dossiers, WorkStore works, ForgottenThreads forgotten, Clock clock) {
        this.pool = pool;
        this.dossiers = dossiers;
        this.works = works;
        this.forgotten = forgotten;
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
                .chain(work -> CurrentCustomer.of(transaction, erasure.customer())
                        .map(current -> current.orElse(erasure.customer()))
                        .chain(customer -> forget(transaction, work, customer, named, erasure))));
    }

    private Uni<Void> forget(SqlConnection transaction, Work work, UUID customer, Set<String> named, CustomerErasure erasure) {
        var concerned = List.copyOf(work.dossiers().all());
        var threads = new HashSet<>(named);
        concerned.forEach(dossier -> threads.addAll(dossier.threadIds()));
        var isKnown = concerned.stream().anyMatch(dossier -> dossier.id().equals(customer));
        return forgotten.add(transaction, threads, erasure.decidedAt())
                .chain(() -> InTurn.each(concerned, dossier -> dossier.id().equals(customer)
                        ? erase(transaction, work, dossier, erasure)
                        : eraseIfReadAgain(transaction, work, dossier, erasure)))
                .chain(() -> works.save(transaction, work))
                .chain(() -> isKnown ? Uni.createFrom().voidItem() : PersonalData.erase(transaction, customer));
    }

    private Uni<Void> eraseIfReadAgain(SqlConnection transaction, Work work, Dossier dossier, CustomerErasure erasure) {
        return traces(transaction, dossier).chain(traces -> Trace.isOfSomebodyNew(traces, erasure.decidedAt())
                ? PersonalData.eraseBefore(transaction, dossier.id(), erasure.decidedAt())
                : erase(transaction, work, dossier, erasure));
    }

    private static Uni<List<Trace>> traces(SqlConnection transaction, Dossier dossier) {
        var written = dossier.threads().stream().filter(thread -> thread.lastInboundAt != null)
                .map(thread -> new Trace(thread.lastInboundAt, true));
        return transaction.preparedQuery("select occurred_at, recorded_by from evidence where customer_id = $1")
                .execute(Tuple.of(dossier.id()))
                .map(rows -> Stream.concat(written, StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Trace(row.getOffsetDateTime("occurred_at").toInstant(),
                                Evidence.OURSELVES.equals(row.getString("recorded_by")))))
                        .toList());
    }

    /** The archive and the desk learn that from now on nothing follows in these conversations. */
    private static Uni<Void> erase(SqlConnection transaction, Work work, Dossier dossier, CustomerErasure erasure) {
        work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, "erased", "erasure", null, erasure.decidedAt());
        return PersonalData.eraseDesk(transaction, dossier.id(), erasure.decidedAt())
                .chain(() -> PersonalData.erase(transaction, dossier.id()));
    }
}
