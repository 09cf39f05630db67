package eu.onrecord.consent.gate;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** How the desk and the CRM send, and ask whether they could. */
@Path("/messages")
public class MessageResource {
    private final Requests requests;
    private final SecurityIdentity identity;
    private final Clock clock;

    MessageResource(Requests requests, SecurityIdentity identity, Clock clock) {
        this.requests = requests;
        this.identity = identity;
        this.clock = clock;
    }

    /** A message and how far it came; what it waits for, or why it failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(UUID id, String state, String error, String waitsFor) {
        static Answer of(OutboundMessage message) {
            var held = message.state == Delivery.HELD;
            return new Answer(message.id, message.state.word(), held ? null : message.error, held ? message.error : null);
        }
    }

    /** What the gate says to a message that is not sent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verdict(String verdict, String reason, String sentence, int ruleVersion, Instant windowClosesAt) {
    }

    @POST
    @RolesAllowed({ "agent", "crm" })
    @Operation(summary = "Sends a message, if the gate allows it", description = "202: queued, or held, with what it waits for. 403: denied, with a reason. The same Idempotency-Key again gives the same message and sends nothing.")
    public Uni<RestResponse<Answer>> send(@RestHeader("Idempotency-Key") @NotBlank @Size(max = 100) String idempotencyKey,
            @Valid @NotNull MessageRequest request) {
        return requests.send(request, identity.getPrincipal().getName(), idempotencyKey, clock.instant())
                .map(MessageResource::answer);
    }

    @POST
    @Path("/decision")
    @RolesAllowed({ "agent", "crm" })
    @Operation(summary = "What the gate would say to a message", description = "Nothing is sent and nothing is recorded.")
    public Uni<Verdict> decide(@Valid @NotNull MessageRequest request) {
        return requests.decide(request, clock.instant()).map(decided -> new Verdict(
                decided.decision().verdict().name().toLowerCase(Locale.ROOT), decided.decision().reason().word(),
                decided.decision().reason().sentence(), Gate.RULE_VERSION, decided.windowClosesAt().orElse(null)));
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
    private static RestResponse<Answer> answer(Requests.Sent sent) {
        Optional<OutboundMessage> message = sent.message();
        if (message.isEmpty()) {
            throw ProblemType.DENIED.problem(sent.decision().reason().sentence())
                    .with("reason", sent.decision().reason().word())
                    .with("ruleVersion", Gate.RULE_VERSION);
        }
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, Answer.of(message.get())).build();
    }
}
