package eu.onrecord.consent.erasure;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.consent.customer.CurrentCustomer;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Identifiers;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.register.ConsentRecord;
import eu.onrecord.consent.register.ConsentRecords;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Everything that is held about one customer here (GDPR Art. 15). Their chats are in the archive. */
@Path("/relationships/{customer}/export")
public class AccessResource {
    private static final String THEIRS = " in " + CurrentCustomer.IDS + " ";
    private static final List<String> QUERIES = List.of("select * from relationship where customer_id = $1",
            "select id, channel, business, last_inbound_at from thread where customer_id = $1 order by id",
            "select * from disclosure where customer_id" + THEIRS + "order by created_at",
            "select id, channel, kind, purpose, state, error, created_by, created_at, sealed_body as sealed "
                    + "from outbound_message where customer_id" + THEIRS + "order by created_at",
            "select * from gate_decision where customer_id" + THEIRS + "order by at",
            "select event_id, channel, created_at, delivered_at, sealed from desk_event where customer_id" + THEIRS
                    + "order by id");

    private final Pool pool;
    private final Identifiers identifiers;
    private final IdentifierVault vault;
    private final ConsentRecords records;

    AccessResource(Pool pool, Identifiers identifiers, IdentifierVault vault, ConsentRecords records) {
        this.pool = pool;
        this.identifiers = identifiers;
        this.vault = vault;
        this.records = records;
    }

    /** What a customer is known by. */
    public record Known(String kind, String value) {
    }

    /**
     * All of it; rows as they are kept, and sealed texts opened.
     *
     * @param customer who they are now, if they were found to be somebody else since
     * @param messages what we sent or are about to send, with the text where it is still here
     * @param desk what the desk was told of them in the last days
     */
    public record Held(UUID customer, List<Known> identifiers, ConsentRecord consent, List<Object> relationship,
            List<Object> threads, List<Object> disclosures, List<Object> messages, List<Object> decisions,
            List<Object> desk) {
    }

    @GET
    @RolesAllowed("privacy-officer")
    @Operation(summary = "Everything that is held about one customer", description = "For a request of access. Their chats are in the archive.")
    public Uni<Held> export(UUID customer) {
        return current(customer).chain(id -> records.of(id)
                .chain(consent -> identifiers.of(pool, id).chain(known -> rows(id).map(rows -> new Held(id,
                        known.stream().map(it -> new Known(it.kind().word(), it.value())).toList(), consent, rows.get(0),
                        rows.get(1), rows.get(2), rows.get(3), rows.get(4), rows.get(5))))));
    }

    private Uni<UUID> current(UUID customer) {
        return CurrentCustomer.of(pool, customer)
                .map(id -> id.orElseThrow(() -> ProblemType.CUSTOMER_UNKNOWN.problem("There is no such customer.")));
    }

    private Uni<List<List<Object>>> rows(UUID customer) {
        return Multi.createFrom().iterable(QUERIES).onItem()
                .transformToUniAndConcatenate(query -> pool.preparedQuery(query).execute(Tuple.of(customer)))
                .map(this::readable)
                .collect().asList();
    }

    private List<Object> readable(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).<Object> map(row -> {
            var held = row.toJson();
            if (row.getColumnIndex("sealed") >= 0) {
                held.remove("sealed");
                var sealed = row.getBuffer("sealed");
                held.put("text", sealed == null ? null : vault.open(sealed.getBytes()));
            }
            return held.getMap();
        }).toList();
    }
}
