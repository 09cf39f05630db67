package eu.onrecord.archive.perusal;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.ConversationRecords.View;
import eu.onrecord.archive.record.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/** Finding and reading conversations. */
@Path("/conversations")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class ConversationResource {
    private static final String CUSTOMER_PHONE = "Customer-Phone";
    private static final String CUSTOMER_ID = "Customer-Id";
    private static final String SEARCH_PURPOSE = "search";

    private final Perusal perusal;
    private final Clock clock;

    ConversationResource(Perusal perusal, Clock clock) {
        this.perusal = perusal;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Finds conversations by customer, period and state", description = "The customer's phone number goes into the header Customer-Phone, with its country code, and any other identifier into Customer-Id: that keeps them out of addresses and logs. Without a criterion: what the caller read last, at most fifty. The search is recorded.")
    public Uni<RestResponse<List<Found>>> find(@Context HttpHeaders headers, @Context UriInfo uri,
            @RestQuery String from, @RestQuery String to, @RestQuery String state, @RestQuery String purpose,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit, @Context HttpServerResponse response) {
        Parameters.only(uri, "from", "to", "state", "purpose", "limit");
        var why = purpose == null ? SEARCH_PURPOSE : Purpose.of(purpose).word();
        var criteria = Criteria.of(HeaderText.of(headers.getRequestHeader(CUSTOMER_PHONE)),
                HeaderText.of(headers.getRequestHeader(CUSTOMER_ID)), from, to,
                state, clock.instant());
        return perusal.find(criteria, why, limit, response::closed).map(ConversationResource::answer);
    }

    @GET
    @Path("/{id}/transcript")
    @Operation(summary = "Reads a conversation", description = "For a stated purpose. 409 while the customer is not proven to have been told. The read is recorded before the answer. The view messages shows what was done to a message with it; the view records shows each record by itself, in the order in which it happened, and leaves none out.")
    public Uni<RestResponse<Transcript>> transcript(UUID id, @Context UriInfo uri, @RestQuery String purpose,
            @RestQuery String after, @RestQuery @DefaultValue("messages") String view,
            @RestQuery @DefaultValue("500") @Min(1) @Max(1000) int limit, @Context HttpServerResponse response) {
        Parameters.only(uri, "purpose", "after", "view", "limit");
        var why = Purpose.of(purpose);
        var place = after == null ? null
                : Cursor.parse(after).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("after is what next said on the page before."));
        var chosen = view(view);
        return perusal.read(id, why, chosen, place, limit, response::closed).map(ConversationResource::answer);
    }

    private static View view(String word) {
        return switch (word) {
            case "messages" -> View.MESSAGES;
            case "records" -> View.RECORDS;
            default -> throw ProblemType.REQUEST_INVALID.problem("view is messages or records.");
        };
    }

    /** Nothing of it stays behind on its way. */
    private static <T> RestResponse<T> answer(T told) {
        return RestResponse.ResponseBuilder.ok(told).header("Cache-Control", "no-store").build();
    }
}
