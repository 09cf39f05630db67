package eu.onrecord.contract.consent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import eu.onrecord.contract.chat.ThreadId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One change in what a customer was told, or in what may be sent to them.
 *
 * @param legalEntity whose relationship, notice or suppression it is
 * @param channel where it happened
 * @param thread the thread it happened in, also Kafka's key
 * @param customer the random id of the customer within the legal entity
 * @param change what changed
 * @param state the state after the change, where there are states
 * @param reason the basis or the reason, a closed word
 * @param evidence the id of the event that shows it
 * @param disclosure which showing of which notice
 * @param threads all threads that are one conversation, where threads were linked
 * @param occurredAt when
 */
@RegisterForReflection
public record ConsentEvent(String legalEntity, String channel, ThreadId thread, UUID customer, Change change,
        String state, String reason, UUID evidence, Disclosure disclosure, List<ThreadId> threads,
        Instant occurredAt) {

    public ConsentEvent {
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(channel, "channel");
        requireNonNull(thread, "thread");
        requireNonNull(customer, "customer");
        requireNonNull(change, "change");
        requireNonNull(occurredAt, "occurredAt");
    }

    /**
     * One showing of a notice.
     *
     * @param id random
     * @param noticeVersion of the text
     * @param language of the text, BCP 47
     * @param occasion why it was shown
     */
    @RegisterForReflection
    public record Disclosure(UUID id, String noticeVersion, String language, String occasion) {
    }
}
