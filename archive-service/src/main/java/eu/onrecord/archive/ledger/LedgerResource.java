package eu.onrecord.archive.ledger;

import java.time.Instant;
import java.util.List;
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
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.tlog.Hash;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

/** The ledger's head and proofs. They tell nothing of what is in the records. */
@Path("/ledger")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class LedgerResource {
    private final Ledger ledger;
    private final RecordProofs proofs;
    private final LegalEntities legalEntities;

    LedgerResource(Ledger ledger, RecordProofs proofs, LegalEntities legalEntities) {
        this.ledger = ledger;
        this.proofs = proofs;
        this.legalEntities = legalEntities;
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
        return proofs.of(id, legalEntities.ofCaller()).map(it -> new InclusionProof(id, it.recordedAt(),
                it.commitment().base64(), it.proof().index(), it.head().size(),
                Hash.ofLeaf(LeafEntry.of(it.commitment().bytes())).base64(),
                it.proof().path().stream().map(Hash::base64).toList(), it.head().note().toString()));
    }

    @GET
    @Path("/records/{id}/proof")
    @Produces("text/plain")
    @Operation(summary = "The same as a file to keep", description = "A .tlog-proof of C2SP; the leaf's entry is the byte 1 and the record's commitment.")
    public Uni<String> proof(UUID id) {
        return proofs.of(id, legalEntities.ofCaller()).map(it -> it.proof().toString());
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
        return proofs.head();
    }
}
