package eu.onrecord.consent.desk;

import java.util.StringJoiner;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** What a desk missed while it was away. */
@Path("/desk/events")
public class DeskResource {
    private static final String BATCH = "application/cloudevents-batch+json";

    private final Pool pool;
    private final IdentifierVault vault;

    DeskResource(Pool pool, IdentifierVault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    @GET
    @RolesAllowed({ "agent", "crm" })
    @Produces(BATCH)
    @Operation(summary = "What the desk of a channel was told since an event, in its order", description = "A batch of CloudEvents: after the event with that id, or from the beginning of the last seven days. As many as the limit: there may be more.")
    public Uni<String> since(@RestQuery @NotBlank String channel, @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return place(channel, after).chain(place -> pool.preparedQuery("""
                select sealed from desk_event where channel = $1 and id > $2 and sealed is not null
                and written_by < pg_snapshot_xmin(pg_current_snapshot()) order by id limit $3""")
                .execute(Tuple.of(channel, place, limit))).map(this::batch);
    }

    private Uni<Long> place(String channel, UUID after) {
        if (after == null) {
            return Uni.createFrom().item(0L);
        }
        return pool.preparedQuery("select id from desk_event where event_id = $1 and channel = $2")
                .execute(Tuple.of(after, channel)).map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemType.EVENT_UNKNOWN.problem("No event with this id was told, or it is too long ago.");
                    }
                    return rows.iterator().next().getLong("id");
                });
    }

    private String batch(RowSet<Row> rows) {
        var events = new StringJoiner(",", "[", "]");
        rows.forEach(row -> events.add(vault.open(row.getBuffer("sealed").getBytes())));
        return events.toString();
    }
}
