package eu.onrecord.consent.customer;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** What customers are known by, in the clear: only to address them, or to give them what is held about them. */
@ApplicationScoped
public class Identifiers {
    private final IdentifierVault vault;

    Identifiers(IdentifierVault vault) {
        this.vault = vault;
    }

    /** In a fixed order. */
    public Uni<List<Identifier>> of(SqlClient database, UUID customer) {
        return of(database, customer, "");
    }

    /**
     * Those by which they were last heard in a thread come first: a customer may have several numbers, and is answered at the
     * one they wrote from.
     */
    public Uni<List<Identifier>> of(SqlClient database, UUID customer, String thread) {
        return database.preparedQuery("""
                select i.kind, i.sealed from customer_identifier i left join thread t on t.id = $2 and t.heard_by = i.hash
                where i.customer_id = $1 order by t.id nulls last, i.kind, i.hash""")
                .execute(Tuple.of(customer, thread))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Identifier(Identifier.Kind.valueOf(row.getString("kind")),
                                vault.open(row.getBuffer("sealed").getBytes())))
                        .toList());
    }
}
