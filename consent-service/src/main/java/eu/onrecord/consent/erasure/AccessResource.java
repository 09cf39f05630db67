package eu.onrecord.consent.erasure;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.consent.customer.Identifiers;
import eu.onrecord.consent.register.ConsentRecord;
import eu.onrecord.consent.register.ConsentRecords;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Everything that is held about one customer here (GDPR Art. 15). Their chats are in the archive. */
@Path("/relationships/{customer}/export")
public class AccessResource {
    private final Pool pool;
    private final Identifiers identifiers;
    private final ConsentRecords records;

    AccessResource(Pool pool, Identifiers identifiers, ConsentRecords records) {
        this.pool = pool;
        this.identifiers = identifiers;
        this.records = records;
    }

    /** What a customer is known by. */
    public record Known(String kind, String value) {
    }

    /** All of it; rows as they are kept. */
    public record Held(UUID customer, List<Known> identifiers, ConsentRecord consent, List<Object> relationship,
            List<Object> threads, List<Object> disclosures, List<Object> messages, List<Object> decisions) {
    }

    @GET
    @RolesAllowed("privacy-officer")
    @WithSession
    @Operation(summary = "Everything that is held about one customer", description = "For a request of access. Their chats are in the archive.")
    public Uni<Held> export(UUID customer) {
        return records.of(customer).chain(consent -> identifiers.of(pool, customer)
                .chain(known -> rows("select * from relationship where customer_id = $1", customer)
                        .chain(relationship -> rows("select * from thread where customer_id = $1 order by id", customer)
                                .chain(threads -> rest(customer, known.stream()
                                        .map(it -> new Known(it.kind().word(), it.value())).toList(), consent, relationship,
                                        threads)))));
    }

    private Uni<Held> rest(UUID customer, List<Known> known, ConsentRecord consent, List<Object> relationship,
            List<Object> threads) {
        return rows("select * from disclosure where customer_id = $1 order by created_at", customer)
                .chain(disclosures -> rows("""
                        select id, channel, kind, purpose, state, error, created_by, created_at
                        from outbound_message where customer_id = $1 order by created_at""", customer)
                        .chain(messages -> rows("select * from gate_decision where customer_id = $1 order by at", customer)
                                .map(decisions -> new Held(customer, known, consent, relationship, threads, disclosures,
                                        messages, decisions))));
    }

    private Uni<List<Object>> rows(String sql, UUID customer) {
        return pool.preparedQuery(sql).execute(Tuple.of(customer)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .<Object> map(row -> row.toJson().getMap()).toList());
    }
}
