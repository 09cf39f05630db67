package eu.onrecord.archive.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.RecordId;
import eu.onrecord.tlog.Hash;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The ledger's head and proofs. They tell nothing of what is in the records. */
@Path("/ledger")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class LedgerResource {
    private final Ledger ledger;
    private final Pool pool;
    private final LegalEntities legalEntities;

    LedgerResource(Ledger ledger, Pool pool, LegalEntities legalEntities) {
        this.legalEntities = legalEntities;
        this.ledger = ledger;
        this.pool = pool;
    }

    /**
     * That a record is in the tree.
     *
     * @param commitment base64; it makes the leaf, as FORMAT.md says
     * @param path base64, from the leaf up
     * @param checkpoint the signed head that it is proven against
     */
    @RegisterForReflection
    public record InclusionProof(UUID record, Instant recordedAt, String commitment, long leafIndex, long treeSize,
            String leafHash, List<String> path, String checkpoint) {
    }

    /** That one tree is the beginning of another; hashes in base64. */
    @RegisterForReflection
    public record ConsistencyProof(long from, long to, List<String> path) {
    }

    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The newest signed head", description = "A C2SP checkpoint in a signed note.")
    public Uni<String> checkpoint() {
        return head().map(head -> head.note().toString());
    }

    @GET
    @Path("/vkey")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "By which key heads are known", description = "A verifier key of C2SP's signed-note.")
    public String vkey() {
        return ledger.verifier().toString();
    }

    @GET
    @Path("/policy")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "Whose heads are to be believed, and which witnesses have to have seen them", description = "A tlog-policy of C2SP, with which a .tlog-proof can be checked.")
    public String policy() {
        return ledger.policy();
    }

    @GET
    @Path("/records/{id}/inclusion")
    @Operation(summary = "The proof that a record is in the ledger, against the newest signed head")
    public Uni<InclusionProof> inclusion(UUID id) {
        var seen = legalEntities.ofCaller();
        return committed(id, seen).chain(row -> head().chain(head -> {
            var commitment = row.getBuffer("commitment").getBytes();
            return ledger.inclusion(commitment, head).map(proof -> {
                var found = proof.orElseThrow(LedgerResource::notThere);
                return new InclusionProof(id, row.get(OffsetDateTime.class, "recorded_at").toInstant(),
                        new Hash(commitment).base64(), found.index(), head.size(),
                        Hash.ofLeaf(LeafEntry.of(commitment)).base64(), found.path().stream().map(Hash::base64).toList(),
                        head.note().toString());
            });
        }));
    }

    @GET
    @Path("/records/{id}/proof")
    @Produces("text/plain")
    @Operation(summary = "The same as a file to keep", description = "A .tlog-proof of C2SP; the leaf's entry is the byte 1 and the record's commitment.")
    public Uni<String> proof(UUID id) {
        var seen = legalEntities.ofCaller();
        return committed(id, seen).chain(row -> head().chain(head -> ledger
                .inclusion(row.getBuffer("commitment").getBytes(), head)
                .map(proof -> proof.orElseThrow(LedgerResource::notThere).toString())));
    }

    /** Of another legal entity's nobody learns that there is one. */
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

    @GET
    @Path("/consistency")
    @Operation(summary = "The proof that one signed head extends another", description = "Sizes as in two checkpoints.")
    public Uni<ConsistencyProof> consistency(@Context UriInfo uri, @RestQuery Long from, @RestQuery Long to) {
        Parameters.only(uri, "from", "to");
        if (from == null || to == null || from < 0 || from > to) {
            throw ProblemType.REQUEST_INVALID.problem("from and to are sizes of the ledger, from not above to.");
        }
        return head().chain(head -> {
            if (to > head.size()) {
                throw ProblemType.REQUEST_INVALID.problem("The ledger has not yet the size that to says.");
            }
            return ledger.consistency(from, to, head)
                    .map(path -> new ConsistencyProof(from, to, path.stream().map(Hash::base64).toList()));
        });
    }

    private Uni<Ledger.Head> head() {
        return ledger.head()
                .map(head -> head.orElseThrow(() -> ProblemType.NOT_IN_LEDGER.problem("The ledger is empty.")));
    }
}
