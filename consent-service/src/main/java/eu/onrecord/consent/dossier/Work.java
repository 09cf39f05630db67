package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.Refusal;

/**
 * What one transaction works on, and what follows from it.
 *
 * @param dossiers of the customers that are concerned
 * @param sent messages of ours that are told about
 * @param then what is to be written besides
 * @param now the moment of all decisions
 */
public record Work(Dossiers dossiers, SentMessages sent, Consequences then, Instant now) {

    /**
     * Publishes a change in a conversation.
     *
     * @param evidence the id of what shows it; null where it is our own doing
     */
    public void publish(Change change, Dossier dossier, String channel, String thread, String state, String reason,
            UUID evidence, Instant at) {
        then.publish(new ConsentEvent(dossier.customer().legalEntity, channel, new ThreadId(thread), dossier.id(), change,
                state, reason, evidence, null, null, at), now);
    }

    /**
     * Does and publishes what time alone has done to each relationship by now, whoever looks first.
     *
     * @param clocks by legal entity; one that is configured no more has none
     */
    void age(Map<String, Clocks> clocks) {
        dossiers.all().forEach(dossier -> Optional.ofNullable(clocks.get(dossier.customer().legalEntity))
                .filter(it -> dossier.relationship().aged(it, now))
                .ifPresent(aged -> publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier,
                        dossier.relationship().state.word(), "silence", null, dossier.relationship().since)));
    }

    /** Publishes which threads are one conversation from now on; once, when all is decided. */
    public void publishLinks() {
        dossiers.linked().forEach(linked -> {
            var threads = linked.threads().stream().map(ThreadId::new).toList();
            var revision = ++linked.dossier().customer().revision;
            then.publish(new ConsentEvent(linked.dossier().customer().legalEntity, linked.thread().channel,
                    new ThreadId(linked.thread().id),
                    linked.dossier().id(), Change.THREADS_LINKED, null, null, null, null, threads, now, null, revision, null),
                    now);
        });
    }

    /**
     * Publishes that threads are somebody else's from now on.
     *
     * @param holder the new one
     * @param since from when
     */
    public void publishSeparation(Dossier holder, Instant since, UUID evidence) {
        holder.threads().forEach(thread -> then.publish(new ConsentEvent(holder.customer().legalEntity, thread.channel,
                new ThreadId(thread.id), holder.id(), Change.CUSTOMERS_SEPARATED, null, "somebody-else", evidence, null, null,
                now,
                since, ++holder.customer().revision, null), now));
    }

    /** Publishes that the threads of a number are those of somebody else who is known, since their number changed. */
    public void publishHandedOver() {
        dossiers.handedOver().forEach(it -> {
            var holder = dossiers.find(it.holder().id()).orElseThrow();
            then.publish(new ConsentEvent(holder.customer().legalEntity, it.thread().channel, new ThreadId(it.thread().id),
                    holder.id(), Change.CUSTOMERS_SEPARATED, null, "number-changed", null, null, null, now, now,
                    ++holder.customer().revision, null), now);
        });
    }

    /** Publishes that a message may not go. */
    public void publishRefusal(Dossier dossier, String channel, String thread, Refusal refusal) {
        then.publish(new ConsentEvent(dossier.customer().legalEntity, channel, new ThreadId(thread), dossier.id(),
                Change.SEND_REFUSED, null, null, null, null, null, now, null, null, refusal), now);
    }

    /**
     * Publishes a change that no thread told of, in every conversation of the customer. Whom only the CRM knows has none, and a
     * key of their own.
     */
    public void publishEverywhere(Change change, Dossier dossier, String state, String reason, UUID evidence, Instant at) {
        if (dossier.threads().isEmpty()) {
            publish(change, dossier, ConsentEvent.NO_CHANNEL, dossier.id().toString().replace("-", ""), state, reason, evidence,
                    at);
        }
        dossier.threads().stream().map(thread -> thread.channel).distinct()
                .forEach(channel -> dossier.lastThreadOn(channel)
                        .ifPresent(thread -> publish(change, dossier, channel, thread.id, state, reason, evidence, at)));
    }

    /** Somebody of whom nothing else is kept wants less. */
    public void suppress(Suppression suppression) {
        dossiers.suppress(suppression);
        then.suppress(suppression);
    }

    /** What makes keyed hashes, and seals. */
    public IdentifierVault vault() {
        return dossiers.vault();
    }

    /** Who was found to be somebody else while decisions were taken is so in what follows from them too. */
    void useCurrentCustomers() {
        then.messages().forEach(message -> message.customerId = current(message.customerId));
        then.deskEvents().replaceAll(event -> event.withCustomer(current(event.customer())));
        then.disclosures().forEach(disclosure -> disclosure.customerId = current(disclosure.customerId));
    }

    private UUID current(UUID customer) {
        return dossiers.find(customer).map(Dossier::id).orElse(customer);
    }
}
