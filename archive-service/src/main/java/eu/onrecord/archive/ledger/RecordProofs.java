package eu.onrecord.archive.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.RecordId;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.TlogProof;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** What shows of one record that it is in the ledger. It tells nothing of what is in the record. */
@ApplicationScoped
public class RecordProofs {
    private final Ledger ledger;
    private final Pool pool;

    RecordProofs(Ledger ledger, Pool pool) {
        this.ledger = ledger;
        this.pool = pool;
    }

    /**
     * A record's proof.
     *
     * @param commitment which makes the leaf, as FORMAT.md says
     * @param head that it is proven against
     */
    public record Proven(UUID record, Instant recordedAt, Hash commitment, TlogProof proof, Ledger.Head head) {
    }

    /**
     * That a record is in the newest signed head.
     *
     * @param legalEntities whose records may be asked for: of another's nobody learns that there is one
     * @throws Problem if there is none, or it has no place yet
     */
    public Uni<Proven> of(UUID id, Set<String> legalEntities) {
        return committed(id, legalEntities).chain(row -> head().chain(head -> {
            var commitment = row.getBuffer("commitment").getBytes();
            return ledger.inclusion(commitment, head)
                    .map(proof -> new Proven(id, row.get(OffsetDateTime.class, "recorded_at").toInstant(),
                            new Hash(commitment), proof.orElseThrow(RecordProofs::notThere), head));
        }));
    }

    /**
     * The newest signed head.
     *
     * @throws Problem if there is none yet
     */
    public Uni<Ledger.Head> head() {
        return ledger.head()
                .map(head -> head.orElseThrow(() -> ProblemType.NOT_IN_LEDGER.problem("The ledger is empty.")));
    }

    private Uni<Row> committed(UUID id, Set<String> legalEntities) {
        return pool.preparedQuery("""
                select recorded_at, commitment from record where occurred_at = $1 and id = $2
                and legal_entity = any($3)""")
                .execute(Tuple.of(RecordId.timeOf(id).atOffset(ZoneOffset.UTC), id, legalEntities.toArray(String[]::new)))
                .map(rows -> {
                    for (var row : rows) {
                        return row;
                    }
                    throw notThere();
                });
    }

    private static Problem notThere() {
        return ProblemType.NOT_IN_LEDGER
                .problem("There is no record with this id, or it has no place in the ledger yet: ask again in a second.");
    }
}
