package eu.onrecord.consent.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.customer.CurrentCustomer;
import eu.onrecord.consent.evidence.Evidence;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Erases what tells who a customer was. What stays is random ids, times and words, and the suppression: a keyed hash, which
 * keeps the company from writing to them again.
 */
final class PersonalData {
    private static final List<String> STATEMENTS = List.of(
            "delete from customer_identifier where customer_id in " + CurrentCustomer.IDS,
            "update evidence set sealed = null where customer_id in " + CurrentCustomer.IDS + " and sealed is not null",
            "update outbound_message set state = 'CANCELLED', error = 'erased' where customer_id in " + CurrentCustomer.IDS
                    + " and state in ('QUEUED', 'HELD')",
            """
                    update outbound_message set sealed_body = null, sealed_provider_id = null, provider_message_id = null,
                    fingerprint = null, thread = '' where customer_id in\s""" + CurrentCustomer.IDS,
            "update disclosure set thread = '' where customer_id in " + CurrentCustomer.IDS,
            "delete from thread where customer_id in " + CurrentCustomer.IDS,
            "delete from relationship where customer_id in " + CurrentCustomer.IDS,
            "update customer set language = null where id in " + CurrentCustomer.IDS);

    private PersonalData() {
    }

    /** All of a customer goes. */
    static Uni<Void> erase(SqlConnection transaction, UUID customer) {
        return InTurn.each(STATEMENTS, statement -> run(transaction, statement, Tuple.of(customer)));
    }

    /** What the desk was told, or is to be told, of a time up to a decision; what was written after it is a new customer's. */
    static Uni<Void> eraseDesk(SqlConnection transaction, UUID customer, Instant decidedAt) {
        return run(transaction, "update desk_event set sealed = null where created_at <= $2 and customer_id in "
                + CurrentCustomer.IDS, Tuple.of(customer, Columns.offset(decidedAt)));
    }

    /** Of somebody new who has taken over what was read again: what says of before goes, and they stay. */
    static Uni<Void> eraseBefore(SqlConnection transaction, UUID customer, Instant decidedAt) {
        return run(transaction, """
                update evidence set sealed = null where customer_id = $1 and occurred_at <= $2 and recorded_by = $3
                and sealed is not null""", Tuple.of(customer, Columns.offset(decidedAt), Evidence.OURSELVES))
                .chain(() -> run(transaction,
                        "update desk_event set sealed = null where customer_id = $1 and delivered_at is not null",
                        Tuple.of(customer)));
    }

    private static Uni<Void> run(SqlConnection transaction, String statement, Tuple parameters) {
        return transaction.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }
}
