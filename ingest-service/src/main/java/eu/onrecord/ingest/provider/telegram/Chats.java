package eu.onrecord.ingest.provider.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * Who speaks in a chat, and how its messages are called. Telegram counts messages chat by chat, so a message's id is made of
 * the chat's and its own; the chats of a business connection are not the bot's, though with the same person.
 *
 * @param connection null for the bot's own chats
 */
record Chats(String connection) {

    /** In a private chat the chat has the id of the person at the other end. */
    static boolean isPrivate(JsonNode item) {
        return item.at("/chat/type").asText("").equals("private");
    }

    /** In a business's chat the owner's messages come too; a private chat has the customer's own id. */
    static Direction direction(JsonNode item) {
        var from = item.at("/from/id");
        return isPrivate(item) && !from.isMissingNode() && !from.asText().equals(item.at("/chat/id").asText())
                ? Direction.OUTBOUND
                : Direction.INBOUND;
    }

    /** The person of a private chat; in a group whoever sent the item. */
    Optional<Person> person(JsonNode item) {
        if (!isPrivate(item)) {
            return sender(item.has("from") ? item.path("from") : item.path("user"));
        }
        return person(item.path("chat"), ownPhone(item));
    }

    /** Somebody as Telegram describes a user. */
    static Optional<Person> sender(JsonNode user) {
        return person(user, Optional.empty());
    }

    String messageId(JsonNode item) {
        return messageId(item, item.path("chat"));
    }

    String messageId(JsonNode item, JsonNode chat) {
        return messageId(chat, item.path("message_id").asText());
    }

    String messageId(JsonNode chat, String number) {
        return (connection == null ? "" : connection + "/") + chat.path("id").asText() + "/" + number;
    }

    private static Optional<Person> person(JsonNode who, Optional<String> phone) {
        if (!who.path("id").isIntegralNumber()) {
            return Optional.empty();
        }
        var id = who.path("id").asText();
        var name = Stream.of("first_name", "last_name").map(part -> who.path(part).asText("")).filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        List<Identifier> others = new ArrayList<>();
        Optional.ofNullable(who.path("username").asText(null)).ifPresent(user -> others.add(new Identifier("username", user)));
        phone.ifPresent(number -> others.add(new Identifier("phone_number", number)));
        return Optional.of(new Person(id, new Customer(null, id, name.isEmpty() ? null : name, others)));
    }

    /** A contact card that shows the sender themselves: Telegram has checked the number. */
    private static Optional<String> ownPhone(JsonNode item) {
        var contact = item.path("contact");
        var own = contact.has("user_id") && contact.path("user_id").equals(item.at("/from/id"));
        return own ? Optional.of(contact.path("phone_number").asText("")).filter(PhoneNumber::is).map(PhoneNumber::e164)
                : Optional.empty();
    }
}
