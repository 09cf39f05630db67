package eu.onrecord.consent.register;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.annotation.JsonProperty;

import eu.onrecord.consent.dossier.Dossier;
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

    /** What a check showed. */
    public enum Holder {
        /** Who had the number has it still. */
        @JsonProperty("same")
        SAME,
        @JsonProperty("somebody-else")
        SOMEBODY_ELSE
    }

    /**
     * A check of who holds a number.
     *
     * @param holder what it showed; the same, if it is not said
     * @param identifier which somebody else holds now
     * @param since from when; since the provider told of it, if it is not said
     */
    public record Verification(@NotBlank @Size(max = 500) String reason, Holder holder, @Valid GivenIdentifier identifier,
            Instant since) {
        @Override
        public String toString() {
            return "Verification[redacted]";
        }
    }

    /** Who was checked, and who holds the identifier now. */
    public record Verified(UUID customer, UUID holder) {
    }

    @POST
    @Path("/{customer}/verifications")
    @RolesAllowed({ "agent", "compliance-officer" })
    @Operation(summary = "Somebody checked who holds the number", description = "Ends a suspension. If somebody else holds it, they are another customer from then on: nobody known, told anew, and bound by what was asked for under it.")
    public Uni<Verified> verify(UUID customer, @Valid @NotNull Verification check) {
        var statement = Statement.seen(EvidenceKind.DESK, clock.instant(), check.reason());
        if (check.holder() != Holder.SOMEBODY_ELSE) {
            return registrations.about(customer, author(), (registrar, dossier) -> registrar.verified(dossier, statement))
                    .map(id -> new Verified(id, id));
        }
        if (check.identifier() == null) {
            throw ProblemType.REQUEST_INVALID.problem("Say which identifier somebody else holds.");
        }
        if (check.since() != null && check.since().isAfter(clock.instant())) {
            throw ProblemType.REQUEST_INVALID.problem("since is in the future.");
        }
        var identifier = RelationshipResource.identifier(check.identifier());
        var holder = new AtomicReference<UUID>();
        return registrations.about(customer, author(), (registrar, dossier) -> holder.set(registrar
                .separated(dossier, identifier, since(check, dossier), statement).id()))
                .map(id -> new Verified(id, holder.get()));
    }

    private Instant since(Verification check, Dossier dossier) {
        var told = check.since() == null ? dossier.relationship().suspendedAt : check.since();
        return told == null ? clock.instant() : told;
    }

    @POST
    @Path("/{customer}/identifier-removals")
    @RolesAllowed({ "compliance-officer", "privacy-officer" })
    @Operation(summary = "The customer is not known by an identifier any more", description = "GDPR Art. 16. What was asked for under it binds whoever has it.")
    public Uni<Taken> forget(UUID customer, @Valid @NotNull Removal removal) {
        var identifier = RelationshipResource.identifier(removal.identifier());
        var statement = Statement.seen(EvidenceKind.DESK, clock.instant(), removal.reason());
        return registrations.about(customer, author(),
                (registrar, dossier) -> registrar.forget(dossier, identifier, statement)).map(Taken::new);
    }

    /** An identifier that is wrong. */
    public record Removal(@NotBlank @Size(max = 500) String reason, @Valid @NotNull GivenIdentifier identifier) {
        @Override
        public String toString() {
            return "Removal[redacted]";
        }
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
