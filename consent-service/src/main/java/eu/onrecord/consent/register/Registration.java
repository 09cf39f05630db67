package eu.onrecord.consent.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.relationship.Purpose;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the CRM says of a customer.
 *
 * @param identifiers all that they are known by; if several customers have them, those are one from now on
 * @param language which they read: a BCP 47 tag; it counts where the notice exists in it
 * @param evidence of the relationship
 * @param endedAt when the relationship ended
 * @param merge that people with different phone numbers are one, which needs evidence
 */
@RegisterForReflection
public record Registration(@NotBlank @Size(max = 100) String legalEntity,
        @NotEmpty @Size(max = 20) List<@Valid @NotNull GivenIdentifier> identifiers,
        @Pattern(regexp = Language.TAG) @Size(max = 35) String language, @Valid GivenEvidence evidence, Instant endedAt,
        boolean merge) {

    /** Something that they are known by: {@code phone}, {@code user-id}, {@code telegram}, {@code crm-id}. */
    @RegisterForReflection
    public record GivenIdentifier(@NotBlank String kind, @NotBlank @Size(max = 256) String value) {
        @Override
        public String toString() {
            return "GivenIdentifier[" + kind + ", redacted]";
        }
    }

    /**
     * What shows the relationship; which of it is needed depends on the kind.
     *
     * @param kind {@code order}, {@code contract}, {@code quote}, {@code web-form}, {@code paper}, {@code click-to-chat}
     * @param purposes what the customer agreed to
     */
    @RegisterForReflection
    public record GivenEvidence(@NotBlank String kind, Instant occurredAt, @Size(max = 500) String reference,
            @Size(max = 100) String formVersion, @Size(max = 10_000) String textShown, Set<@NotNull Purpose> purposes,
            boolean objectionOffered) {
        @Override
        public String toString() {
            return "GivenEvidence[" + kind + ", redacted]";
        }
    }

    @Override
    public String toString() {
        return "Registration[redacted]";
    }
}
