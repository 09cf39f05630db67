package eu.onrecord.archive.rebuild;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.record.Looked;
import eu.onrecord.archive.seal.LookupKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The records of a run that could not be opened: what follows from them nobody knows, and their conversations are passed over.
 * They stand in a table, which others could write; beside it a signed sum is kept of what this run itself put there.
 */
@ApplicationScoped
class Unopened {
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final LookupKey lookupKey;
    /** One run at a time makes it. */
    private volatile BigInteger sum = BigInteger.ZERO;

    Unopened(LookupKey lookupKey) {
        this.lookupKey = lookupKey;
    }

    /** A run begins. */
    void begin() {
        sum = BigInteger.ZERO;
    }

    /** Puts them into the table, within the transaction. */
    Uni<Void> add(SqlConnection transaction, List<Looked> closed) {
        closed.forEach(it -> sum = sum.add(summand(it.id(), it.scope())));
        return transaction.preparedQuery("""
                insert into rebuilt.unopened (record_id, scope) select * from unnest($1::uuid[], $2::text[])
                on conflict do nothing""")
                .execute(Columns.of(closed).uuid(Looked::id).text(Looked::scope).tuple()).replaceWithVoid();
    }

    /** Whether in the table stands what this run put there: nobody added or took away any. */
    boolean isAsPutThere(SqlConnection connection) {
        var there = BigInteger.ZERO;
        var after = new UUID(0, 0);
        var page = page(connection, after);
        while (!page.isEmpty()) {
            for (var it : page.entrySet()) {
                there = there.add(summand(it.getKey(), it.getValue()));
                after = it.getKey();
            }
            page = page(connection, after);
        }
        return there.equals(sum);
    }

    private static Map<UUID, String> page(SqlConnection connection, UUID after) {
        var page = new LinkedHashMap<UUID, String>();
        connection.preparedQuery("""
                select record_id, scope from rebuilt.unopened where record_id > $1 order by record_id limit $2""")
                .execute(Tuple.of(after, PAGE)).await().atMost(PATIENCE)
                .forEach(row -> page.put(row.getUUID("record_id"), row.getString("scope")));
        return page;
    }

    /** Signed: nobody else makes a sum come out the same with other rows. */
    private BigInteger summand(UUID record, String scope) {
        return new BigInteger(1, lookupKey.sign(("unopened " + record + " " + scope).getBytes(StandardCharsets.UTF_8)));
    }
}
