package eu.onrecord.consent.desk;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.contract.consent.ConsentEvent;

/**
 * Something that the desk of a channel is told.
 *
 * @param id also the webhook's, so that the desk knows a repetition
 * @param type the CloudEvents type
 * @param data of the CloudEvent
 */
public record DeskEvent(UUID id, String channel, UUID customer, String type, Object data) {
    private static final Set<String> HOW_TELLING_ENDED = Stream
            .of(Delivery.DELIVERED, Delivery.READ, Delivery.FAILED, Delivery.WAIVED).map(Delivery::word)
            .collect(Collectors.toSet());

    /** How far a message of the desk's came. */
    public static DeskEvent ofMessage(UUID id, OutboundMessage message) {
        return new DeskEvent(id, message.channel, message.customerId, type("message-status"),
                new MessageNews(message.id, message.customerId, message.channel, message.state.word(), message.error));
    }

    /** A change of consent, as it is published. */
    public static DeskEvent ofConsent(UUID id, ConsentEvent event) {
        return new DeskEvent(id, event.channel(), event.customer(), event.change().eventType(), event);
    }

    /** The same, of whom the customer was found to be. */
    public DeskEvent withCustomer(UUID current) {
        return current.equals(customer) ? this : new DeskEvent(id, channel, current, type, data);
    }

    /** Whether an agent should know: all that changes what may be sent, and of notices whether they were shown. */
    public static boolean isNews(ConsentEvent event) {
        return switch (event.change()) {
            case THREADS_LINKED -> false;
            // whoever asked was answered, and is told of the message
            case SEND_REFUSED -> false;
            case DISCLOSURE_CHANGED -> HOW_TELLING_ENDED.contains(event.state());
            case RELATIONSHIP_CHANGED, OPTED_OUT, OPTED_IN, COLD_CONTACT_DETECTED, CUSTOMERS_SEPARATED, RESTRICTION_CHANGED ->
                true;
        };
    }

    /** The CloudEvents type of news for the desk alone. */
    public static String type(String what) {
        return "eu.onrecord.desk." + what + ".v1";
    }

    @Override
    public String toString() {
        return "DeskEvent[" + type + "]";
    }
}
