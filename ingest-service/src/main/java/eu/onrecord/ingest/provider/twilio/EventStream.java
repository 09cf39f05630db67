package eu.onrecord.ingest.provider.twilio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/** Reads a JSON callback of Twilio's: CloudEvents of its event streams, in a list. */
final class EventStream {
    private static final String RECEIVED = "com.twilio.messaging.inbound-message.received";
    private static final String STATUS = "com.twilio.messaging.message.";

    private final Channel channel;
    private final Happenings happenings;

    EventStream(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON);
    }

    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes);
        var findings = new ArrayList<Finding>();
        for (var item : body.elements().isEmpty() ? List.of(body) : body.elements()) {
            if (item.isWhole() && item.node().isObject()) {
                findings.add(read(item));
            }
        }
        if (!body.isWhole() || findings.isEmpty()) {
            findings.add(new Quarantined(Reason.UNREADABLE));
        }
        return findings;
    }

    private Finding read(JsonSlice item) {
        var event = item.node();
        var data = event.path("data");
        var type = event.path("type").asText();
        var at = time(data.path("timestamp").asText(event.path("time").asText())).orElse(null);
        var id = text(data.path("messageSid"));
        if (type.equals(RECEIVED) && id.isPresent()) {
            return message(item, data, id.get(), at);
        }
        if (type.startsWith(STATUS) && id.isPresent()) {
            return status(item, data, id.get(), text(data.path("messageStatus")).orElse(type.substring(STATUS.length())), at);
        }
        return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at), data.path("accountSid").asText(""),
                Optional.empty(), item.bytes());
    }

    private Finding message(JsonSlice item, JsonNode data, String id, Instant at) {
        var from = text(data.path("from")).map(Address::new);
        var to = text(data.path("to")).map(Address::new).filter(address -> address.isOf(channel));
        if (from.isEmpty() || to.isEmpty()) {
            return new Quarantined(from.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNKNOWN_NUMBER);
        }
        var message = new Message(id, "text", text(data.path("body")).orElse(null), null, null, null, null);
        var kind = at == null ? Kind.UNSUPPORTED : Kind.MESSAGE;
        return happenings.of(Facts.of(kind, Direction.INBOUND, at).message(message), to.get().full(),
                Optional.of(from.get().person(Optional.empty(), Optional.empty(), Optional.empty())), item.bytes(), id,
                "message");
    }

    private Finding status(JsonSlice item, JsonNode data, String id, String word, Instant at) {
        var from = text(data.path("from")).or(() -> text(data.path("messagingServiceSid"))).map(Address::new)
                .filter(address -> address.isOf(channel));
        if (from.isEmpty()) {
            return new Quarantined(Reason.UNKNOWN_NUMBER);
        }
        var person = text(data.path("to")).map(Address::new)
                .map(address -> address.person(Optional.empty(), Optional.empty(), Optional.empty()));
        var state = MessageStatus.state(word);
        if (state.isEmpty() || at == null) {
            return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at), from.get().full(), person, item.bytes());
        }
        var told = new Status(id, state.get(), null, text(data.path("errorCode")).orElse(null));
        return happenings.of(Facts.of(Kind.STATUS, Direction.INBOUND, at).status(told), from.get().full(), person, item.bytes(),
                id, "status:" + word);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
