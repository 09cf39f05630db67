package eu.onrecord.consent.register;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.Relationship;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A relationship, with what it allows and the disclosures that were made in it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record View(UUID customer, String legalEntity, String state, Instant since, String basis, UUID evidence,
        Instant lastContactAt, List<String> permissions, String optOut, Instant optedOutAt, boolean suspended,
        boolean restricted, List<Shown> disclosures) {

    /** A disclosure. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(UUID id, String channel, String noticeVersion, String language, String occasion, String state,
            Instant createdAt, Instant changedAt, UUID evidence) {
    }

    static View of(Relationship it, List<Disclosure> shown) {
        return new View(it.customerId, it.legalEntity, it.state.word(), it.since, it.basis, it.evidence, it.lastContactAt,
                it.permissions().stream().map(Purpose::word).sorted().toList(), it.wishes.optOut.word(), it.wishes.optedOutAt,
                it.suspended,
                it.restricted,
                shown.stream().filter(disclosure -> disclosure.customerId.equals(it.customerId))
                        .map(disclosure -> new Shown(disclosure.id, disclosure.channel, disclosure.noticeVersion,
                                disclosure.language, disclosure.occasion, disclosure.state.word(), disclosure.createdAt,
                                disclosure.changedAt, disclosure.evidence))
                        .toList());
    }
}
