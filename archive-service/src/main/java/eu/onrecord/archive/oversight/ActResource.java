package eu.onrecord.archive.oversight;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.perusal.Purpose;
import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/** Who read and searched what. */
@Path("/acts")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class ActResource {
    private final Oversight oversight;

    ActResource(Oversight oversight) {
        this.oversight = oversight;
    }

    @GET
    @Operation(summary = "Reads who read and searched what, in one legal entity and period", description = "For a stated purpose. A compliance-officer sees their own; a privacy-officer and an auditor see everybody's. reader is what an act told as reader, and names nobody. Looking at acts is recorded too.")
    public Uni<RestResponse<ActList>> read(@Context UriInfo uri, @RestQuery String purpose,
            @RestQuery("legal-entity") String legalEntity, @RestQuery String from, @RestQuery String to,
            @RestQuery UUID conversation, @RestQuery String reader, @RestQuery @DefaultValue("false") boolean refused,
            @RestQuery String after, @RestQuery @DefaultValue("200") @Min(1) @Max(500) int limit,
            @Context HttpServerResponse response) {
        Parameters.only(uri, "purpose", "legal-entity", "from", "to", "conversation", "reader", "refused", "after", "limit");
        var why = Purpose.of(purpose).word();
        var criteria = ActCriteria.of(legalEntity, from, to, conversation, reader, refused);
        var place = after == null ? null
                : Cursor.parse(after).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("after is what next said on the page before."));
        return oversight.read(criteria, why, place, limit, response::closed)
                .map(told -> RestResponse.ResponseBuilder.ok(told).header("Cache-Control", "no-store").build());
    }
}
