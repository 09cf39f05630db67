package eu.onrecord.ingest.provider.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * Who speaks in a chat, and how its messages are called. Telegram counts messages chat by chat, so a message's id is made of
 * the chat's and its own; the chats of a business connection are not the bot's, though with the same person.
 *
 * @param connection null for the bot's own chats
 */
record Chats(String connection) {
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,20}");

    /** Whether it happened in a group or a channel: among many people, and in no chat with one customer. */
    static boolean isOfMany(JsonSlice item) {
        var chat = item.has("chat") ? item.at("chat") : item.at("message", "chat");
        return chat.exists() && !chat.at("type").text().equals(Optional.of("private"));
    }

    /**
     * In a business's chat the owner's messages come too; a private chat has the customer's own id. Who it is from counts
     * first:
     * customers too have greetings and scheduled messages.
     */
    static Direction direction(JsonSlice item) {
        var isOurs = item.has("from") ? !id(item.at("from")).equals(id(item.at("chat")))
                : item.has("sender_business_bot") || item.has("is_from_offline");
        return isOurs ? Direction.OUTBOUND : Direction.INBOUND;
    }

    /** Who did something in a business's chat: its owner, or the customer. */
    static Direction directionOf(JsonSlice user, JsonSlice item) {
        return isId(user.at("id")) && !id(user).equals(id(item.at("chat"))) ? Direction.OUTBOUND : Direction.INBOUND;
    }

    /** Who wrote a message of the company's; null for a message of the customer's. */
    static Author author(JsonSlice item) {
        if (direction(item) == Direction.INBOUND) {
            return null;
        }
        var byItself = item.has("sender_business_bot") || item.at("is_from_offline").written().equals("true");
        return new Author(byItself ? Author.Kind.BOT : Author.Kind.PERSON, null, null);
    }

    /** What a user or a chat calls itself; empty if nothing tells. */
    static Optional<String> nameOf(JsonSlice who) {
        var name = Stream.of("first_name", "last_name", "title").map(part -> who.at(part).text().orElse(""))
                .filter(part -> !part.isBlank()).collect(Collectors.joining(" "));
        return Optional.of(name).filter(told -> !told.isEmpty());
    }

    /** The person at the other end of a private chat. */
    Optional<Person> person(JsonSlice item) {
        return person(item.at("chat"), ownPhone(item), ownLanguage(item));
    }

    /** Somebody as Telegram describes a user. */
    static Optional<Person> sender(JsonSlice user) {
        return person(user, Optional.empty(), user.at("language_code").text());
    }

    String messageId(JsonSlice item) {
        return messageId(item, item.at("chat"));
    }

    String messageId(JsonSlice item, JsonSlice chat) {
        return messageId(chat, id(item, "message_id"));
    }

    String messageId(JsonSlice chat, String number) {
        return (connection == null ? "" : connection + "/") + id(chat) + "/" + number;
    }

    private static Optional<Person> person(JsonSlice who, Optional<String> phone, Optional<String> language) {
        if (!isId(who.at("id"))) {
            return Optional.empty();
        }
        var id = id(who);
        List<Identifier> others = new ArrayList<>();
        who.at("username").text().ifPresent(user -> others.add(new Identifier("username", user)));
        language.ifPresent(tag -> others.add(new Identifier("language_code", tag)));
        phone.ifPresent(number -> others.add(new Identifier("phone_number", number)));
        return Optional.of(new Person(id, new Customer(null, id, nameOf(who).orElse(null), others)));
    }

    /** A contact card that shows the sender themselves: Telegram has checked the number. */
    private static Optional<String> ownPhone(JsonSlice item) {
        var contact = item.at("contact");
        var own = contact.has("user_id") && id(contact, "user_id").equals(id(item.at("from")));
        return own ? contact.at("phone_number").text().filter(PhoneNumber::is).map(PhoneNumber::e164)
                : Optional.empty();
    }

    private static Optional<String> ownLanguage(JsonSlice item) {
        return direction(item) == Direction.INBOUND ? item.at("from", "language_code").text() : Optional.empty();
    }

    /** A number, also one that stands there as a text. */
    private static boolean isId(JsonSlice value) {
        return value.isInteger() || value.text().filter(DIGITS.asMatchPredicate()).isPresent();
    }

    private static String id(JsonSlice who) {
        return id(who, "id");
    }

    private static String id(JsonSlice item, String member) {
        return item.at(member).scalar().orElse("");
    }
}
