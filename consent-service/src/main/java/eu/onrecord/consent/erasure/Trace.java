package eu.onrecord.consent.erasure;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.evidence.Evidence;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Something that was put on record of a customer.
 *
 * @param at when it happened
 * @param byOurselves because we read it, and not because somebody told us
 */
record Trace(Instant at, boolean byOurselves) {

    /**
     * Whether a customer is somebody new since an erasure was decided, and not the erased one who was read again: they wrote
     * since, or somebody has put them on record, which nobody does who reads again.
     */
    static boolean isOfSomebodyNew(Collection<Trace> traces, Instant decidedAt) {
        return traces.stream().anyMatch(trace -> !trace.byOurselves || trace.at.isAfter(decidedAt));
    }

    /** All of a customer: their evidence, and when they wrote last. */
    static Uni<List<Trace>> of(SqlConnection transaction, Dossier dossier) {
        var written = dossier.threads().stream().filter(thread -> thread.lastInboundAt != null)
                .map(thread -> new Trace(thread.lastInboundAt, true));
        return onRecord(transaction, dossier.id()).map(evidence -> Stream.concat(written, evidence.stream()).toList());
    }

    private static Uni<List<Trace>> onRecord(SqlConnection transaction, UUID customer) {
        return transaction.preparedQuery("select occurred_at, recorded_by from evidence where customer_id = $1")
                .execute(Tuple.of(customer)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Trace(row.getOffsetDateTime("occurred_at").toInstant(),
                                Evidence.OURSELVES.equals(row.getString("recorded_by"))))
                        .toList());
    }
}
