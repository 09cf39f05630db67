package eu.onrecord.ingest.provider.vonage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/** Reads one webhook of the Messages API, which is one message or one status. */
final class MessagesBody {
    private final Channel channel;
    private final Happenings happenings;

    MessagesBody(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON);
    }

    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes).node();
        var id = text(body.path("message_uuid"));
        if (!body.isObject() || body.isEmpty()) {
            return List.of(new Quarantined(Reason.UNREADABLE));
        }
        var at = time(body.path("timestamp")).orElse(null);
        if (id.isPresent() && body.has("status")) {
            return List.of(status(body, bytes, id.get(), at));
        }
        if (id.isPresent() && body.has("message_type")) {
            return List.of(message(body, bytes, id.get(), at));
        }
        return List.of(other(body, bytes, at));
    }

    private Finding message(JsonNode body, byte[] bytes, String id, Instant at) {
        var business = address(body.path("to")).filter(this::isOurs);
        var person = person(body.path("from"), body);
        if (business.isEmpty() || person.isEmpty()) {
            return new Quarantined(business.isEmpty() ? Reason.UNKNOWN_NUMBER : Reason.NO_CUSTOMER);
        }
        var content = Content.of(id, body);
        var kind = at == null ? Kind.UNSUPPORTED : content.kind();
        var facts = Facts.of(kind, Direction.INBOUND, at).message(content.message());
        return happenings.of(facts, business.get(), person, bytes, id, kind == Kind.REACTION ? "reaction" : "message");
    }

    private Finding status(JsonNode body, byte[] bytes, String id, Instant at) {
        var business = address(body.path("from")).filter(this::isOurs);
        if (business.isEmpty()) {
            return new Quarantined(Reason.UNKNOWN_NUMBER);
        }
        var person = person(body.path("to"), body);
        var word = body.path("status").asText();
        var state = state(word);
        if (state.isEmpty() || at == null) {
            return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at), business.get(), person, bytes);
        }
        var told = new Status(id, state.get(), text(body.path("client_ref")).orElse(null),
                error(body.path("error")).orElse(null));
        return happenings.of(Facts.of(Kind.STATUS, Direction.INBOUND, at).status(told), business.get(), person, bytes, id,
                "status:" + word);
    }

    private Finding other(JsonNode body, byte[] bytes, Instant at) {
        var business = address(body.path("to")).filter(this::isOurs).or(() -> address(body.path("from")).filter(this::isOurs));
        return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at), business.orElse(""), Optional.empty(), bytes);
    }

    private static Optional<Status.State> state(String word) {
        return switch (word) {
            case "submitted" -> Optional.of(Status.State.SENT);
            case "delivered" -> Optional.of(Status.State.DELIVERED);
            case "read" -> Optional.of(Status.State.READ);
            case "rejected", "undeliverable" -> Optional.of(Status.State.FAILED);
            default -> Optional.empty();
        };
    }

    /** The code stands behind the # of the error's address; the title is the same code, or words. */
    private static Optional<String> error(JsonNode error) {
        var type = error.path("type").asText("");
        var hash = type.lastIndexOf('#');
        return hash >= 0 ? Optional.of(type.substring(hash + 1)) : text(error.path("title"));
    }

    private boolean isOurs(String number) {
        return channel.owns(number) || PhoneNumber.is(number)
                && (channel.owns(PhoneNumber.e164(number)) || channel.owns(number.replaceFirst("^\\+", "")));
    }

    private static Optional<Person> person(JsonNode end, JsonNode body) {
        var profile = body.path("profile");
        return address(end).map(address -> {
            var phone = Optional.of(address).filter(PhoneNumber::is).map(PhoneNumber::e164);
            var user = text(profile.path("user_id")).or(() -> phone.isPresent() ? Optional.empty() : Optional.of(address));
            List<Identifier> others = new ArrayList<>();
            if (phone.isEmpty() && !user.equals(Optional.of(address))) {
                others.add(new Identifier("from", address));
            }
            for (var scheme : List.of("username", "parent_user_id")) {
                text(profile.path(scheme)).ifPresent(value -> others.add(new Identifier(scheme, value)));
            }
            return new Person(user.orElse(address), new Customer(phone.orElse(null), user.orElse(null),
                    text(profile.path("name")).orElse(null), others));
        });
    }

    /** A number or id as text; in the older version inside of an object. */
    private static Optional<String> address(JsonNode end) {
        return end.isObject() ? text(end.path("number")).or(() -> text(end.path("id"))) : text(end);
    }

    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static Optional<Instant> time(JsonNode node) {
        try {
            return Optional.of(OffsetDateTime.parse(node.asText()).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
