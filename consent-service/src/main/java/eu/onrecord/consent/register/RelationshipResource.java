package eu.onrecord.consent.register;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.consent.customer.Customers;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/** Who is a customer, on what basis, and what they were told. */
@Path("/relationships")
public class RelationshipResource {
    private final Customers customers;
    private final Disclosures disclosures;

    RelationshipResource(Customers customers, Disclosures disclosures) {
        this.customers = customers;
        this.disclosures = disclosures;
    }

    /** A relationship, with the disclosures that were made in it. */
    public record View(UUID customer, String legalEntity, String state, Instant since, String basis, UUID evidence,
            Instant lastContactAt, String optOut, Instant optedOutAt, boolean suspended, List<Shown> disclosures) {
    }

    /** A disclosure. */
    public record Shown(UUID id, String channel, String noticeVersion, String language, String occasion, String state,
            Instant createdAt, Instant changedAt, UUID evidence) {
    }

    @GET
    @RolesAllowed({ "agent", "crm", "compliance-officer", "privacy-officer", "auditor" })
    @WithSession
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
        return customer(legalEntity, customer, customerPhone)
                .chain(wanted -> wanted.isPresent() ? of(legalEntity, wanted.get())
                        : customerPhone != null ? Uni.createFrom().item(List.<Relationship> of())
                                : byState(legalEntity, state(state), limit))
                .chain(this::withDisclosures);
    }

    private Uni<Optional<UUID>> customer(String legalEntity, UUID customer, String phone) {
        if (phone == null && customer != null) {
            return customers.current(customer).map(Optional::of);
        }
        return phone == null ? Uni.createFrom().item(Optional.empty())
                : customers.find(legalEntity, new Identifier(Identifier.Kind.PHONE, phone));
    }

    private static RelationshipState state(String word) {
        return word == null ? null
                : Arrays.stream(RelationshipState.values()).filter(state -> state.word().equals(word)).findFirst()
                        .orElseThrow(() -> ProblemType.REQUEST_INVALID
                                .problem("state is a word such as contacted-us or established."));
    }

    private static Uni<List<Relationship>> of(String legalEntity, UUID customer) {
        return Relationship.list("customerId = ?1 and legalEntity = ?2", customer, legalEntity);
    }

    private static Uni<List<Relationship>> byState(String legalEntity, RelationshipState state, int limit) {
        var found = state == null
                ? Relationship.<Relationship> find("legalEntity = ?1 order by since desc, customerId", legalEntity)
                : Relationship.<Relationship> find("legalEntity = ?1 and state = ?2 order by since desc, customerId",
                        legalEntity,
                        state);
        return found.page(0, limit).list();
    }

    private Uni<List<View>> withDisclosures(List<Relationship> found) {
        return disclosures.of(found.stream().map(relationship -> relationship.customerId).toList())
                .map(shown -> found.stream().map(relationship -> view(relationship, shown)).toList());
    }

    private static View view(Relationship it, List<Disclosure> shown) {
        return new View(it.customerId, it.legalEntity, it.state.word(), it.since, it.basis, it.evidence, it.lastContactAt,
                it.optOut.word(), it.optedOutAt, it.suspended,
                shown.stream().filter(disclosure -> disclosure.customerId.equals(it.customerId)).map(disclosure -> new Shown(
                        disclosure.id, disclosure.channel, disclosure.noticeVersion, disclosure.language, disclosure.occasion,
                        disclosure.state.word(), disclosure.createdAt, disclosure.changedAt, disclosure.evidence)).toList());
    }
}
