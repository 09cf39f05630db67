package eu.onrecord.archive.console;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.archive.access.LegalEntities;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

/** Who somebody is here, and what they may: also whoever may nothing is told. */
@Path("/console/access")
@Authenticated
@Produces(MediaType.TEXT_HTML)
public class AccessPage {
    private static final Set<String> KNOWN = Set.of("agent", "compliance-officer", "privacy-officer", "auditor", "crm");

    private final SecurityIdentity identity;
    private final LegalEntities legalEntities;
    private final Visitor visitor;

    AccessPage(SecurityIdentity identity, LegalEntities legalEntities, Visitor visitor) {
        this.identity = identity;
        this.legalEntities = legalEntities;
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        var page = visitor.page("access");
        var roles = identity.getRoles().stream().filter(KNOWN::contains).sorted().toList();
        List<String> entities = legalEntities.ofCaller().stream().sorted().toList();
        return page.show(Pages.access(page, new AccessView(roles, entities)));
    }
}
