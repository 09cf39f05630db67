package eu.onrecord.archive.console;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.ledger.Ledger;
import eu.onrecord.archive.ledger.RecordProofs;
import eu.onrecord.archive.perusal.Purpose;
import eu.onrecord.archive.record.Records;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;

/** Where a record stands in the ledger, and the proof of it. It tells nothing of what is in the record. */
@Path("/console/records/{id}")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class RecordPage {
    private final RecordProofs proofs;
    private final Ledger ledger;
    private final Records records;
    private final LegalEntities legalEntities;
    private final Visitor visitor;

    RecordPage(RecordProofs proofs, Ledger ledger, Records records, LegalEntities legalEntities, Visitor visitor) {
        this.proofs = proofs;
        this.ledger = ledger;
        this.records = records;
        this.legalEntities = legalEntities;
        this.visitor = visitor;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<TemplateInstance> show(UUID id, @RestQuery String purpose) {
        var why = Purpose.of(purpose).word();
        var page = visitor.page("find");
        return proofs.of(id, legalEntities.ofCaller()).chain(proven -> records.again(List.of(id)).map(opened -> page.show(
                Pages.record(page, new RecordView(proven, !opened.isEmpty(), why, ledger.verifier().toString())))));
    }

    /** As a file to keep: a .tlog-proof of C2SP. */
    @GET
    @Path("/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> proof(UUID id) {
        return proofs.of(id, legalEntities.ofCaller()).map(proven -> RestResponse.ResponseBuilder
                .ok(proven.proof().toString())
                .header("Content-Disposition", "attachment; filename=\"" + id + ".tlog-proof\"").build());
    }
}
