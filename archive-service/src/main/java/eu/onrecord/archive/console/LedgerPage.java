package eu.onrecord.archive.console;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.archive.ledger.Ledger;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;

/** The ledger's newest head, and with what anybody checks it. */
@Path("/console/ledger")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
@Produces(MediaType.TEXT_HTML)
public class LedgerPage {
    private final Ledger ledger;
    private final Visitor visitor;

    LedgerPage(Ledger ledger, Visitor visitor) {
        this.ledger = ledger;
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> show() {
        var page = visitor.page("ledger");
        return ledger.head().map(head -> page.show(Pages.ledger(page,
                new LedgerView(head.orElse(null), ledger.verifier().toString(), ledger.policy()))));
    }
}
