package eu.onrecord.contract.consent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import eu.onrecord.contract.chat.ThreadId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One change in what a customer was told, or in what may be sent to them.
 *
 * @param legalEntity whose relationship, notice or suppression it is
 * @param channel where it happened; {@link #NO_CHANNEL} for whom only the CRM knows
 * @param thread the thread it happened in, also Kafka's key; for whom only the CRM knows, the customer's id without hyphens
 * @param customer the random id of the customer within the legal entity; where customers were separated, the new holder
 * @param change what changed
 * @param state the state after the change, where there are states
 * @param reason the basis or the reason, a closed word
 * @param evidence the id of the event that shows it
 * @param disclosure which showing of which notice
 * @param threads all threads that are one conversation, where threads were linked
 * @param occurredAt when
 * @param since where customers were separated, the moment from which the thread is the new holder's
 * @param revision of which threads are one customer's, counted per customer: of each
 *        channel the highest counts, in whatever order they come
 * @param refusal what was refused, where something was
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentEvent(String legalEntity, String channel, ThreadId thread, UUID customer, Change change,
        String state, String reason, UUID evidence, Disclosure disclosure, List<ThreadId> threads,
        Instant occurredAt, Instant since, Long revision, Refusal refusal) {
    /** The channel of whom only the CRM knows; no channel may have this name. */
    public static final String NO_CHANNEL = "none";

    /**
     * For whoever reads a configuration.
     *
     * @param name of a channel
     * @throws IllegalStateException if no channel may have it
     */
    public static void requireFree(String name) {
        if (name.equals(NO_CHANNEL)) {
            throw new IllegalStateException("onrecord.channels.none: no channel may be called none, which stands in events for"
                    + " customers who never wrote. Give it another name; it is permanent.");
        }
    }

    public ConsentEvent {
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(channel, "channel");
        requireNonNull(thread, "thread");
        requireNonNull(customer, "customer");
        requireNonNull(change, "change");
        requireNonNull(occurredAt, "occurredAt");
    }

    /** A change that separates nobody and refuses nothing. */
    public ConsentEvent(String legalEntity, String channel, ThreadId thread, UUID customer, Change change, String state,
            String reason, UUID evidence, Disclosure disclosure, List<ThreadId> threads, Instant occurredAt) {
        this(legalEntity, channel, thread, customer, change, state, reason, evidence, disclosure, threads, occurredAt, null,
                null, null);
    }

    /**
     * One showing of a notice.
     *
     * @param id random
     * @param noticeVersion of the text
     * @param language of the text, BCP 47
     * @param occasion why it was shown
     * @param noticeHash SHA-256 of what was shown, UTF-8, in lower-case hex
     * @param purpose what the customer was told that the chat is kept for, in the notice's words
     * @param retention what they were told of how long
     * @param state how far the showing came; the same as the event's state, from a closed list
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Disclosure(UUID id, String noticeVersion, String language, String occasion, String noticeHash,
            String purpose, Retention retention, DisclosureState state) {
        public Disclosure {
            requireNonNull(id, "id");
            requireNonNull(noticeVersion, "noticeVersion");
            requireNonNull(language, "language");
            requireNonNull(occasion, "occasion");
        }
    }

    /**
     * How long a chat is kept, as the customer was told. The archive may keep it shorter; longer only for a hold, a legal
     * obligation or an open claim.
     *
     * @param period how long
     * @param from after what; null for a word that is newer than the reader
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Retention(Period period, From from) {
        public Retention {
            requireNonNull(period, "period");
        }

        /** After what a retention period begins. */
        @RegisterForReflection
        public enum From {
            /** Each message has its own. */
            @JsonProperty("message")
            MESSAGE,
            /** The last contact that the customer began. */
            @JsonProperty("last-contact")
            LAST_CONTACT,
            @JsonProperty("relationship-end")
            RELATIONSHIP_END
        }
    }
}
