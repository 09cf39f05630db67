package eu.onrecord.archive.perusal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.ConversationRecords.View;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/** Finding and reading conversations. */
@Path("/conversations")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class ConversationResource {
    /** Whoever has no legal entity searched all the same, and found nothing. */
    private static final Set<String> NONE = Set.of(Acts.NO_LEGAL_ENTITY);
    private static final String CUSTOMER_PHONE = "Customer-Phone";
    private static final String CUSTOMER_ID = "Customer-Id";
    private static final String SEARCH_PURPOSE = "search";

    private final LegalEntities legalEntities;
    private final Search search;
    private final TranscriptPages pages;
    private final Readable readable;
    private final LastRead lastRead;
    private final Acts acts;
    private final Clock clock;

    ConversationResource(LegalEntities legalEntities, Search search, TranscriptPages pages, Readable readable,
            LastRead lastRead, Acts acts, Clock clock) {
        this.legalEntities = legalEntities;
        this.search = search;
        this.pages = pages;
        this.readable = readable;
        this.lastRead = lastRead;
        this.acts = acts;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Finds conversations by customer, period and state", description = "The customer's phone number goes into the header Customer-Phone, with its country code, and any other identifier into Customer-Id: that keeps them out of addresses and logs. Without a criterion: what the caller read last, at most fifty. The search is recorded.")
    public Uni<RestResponse<List<Search.Found>>> find(@Context HttpHeaders headers, @Context UriInfo uri,
            @RestQuery String from, @RestQuery String to, @RestQuery String state, @RestQuery String purpose,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit, @Context HttpServerResponse response) {
        Parameters.only(uri, "from", "to", "state", "purpose", "limit");
        var why = purpose == null ? SEARCH_PURPOSE : Purpose.of(purpose).word();
        var criteria = Criteria.of(headers.getRequestHeader(CUSTOMER_PHONE), headers.getRequestHeader(CUSTOMER_ID), from, to,
                state, clock.instant());
        var seen = legalEntities.ofCaller();
        return (criteria.isNone() ? search.lastRead(lastRead.reader(), criteria.state(), Math.min(limit, LastRead.MOST), seen)
                : search.find(criteria, limit, seen, new Asker(response::closed)))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.SEARCHED, why, Acts.NO_LEGAL_ENTITY, List.of()))
                .call(found -> searched(why, criteria, seen, found)).map(ConversationResource::answer);
    }

    /** An act of each legal entity that was looked into; of none, where the caller has none. */
    private Uni<Void> searched(String why, Criteria criteria, Set<String> seen, List<Search.Found> found) {
        var ids = found.stream().map(Search.Found::id).toList();
        var customer = criteria.customer() == null ? null : criteria.customer().get(0);
        return (customer == null ? Uni.createFrom().item(Map.<UUID, String> of()) : search.threads(ids)).chain(threads -> {
            var ofEach = new TreeMap<String, Acts.Found>();
            (seen.isEmpty() ? NONE : seen).forEach(entity -> {
                var its = found.stream().filter(it -> it.legalEntity().equals(entity)).map(Search.Found::id).toList();
                ofEach.put(entity,
                        new Acts.Found(its, its.stream().map(threads::get).filter(Objects::nonNull).findFirst().orElse(null)));
            });
            return acts.searched(why, criteria.words(), customer, ofEach);
        });
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
        return readable.conversation(id, Deed.READ, why).chain(conversation -> pages
                .page(conversation, chosen, place, limit, new Asker(response::closed))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id)))
                .call(transcript -> acts.record(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id),
                        List.of(new Count("entries", transcript.entries().size())), Outcome.DONE))
                .call(() -> lastRead.note(conversation.id))).map(ConversationResource::answer);
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
