package eu.onrecord.ingest.provider.vonage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.OptOutButton;
import eu.onrecord.ingest.provider.OptOutWords;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.ProviderTime;
import eu.onrecord.ingest.provider.Reason;

/** Reads one webhook of the Messages API, which is one message or one status. */
final class MessagesBody {
    private final Channel channel;
    private final Happenings happenings;

    MessagesBody(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON, null);
    }

    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes);
        if (!body.isWhole() || body.members().isEmpty()) {
            return List.of(new Quarantined(Reason.UNREADABLE));
        }
        happenings.over(network(body));
        var id = body.at("message_uuid").text();
        var at = time(body.at("timestamp")).orElse(null);
        if (id.isPresent() && body.has("status") && !body.has("message_type")) {
            return statuses(body, bytes, id.get(), at);
        }
        return id.isPresent() ? messages(body, bytes, id.get(), at) : List.of(other(body, bytes, at));
    }

    /** A message, and what the customer wishes who pressed Meta's ready-made button. */
    private List<Finding> messages(JsonSlice body, byte[] bytes, String id, Instant at) {
        var message = message(body, bytes, id, at);
        var wish = Stream.of(body.at("button"), body.at("message", "content", "button"))
                .flatMap(button -> Stream.of(button.at("text"), button.at("title")))
                .flatMap(title -> title.text().flatMap(OptOutButton::wish).stream()).findFirst();
        if (wish.isEmpty() || message instanceof Quarantined) {
            return List.of(message);
        }
        return List.of(message,
                happenings.of(happenings.preferenceAt(at).preference(wish.get()), address(body.at("to")).orElseThrow(),
                        person(body.at("from"), body, "sender"), bytes, id, "preference"));
    }

    private Finding message(JsonSlice body, byte[] bytes, String id, Instant at) {
        var business = address(body.at("to")).filter(this::isOurs);
        var person = person(body.at("from"), body, "sender");
        if (business.isEmpty() || person.isEmpty()) {
            return new Quarantined(business.isEmpty() ? Reason.UNKNOWN_NUMBER : Reason.NO_CUSTOMER);
        }
        var content = Content.of(id, Told.of(body));
        var kind = at == null ? Kind.UNSUPPORTED : content.kind();
        var facts = Facts.of(kind, Direction.INBOUND, at).message(content.message());
        return happenings.of(facts, business.get(), person, bytes, id, kind == Kind.REACTION ? "reaction" : "message");
    }

    /** A status, and what the customer wishes to whom nothing could be sent because they have told so. */
    private List<Finding> statuses(JsonSlice body, byte[] bytes, String id, Instant at) {
        var status = status(body, bytes, id, at);
        var person = person(body.at("to"), body, "recipient");
        var wish = Stream.of("title", "detail", "reason", "description")
                .flatMap(
                        member -> body.at("error", member).scalar().flatMap(words -> OptOutWords.wish("error", words)).stream())
                .findFirst();
        if (wish.isEmpty() || person.isEmpty() || status instanceof Quarantined) {
            return List.of(status);
        }
        return List.of(status, happenings.of(happenings.preferenceAt(at).preference(wish.get()),
                address(body.at("from")).orElseThrow(), person, bytes, id, "preference"));
    }

    private Finding status(JsonSlice body, byte[] bytes, String id, Instant at) {
        var business = address(body.at("from")).filter(this::isOurs);
        if (business.isEmpty()) {
            return new Quarantined(Reason.UNKNOWN_NUMBER);
        }
        var person = person(body.at("to"), body, "recipient");
        var word = body.at("status").scalar().orElse("").toLowerCase(Locale.ROOT);
        var state = state(word);
        if (state.isEmpty() || at == null) {
            return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at).message(unknown(body)), business.get(),
                    person,
                    bytes);
        }
        var told = new Status(id, state.get(), body.at("client_ref").textOrNull(), error(body.at("error")).orElse(null),
                Told.of(body).unread(Names.STATUS));
        return happenings.of(Facts.of(Kind.STATUS, Direction.INBOUND, at).status(told), business.get(), person, bytes, id,
                "status:" + word);
    }

    private Finding other(JsonSlice body, byte[] bytes, Instant at) {
        var business = address(body.at("to")).filter(this::isOurs).or(() -> address(body.at("from")).filter(this::isOurs));
        return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at).message(unknown(body)), business.orElse(""),
                Optional.empty(), bytes);
    }

    private static Message unknown(JsonSlice body) {
        var told = Told.of(body);
        var status = new Fields().with("status", told.at("status").say()).list();
        return Unread.in(new Message(Happenings.NO_ID, "system").content(new Parts().add(PartType.SYSTEM, null, status).list()),
                told.unread(Names.STATUS));
    }

    /** Vonage's word for what it travelled over; the older version says it with the addresses. */
    private static Network network(JsonSlice body) {
        var word = body.at("channel").text().or(() -> body.at("from", "type").text()).or(() -> body.at("to", "type").text())
                .orElse("").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "whatsapp" -> Network.WHATSAPP;
            case "sms" -> Network.SMS;
            case "mms" -> Network.MMS;
            case "rcs" -> Network.RCS;
            case "messenger", "facebook_messenger" -> Network.MESSENGER;
            case "instagram" -> Network.INSTAGRAM;
            case "viber", "viber_service", "viber_service_msg" -> Network.VIBER;
            default -> null;
        };
    }

    /** What Facebook's networks call people is made of digits too. */
    private static boolean isOfPhones(JsonSlice body) {
        var network = network(body);
        return network != Network.MESSENGER && network != Network.INSTAGRAM;
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

    /** The code is the title; where that is words, it stands behind the # of the error's address. */
    private static Optional<String> error(JsonSlice error) {
        var title = error.at("title").scalar();
        var type = error.at("type").text().orElse("");
        return type.contains("#") ? Optional.of(type.substring(type.lastIndexOf('#') + 1)) : title;
    }

    private boolean isOurs(String number) {
        return channel.owns(number) || PhoneNumber.is(number)
                && (channel.owns(PhoneNumber.e164(number)) || channel.owns(PhoneNumber.e164(number).substring(1)));
    }

    /** @param role of the customer in the part that WhatsApp added: sender or recipient */
    private static Optional<Person> person(JsonSlice end, JsonSlice body, String role) {
        var scoped = body.at("whatsapp", role);
        var profile = body.at("profile");
        return address(end).or(() -> scoped.at("user_id").text()).map(address -> {
            var phone = Optional.of(address).filter(number -> isOfPhones(body)).filter(PhoneNumber::is)
                    .map(PhoneNumber::e164);
            var user = scoped.at("user_id").text().or(() -> profile.at("user_id").text())
                    .or(() -> phone.isPresent() ? Optional.empty() : Optional.of(address));
            List<Identifier> others = new ArrayList<>();
            Optional.of(address).filter(given -> phone.isEmpty() && !user.equals(Optional.of(given)))
                    .ifPresent(given -> others.add(new Identifier("address", given)));
            scoped.at("wa_id").text().filter(id -> !PhoneNumber.same(phone, Optional.of(id)))
                    .ifPresent(id -> others.add(new Identifier("wa_id", id)));
            scoped.at("parent_user_id").text().ifPresent(id -> others.add(new Identifier("parent_user_id", id)));
            profile.at("username").text().ifPresent(name -> others.add(new Identifier("username", name)));
            return new Person(user.orElse(address), new Customer(phone.orElse(null), user.orElse(null),
                    profile.at("name").textOrNull(), others));
        });
    }

    /** A number or id as text; in the older version inside of an object. */
    private static Optional<String> address(JsonSlice end) {
        return (end.isObject() ? end.at("number").scalar().or(() -> end.at("id").scalar()) : end.scalar())
                .filter(address -> !address.isBlank());
    }

    private static Optional<Instant> time(JsonSlice value) {
        return value.text().flatMap(ProviderTime::iso);
    }
}
