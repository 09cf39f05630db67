package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.desk.DeskEvent;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.contract.consent.ConsentEvent;

/** What follows from a decision, collected while decisions are taken and written in the same transaction. */
public final class Consequences {
    private final List<Publication> publications = new ArrayList<>();
    private final List<DeskEvent> deskEvents = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<OutboundMessage> messages = new ArrayList<>();
    private final Set<OutboundMessage> changedMessages = new LinkedHashSet<>();
    private final List<Disclosure> disclosures = new ArrayList<>();
    private final Set<Disclosure> changedDisclosures = new LinkedHashSet<>();
    private final Set<UUID> silenced = new LinkedHashSet<>();
    private final Set<UUID> cancelledNotices = new LinkedHashSet<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<Told> early = new ArrayList<>();

    /** An event goes to Kafka. */
    public void publish(Publication publication) {
        publications.add(publication);
    }

    /** A change of consent goes to Kafka, and what an agent should know of it to the desk. */
    public void publish(ConsentEvent event, Instant now) {
        var publication = Publication.of(event, now);
        publish(publication);
        if (DeskEvent.isNews(event)) {
            tell(DeskEvent.ofConsent(publication.id(), event));
        }
    }

    /** The desk of the channel is told, if it has one. */
    public void tell(DeskEvent event) {
        deskEvents.add(event);
    }

    /**
     * The desk is told how far a message of its own came; of notices and confirmations it is not.
     *
     * @param id of what told it
     */
    public void tellDesk(UUID id, OutboundMessage message) {
        if (message.kind == OutboundMessage.Kind.ANSWER) {
            tell(DeskEvent.ofMessage(id, message));
        }
    }

    /** Evidence goes on record; the same again changes nothing. */
    public void record(Evidence line) {
        evidence.add(line);
    }

    /** A message is queued. */
    public void send(OutboundMessage message) {
        messages.add(message);
    }

    /** A message that was loaded and locked came further. */
    public void changed(OutboundMessage message) {
        changedMessages.add(message);
    }

    /** A notice is to be shown. */
    public void show(Disclosure disclosure) {
        disclosures.add(disclosure);
    }

    /** A showing came further. */
    public void changed(Disclosure disclosure) {
        if (!disclosures.contains(disclosure)) {
            changedDisclosures.add(disclosure);
        }
    }

    /** Somebody of whom nothing else is known wants less. */
    void suppress(Suppression suppression) {
        suppressions.add(suppression);
    }

    /** Something is told of a message that nobody knows by that id yet. */
    public void keep(Told told) {
        early.add(told);
    }

    /** What is queued to a customer does not go any more. */
    public void silence(UUID customer) {
        messages.removeIf(message -> message.customerId.equals(customer));
        silenced.add(customer);
    }

    /** A showing that waits is not made any more by the messages that were to make it. */
    public void cancelNotice(UUID disclosure) {
        messages.removeIf(message -> disclosure.equals(message.disclosureId) && message.kind == OutboundMessage.Kind.NOTICE);
        cancelledNotices.add(disclosure);
    }

    Set<UUID> cancelledNotices() {
        return cancelledNotices;
    }

    /** A queued message was cancelled because of a silence: an agent is told that what they wrote does not go. */
    void cancelled(OutboundMessage message) {
        tellDesk(UUID.randomUUID(), message);
    }

    /** What goes to Kafka, in order. */
    public List<Publication> publications() {
        return publications;
    }

    /** What desks are told, in order. */
    public List<DeskEvent> deskEvents() {
        return deskEvents;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    /** What is to be sent, in order. */
    public List<OutboundMessage> messages() {
        return messages;
    }

    Set<OutboundMessage> changedMessages() {
        return changedMessages;
    }

    List<Disclosure> disclosures() {
        return disclosures;
    }

    Set<Disclosure> changedDisclosures() {
        return changedDisclosures;
    }

    public List<Suppression> suppressions() {
        return suppressions;
    }

    List<Told> early() {
        return early;
    }

    Set<UUID> silenced() {
        return silenced;
    }
}
