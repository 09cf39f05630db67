package eu.onrecord.consent.register;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.register.Registration.GivenIdentifier;
import eu.onrecord.consent.relationship.RelationshipState;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Who is a customer, on what basis, and what they were told. */
@Path("/relationships")
public class RelationshipResource {
    private final Views views;
    private final Registrations registrations;
    private final SecurityIdentity identity;

    RelationshipResource(Views views, Registrations registrations, SecurityIdentity identity) {
        this.views = views;
        this.registrations = registrations;
        this.identity = identity;
    }

    /** Whom to look for. */
    public record Search(@NotBlank String legalEntity, @Valid @NotNull GivenIdentifier identifier) {
    }

    /** What was put on record. */
    public record Registered(UUID customer, String state) {
    }

    @GET
    @RolesAllowed({ "agent", "crm", "compliance-officer", "privacy-officer", "auditor" })
    @Operation(summary = "The relationships of a legal entity, newest first", description = "Of one customer, by the random id or by the header Customer-Phone (E.164), which keeps the number out of addresses and logs; or by state.")
    public Uni<List<View>> list(@RestQuery String legalEntity, @RestQuery UUID customer, @RestQuery String state,
            @RestQuery String phone, @RestHeader("Customer-Phone") String customerPhone,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        if (phone != null) {
            throw ProblemType.IDENTIFIER_IN_URL.problem("A phone number goes into the header Customer-Phone.");
        }
        if (legalEntity == null) {
            throw ProblemType.REQUEST_INVALID.problem("The query parameter legalEntity is missing.");
        }
        if (customerPhone != null) {
            return views.of(legalEntity, identifier(new GivenIdentifier(Identifier.Kind.PHONE.word(), customerPhone)));
        }
        return customer == null ? views.byState(legalEntity, state(state), limit) : views.of(legalEntity, customer);
    }

    @POST
    @Path("/search")
    @RolesAllowed({ "agent", "crm", "compliance-officer", "privacy-officer", "auditor" })
    @Operation(summary = "The relationship with whoever has an identifier", description = "In the body, because it is personal data and addresses are logged.")
    public Uni<List<View>> search(@Valid @NotNull Search search) {
        return views.of(search.legalEntity(), identifier(search.identifier()));
    }

    @PUT
    @RolesAllowed("crm")
    @Operation(summary = "Puts a customer on record, with evidence", description = "The same again changes nothing. 422: the evidence shows no relationship, with the reason.")
    public Uni<Registered> register(@Valid @NotNull Registration registration) {
        return registrations.take(List.of(registration), identity.getPrincipal().getName()).map(results -> {
            if (results.get(0) instanceof Result.Refused refused) {
                throw ProblemType.EVIDENCE_REFUSED.problem(refused.sentence()).with("reason", refused.reason());
            }
            var registered = (Result.Registered) results.get(0);
            return new Registered(registered.customer(), registered.state());
        });
    }

    static Identifier identifier(GivenIdentifier given) {
        return GivenIdentifiers.read(List.of(given)).stream().findFirst().orElseThrow(() -> ProblemType.REQUEST_INVALID
                .problem("An identifier is a phone with its plus (phone), or a user-id, telegram or crm-id."));
    }

    private static RelationshipState state(String word) {
        return word == null ? null
                : RelationshipState.of(word).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("state is a word such as contacted-us or established."));
    }
}
