package eu.onrecord.consent.customer;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who a customer is now, by an id that was given out: they may have been found to be somebody else since. */
public final class CurrentCustomer {
    /** SQL: all ids that a customer was ever known by; {@code $1} is the current one. */
    public static final String IDS = "(select id from customer where id = $1 or merged_into = $1)";

    private CurrentCustomer() {
    }

    /** @return empty if the id was never given out */
    public static Uni<Optional<UUID>> of(SqlClient database, UUID customer) {
        return database.preparedQuery("select coalesce(merged_into, id) as id from customer where id = $1")
                .execute(Tuple.of(customer)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id")).findFirst());
    }
}
