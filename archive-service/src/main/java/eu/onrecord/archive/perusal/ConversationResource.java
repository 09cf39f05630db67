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

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.conversation.ConversationState;
import eu.onrecord.archive.media.MediaFiles;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Finding and reading conversations. */
@Path("/conversations")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class ConversationResource {
    /** Whoever has no legal entity searched all the same, and found nothing. */
    private static final Set<String> NONE = Set.of("-");
    private static final String CUSTOMER_PHONE = "Customer-Phone";
    private static final String CUSTOMER_ID = "Customer-Id";
    private static final String SEARCH_PURPOSE = "search";

    private final LegalEntities legalEntities;
    private final Search search;
    private final TranscriptPages pages;
    private final MediaFiles media;
    private final LastRead lastRead;
    private final Acts acts;
    private final Clock clock;

    ConversationResource(LegalEntities legalEntities, Search search, TranscriptPages pages, MediaFiles media,
            LastRead lastRead, Acts acts, Clock clock) {
        this.legalEntities = legalEntities;
        this.search = search;
        this.pages = pages;
        this.media = media;
        this.lastRead = lastRead;
        this.acts = acts;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Finds conversations by customer, period and state", description = "The customer's phone number goes into the header Customer-Phone, with its country code, and any other identifier into Customer-Id: that keeps them out of addresses and logs. Without a criterion: what the caller read last, at most fifty. The search is recorded.")
    public Uni<List<Search.Found>> find(@Context HttpHeaders headers, @RestQuery String phone,
            @RestQuery String from, @RestQuery String to, @RestQuery String state, @RestQuery String purpose,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        if (phone != null) {
            throw ProblemType.IDENTIFIER_IN_URL.problem("A phone number goes into the header Customer-Phone.");
        }
        var why = purpose == null ? SEARCH_PURPOSE : Purpose.of(purpose).word();
        var criteria = Criteria.of(headers.getRequestHeader(CUSTOMER_PHONE), headers.getRequestHeader(CUSTOMER_ID), from, to,
                state, clock.instant());
        var seen = legalEntities.ofCaller();
        return (criteria.isNone() ? search.lastRead(lastRead.reader(), criteria.state(), Math.min(limit, LastRead.MOST), seen)
                : search.find(criteria, limit, seen)).call(found -> searched(why, criteria, seen, found));
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
    @Operation(summary = "Reads a conversation", description = "For a stated purpose. 409 while the customer is not proven to have been told. The read is recorded before the answer.")
    public Uni<Transcript> transcript(UUID id, @RestQuery String purpose, @RestQuery String after,
            @RestQuery @DefaultValue("500") @Min(1) @Max(1000) int limit) {
        var why = Purpose.of(purpose);
        var place = after == null ? Cursor.START
                : Cursor.parse(after).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("after is what next said on the page before."));
        return readable(id, why).chain(conversation -> pages.page(conversation, place, limit)
                .call(transcript -> acts.record(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id),
                        List.of(new Count("entries", transcript.entries().size())), Outcome.DONE))
                .call(() -> lastRead.note(conversation.id)));
    }

    @GET
    @Path("/{id}/media/{mediaId}")
    @Operation(summary = "Reads a file of a conversation", description = "For a stated purpose; recorded like any read.")
    public Uni<RestResponse<byte[]>> file(UUID id, UUID mediaId, @RestQuery String purpose) {
        var why = Purpose.of(purpose);
        return readable(id, why).chain(conversation -> media.find(conversation.id, mediaId).chain(found -> {
            if (found.isEmpty() || !found.get().isKept()) {
                return acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity, List.of(conversation.id, mediaId),
                        List.of(), Outcome.REFUSED).map(recorded -> {
                            throw found.isEmpty()
                                    ? ProblemType.MEDIA_UNKNOWN.problem("The conversation has no file with this id.")
                                    : ProblemType.MEDIA_NOT_KEPT.problem("The provider has not given it.")
                                            .with("reason", found.get().state());
                        });
            }
            return media.bytes(mediaId).onFailure().call(failure -> acts.record(Deed.FILE_READ, why.word(),
                    conversation.legalEntity, List.of(conversation.id, mediaId), List.of(),
                    failure instanceof Problem ? Outcome.REFUSED : Outcome.FAILED))
                    .call(bytes -> acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity,
                            List.of(conversation.id, mediaId), List.of(new Count("bytes", bytes.length)), Outcome.DONE))
                    .map(bytes -> RestResponse.ResponseBuilder.ok(bytes).type(safe(found.get().mimeType()))
                            .header("Content-Disposition", "attachment").header("X-Content-Type-Options", "nosniff")
                            .build());
        }));
    }

    private Uni<Conversation> readable(UUID id, Purpose why) {
        var seen = legalEntities.ofCaller();
        return Panache.withSession(() -> kept(id)).onFailure(Problem.class).call(() -> acts.record(Deed.READ, why.word(), "-",
                List.of(id), List.of(), Outcome.REFUSED)).call(conversation -> seen.contains(conversation.legalEntity)
                        ? Uni.createFrom().voidItem()
                        : refused(conversation, why).invoke(() -> {
                            throw unknown();
                        }))
                .chain(conversation -> conversation.state == ConversationState.RELEASED
                        ? Uni.createFrom().item(conversation)
                        : refused(conversation, why).map(recorded -> {
                            throw ProblemType.NOTICE_NOT_PROVEN
                                    .problem("The customer is not proven to have been told that the chat is kept. "
                                            + "It can be read when the recording notice was delivered.")
                                    .with("reason", "notice-not-proven").with("pendingSince", conversation.openedAt.toString());
                        }));
    }

    private Uni<Void> refused(Conversation conversation, Purpose why) {
        return acts.record(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id), List.of(),
                Outcome.REFUSED);
    }

    /** A conversation that was taken in by another is read there. */
    private static Uni<Conversation> kept(UUID id) {
        return Conversation.<Conversation> findById(id).chain(found -> {
            if (found == null) {
                throw unknown();
            }
            return found.mergedInto == null ? Uni.createFrom().item(found) : kept(found.mergedInto);
        });
    }

    /** Also of another legal entity's: nobody learns that there is one. */
    private static Problem unknown() {
        return ProblemType.CONVERSATION_UNKNOWN.problem("There is no conversation with this id.");
    }

    /** What a customer sent is never shown as something that runs in a browser. */
    private static String safe(String mimeType) {
        return mimeType != null && mimeType.matches("(image/(jpeg|png|webp)|audio|video)[a-z0-9/.+-]*") ? mimeType
                : "application/octet-stream";
    }
}
