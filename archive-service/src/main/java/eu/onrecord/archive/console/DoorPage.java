package eu.onrecord.archive.console;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.qute.TemplateInstance;

/** Where somebody comes in, and where they are when they have gone. */
@Path("/console")
@PermitAll
public class DoorPage {
    private static final URI FIRST = URI.create("/console/find");

    private final Visitor visitor;

    DoorPage(Visitor visitor) {
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<Void> in() {
        return RestResponse.seeOther(FIRST);
    }

    @GET
    @Path("/signed-out")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance out() {
        var page = visitor.pageForAnybody();
        return page.show(Pages.signedOut(page));
    }

    /** What the provider says of it stands in the address, where anybody may write: it is not shown. */
    @GET
    @Path("/not-signed-in")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance refused() {
        var page = visitor.pageForAnybody();
        return page.show(Pages.notSignedIn(page));
    }
}
