package eu.onrecord.consent.message;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Customers;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.gate.Decision;
import eu.onrecord.consent.gate.Gate;
import eu.onrecord.consent.gate.Purpose;
import eu.onrecord.consent.gate.ServiceWindow;
import eu.onrecord.consent.gate.Situation;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** How the desk and the CRM send. */
@Path("/messages")
public class MessageResource {
    private final Channels channels;
    private final Customers customers;
    private final IdentifierVault vault;
    private final SecurityIdentity identity;
    private final Clock clock;

    MessageResource(Channels channels, Customers customers, IdentifierVault vault, SecurityIdentity identity, Clock clock) {
        this.channels = channels;
        this.customers = customers;
        this.vault = vault;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * What is to be sent.
     *
     * @param customer the random id, as the desk was told
     * @param channel the channel to send over
     * @param purpose why
     * @param text at most what WhatsApp takes
     */
    public record Request(@NotNull UUID customer, @NotBlank String channel, @NotNull Purpose purpose,
            @NotBlank @Size(max = 4096) String text) {
        @Override
        public String toString() {
            return "Request[redacted]";
        }

        Request to(UUID current) {
            return new Request(current, channel, purpose, text);
        }
    }

    /** A message and how far it came; an error code where it failed. */
    public record Answer(UUID id, String state, String error) {
        static Answer of(OutboundMessage message) {
            return new Answer(message.id, message.state.word(), message.error);
        }
    }

    @POST
    @RolesAllowed({ "agent", "crm" })
    @Operation(summary = "Sends a message, if the gate allows it", description = "202: queued. 403: denied, with a reason. The same Idempotency-Key again gives the same message and sends nothing.")
    public Uni<RestResponse<Answer>> send(@RestHeader("Idempotency-Key") @NotBlank @Size(max = 100) String idempotencyKey,
            @Valid @NotNull Request request) {
        var author = identity.getPrincipal().getName();
        return Panache.withTransaction(() -> customers.current(request.customer()).map(request::to)
                .chain(current -> earlier(author, idempotencyKey, current)
                        .chain(earlier -> earlier != null ? Uni.createFrom().item(Outcome.allowed(earlier))
                                : decide(current, author, idempotencyKey))))
                .onFailure(ConstraintViolationException.class).retry().atMost(1).map(Outcome::answer);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ "agent", "crm" })
    @WithSession
    @Operation(summary = "How far a message came", description = "Uncertain: nobody knows whether it was sent. It is never sent again by itself.")
    public Uni<Answer> progress(UUID id) {
        return OutboundMessage.<OutboundMessage> findById(id)
                .onItem().ifNull().failWith(() -> ProblemType.MESSAGE_UNKNOWN.problem("There is no message with this id."))
                .map(Answer::of);
    }

    /** The decision is recorded also when it is no: so it is thrown after the transaction, not in it. */
    private record Outcome(OutboundMessage message, Decision denial) {
        static Outcome allowed(OutboundMessage message) {
            return new Outcome(message, null);
        }

        RestResponse<Answer> answer() {
            if (denial != null) {
                throw ProblemType.DENIED.builder(denial.reason().sentence()).with("reason", denial.reason().word()).build();
            }
            return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, Answer.of(message)).build();
        }
    }

    private Uni<OutboundMessage> earlier(String author, String idempotencyKey, Request request) {
        return OutboundMessage.<OutboundMessage> find("createdBy = ?1 and idempotencyKey = ?2", author, idempotencyKey)
                .firstResult().invoke(earlier -> {
                    if (earlier != null && !MessageDigest.isEqual(earlier.fingerprint, fingerprint(request))) {
                        throw ProblemType.IDEMPOTENCY_KEY_REUSED.problem("Use a new Idempotency-Key for a new message.");
                    }
                });
    }

    private Uni<Outcome> decide(Request request, String author, String idempotencyKey) {
        if (channels.find(request.channel()).isEmpty()) {
            throw ProblemType.REQUEST_INVALID.problem("No channel of this name is configured.");
        }
        return ChatThread.<ChatThread> find("customerId = ?1 and channel = ?2 order by lastInboundAt desc nulls last",
                request.customer(), request.channel()).firstResult()
                .onItem().ifNull()
                .failWith(() -> ProblemType.CUSTOMER_UNKNOWN.problem("This customer never wrote on this channel."))
                .chain(thread -> Relationship.<Relationship> findById(request.customer(), LockModeType.PESSIMISTIC_WRITE)
                        .chain(relationship -> {
                            var decision = Gate.decide(situation(request, thread, relationship));
                            return record(request, author, decision).chain(() -> decision.allowed()
                                    ? OutboundMessage.answer(thread, request.purpose(), request.text(), author, idempotencyKey,
                                            fingerprint(request), clock.instant()).<OutboundMessage> persist()
                                            .map(Outcome::allowed)
                                    : Uni.createFrom().item(new Outcome(null, decision)));
                        }));
    }

    /** By what the same request is known again when its text is gone. */
    private byte[] fingerprint(Request request) {
        return vault
                .fingerprint(request.customer() + "\n" + request.channel() + "\n" + request.purpose() + "\n" + request.text());
    }

    private Situation situation(Request request, ChatThread thread, Relationship relationship) {
        var window = new ServiceWindow(thread.lastInboundAt);
        return relationship == null
                ? new Situation(request.purpose(), RelationshipState.UNKNOWN, OptOut.NONE, null, false, window, clock.instant())
                : new Situation(request.purpose(), relationship.state, relationship.optOut, relationship.optedOutAt,
                        relationship.suspended, window, clock.instant());
    }

    private Uni<Integer> record(Request request, String author, Decision decision) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                insert into gate_decision (id, customer_id, channel, purpose, outcome, reason, rule_version, asked_by, at)
                values (:id, :customer, :channel, :purpose, :outcome, :reason, :version, :by, :at)""")
                .setParameter("id", UUID.randomUUID()).setParameter("customer", request.customer())
                .setParameter("channel", request.channel()).setParameter("purpose", request.purpose().name())
                .setParameter("outcome", decision.allowed() ? "ALLOW" : "DENY").setParameter("reason", decision.reason().word())
                .setParameter("version", Gate.RULE_VERSION).setParameter("by", author).setParameter("at", clock.instant())
                .executeUpdate());
    }
}
