package eu.onrecord.consent.register;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.consent.evidence.Assessment;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.register.Registration.GivenIdentifier;
import eu.onrecord.consent.relationship.OptOut;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/**
 * What customers want, where they said it somewhere else than in the chat: every request to stop counts, "on or off WhatsApp"
 * (WhatsApp Business Messaging Policy).
 */
@Path("/relationships")
public class WishResource {
    private final Registrations registrations;
    private final SecurityIdentity identity;
    private final Clock clock;

    WishResource(Registrations registrations, SecurityIdentity identity, Clock clock) {
        this.registrations = registrations;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * A wish.
     *
     * @param identifier whose; somebody who is not known yet is kept all the same, so that nobody writes to them later
     * @param scope {@code marketing} or {@code all}
     * @param source {@code phone-call}, {@code letter} or {@code desk}
     * @param occurredAt when; now, if it is not said
     * @param reference where it can be looked up; an opt-in needs one (GDPR Art. 7(1)), a request to stop counts without
     */
    public record Wish(@NotBlank String legalEntity, @Valid @NotNull GivenIdentifier identifier, @NotBlank String scope,
            @NotBlank String source, Instant occurredAt, @Size(max = 500) String reference) {
        @Override
        public String toString() {
            return "Wish[redacted]";
        }
    }

    /** Whose wish it is. */
    public record Taken(UUID customer) {
    }

    /** Why something is done with a customer's data. */
    public record Reason(@NotBlank @Size(max = 500) String reason) {
    }

    /** Whether data are only kept. */
    public record Restriction(boolean restricted, @NotBlank @Size(max = 500) String reason) {
    }

    @POST
    @Path("/opt-outs")
    @RolesAllowed({ "agent", "crm", "compliance-officer", "privacy-officer" })
    @Operation(summary = "The customer wants fewer messages, or none", description = "What is queued to them is cancelled. The earliest time counts.")
    public Uni<Taken> optOut(@Valid @NotNull Wish wish) {
        return take(wish, false);
    }

    @POST
    @Path("/opt-ins")
    @RolesAllowed({ "agent", "crm", "compliance-officer" })
    @Operation(summary = "The customer wants messages again", description = "Permissions that were withdrawn do not come back by it: they need evidence of their own.")
    public Uni<Taken> optIn(@Valid @NotNull Wish wish) {
        return take(wish, true);
    }

    @POST
    @Path("/{customer}/verifications")
    @RolesAllowed({ "agent", "compliance-officer" })
    @Operation(summary = "Somebody checked who holds the number", description = "Ends a suspension.")
    public Uni<Taken> verify(UUID customer, @Valid @NotNull Reason reason) {
        var statement = Statement.seen(EvidenceKind.DESK, clock.instant(), reason.reason());
        return registrations.about(customer, author(), (registrar, dossier) -> registrar.verified(dossier, statement))
                .map(Taken::new);
    }

    @PUT
    @Path("/{customer}/restriction")
    @RolesAllowed("privacy-officer")
    @Operation(summary = "The customer's data are only kept, or are used again", description = "GDPR Art. 18.")
    public Uni<Taken> restrict(UUID customer, @Valid @NotNull Restriction restriction) {
        var statement = Statement.seen(EvidenceKind.DESK, clock.instant(), restriction.reason());
        return registrations.about(customer, author(),
                (registrar, dossier) -> registrar.restrict(dossier, restriction.restricted(), statement)).map(Taken::new);
    }

    private Uni<Taken> take(Wish wish, boolean in) {
        var scope = OptOut.of(wish.scope()).filter(known -> known != OptOut.NONE)
                .orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("scope is marketing or all."));
        var source = EvidenceKind.of(wish.source()).filter(EvidenceKind::isWishFromOutside)
                .orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("source is phone-call, letter or desk."));
        if (in && (wish.reference() == null || wish.reference().isBlank())) {
            throw ProblemType.REQUEST_INVALID.problem("An opt-in needs a reference: it must be possible to show it.");
        }
        var at = wish.occurredAt() == null ? clock.instant() : wish.occurredAt();
        if (at.isAfter(clock.instant().plus(Assessment.CLOCK_SKEW))) {
            throw ProblemType.REQUEST_INVALID.problem("occurredAt is in the future.");
        }
        at = at.isAfter(clock.instant()) ? clock.instant() : at;
        var identifier = RelationshipResource.identifier(wish.identifier());
        var statement = Statement.seen(source, at, wish.reference());
        return registrations.open(wish.legalEntity(), List.of(identifier), author(),
                (registrar, dossier) -> registrar.wish(dossier, in, scope, statement)).map(Taken::new);
    }

    private String author() {
        return identity.getPrincipal().getName();
    }
}
