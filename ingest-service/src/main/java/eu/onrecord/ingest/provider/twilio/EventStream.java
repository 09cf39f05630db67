package eu.onrecord.ingest.provider.twilio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
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
import eu.onrecord.ingest.provider.OptOutWords;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.ProviderTime;
import eu.onrecord.ingest.provider.Reason;

/** Reads a JSON callback of Twilio's: CloudEvents of its event streams, in a list. */
final class EventStream {
    private static final String RECEIVED = "com.twilio.messaging.inbound-message.received";
    private static final String STATUS = "com.twilio.messaging.message.";

    private final Channel channel;
    private final Happenings happenings;

    EventStream(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON, null);
    }

    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes);
        var findings = new ArrayList<Finding>();
        for (var item : body.elements().isEmpty() ? List.of(body) : body.elements()) {
            if (item.isWhole()) {
                findings.addAll(item.isObject() ? read(item) : List.of(new Quarantined(Reason.UNREADABLE)));
            }
        }
        if (!body.isWhole() || findings.isEmpty()) {
            findings.add(new Quarantined(Reason.UNREADABLE));
        }
        return findings;
    }

    private List<Finding> read(JsonSlice item) {
        happenings.over(null);
        var data = item.at("data");
        var type = item.at("type").text().orElse("");
        var at = time(data.at("timestamp")).or(() -> time(item.at("time"))).orElse(null);
        var id = text(data.at("messageSid"));
        if (type.equals(RECEIVED) && id.isPresent()) {
            return List.of(message(item, data, id.get(), at));
        }
        if (type.startsWith(STATUS) && id.isPresent()) {
            return status(item, data, id.get(), type.substring(STATUS.length()), at);
        }
        return List.of(happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at).message(unknown(item)),
                text(data.at("accountSid")).orElse(""), Optional.empty(), item.bytes()));
    }

    private Finding message(JsonSlice item, JsonSlice data, String id, Instant at) {
        var from = text(data.at("from")).map(Address::new);
        var to = text(data.at("to")).map(Address::new).flatMap(address -> address.businessOf(channel));
        if (from.isEmpty() || to.isEmpty()) {
            return new Quarantined(from.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNKNOWN_NUMBER);
        }
        happenings.over(from.get().network().orElse(null));
        var told = Told.of(item);
        var body = told.at("data", "body").say();
        var files = told.at("data", "numMedia").say().filter(number -> number.matches("[1-9][0-9]{0,3}"));
        var message = Unread.in(new Message(id, "text").text(body.filter(words -> !words.isEmpty()).orElse(null))
                .content(new Parts().add(PartType.TEXT, body).add(PartType.WITHHELD,
                        files.map(number -> number + " files, not told of here")).list()),
                told.unread(Names.EVENT_STREAM));
        var kind = at == null ? Kind.UNSUPPORTED : Kind.MESSAGE;
        return happenings.of(Facts.of(kind, Direction.INBOUND, at).message(message), to.get(),
                Optional.of(from.get().person(Optional.empty(), Optional.empty(), Optional.empty())), item.bytes(), id,
                // the webhook of the same message has its files, and must not be taken for this one again
                files.isPresent() ? "message:event-stream" : "message");
    }

    private List<Finding> status(JsonSlice item, JsonSlice data, String id, String word, Instant at) {
        var from = text(data.at("from")).or(() -> text(data.at("messagingServiceSid"))).map(Address::new)
                .flatMap(address -> address.businessOf(channel));
        if (from.isEmpty()) {
            return List.of(new Quarantined(Reason.UNKNOWN_NUMBER));
        }
        happenings.over(text(data.at("to")).map(Address::new).flatMap(Address::network).orElse(null));
        var person = text(data.at("to")).map(Address::new)
                .map(address -> address.person(Optional.empty(), Optional.empty(), Optional.empty()));
        var error = text(data.at("errorCode"));
        var findings = new ArrayList<Finding>();
        findings.add(MessageStatus.state(word).filter(known -> at != null).map(state -> happenings.of(
                Facts.of(Kind.STATUS, Direction.INBOUND, at).status(new Status(id, state, null, error.orElse(null),
                        Told.of(item).unread(Names.EVENT_STREAM))),
                from.get(), person, item.bytes(), id, "status:" + word))
                .orElseGet(() -> happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at).message(unknown(item)),
                        from.get(), person, item.bytes())));
        if (person.isPresent()) {
            error.flatMap(OptOutType::preferenceOfError).or(() -> Stream.of("errorMessage", "channelStatusMessage")
                    .flatMap(member -> text(data.at(member)).flatMap(words -> OptOutWords.wish(member, words)).stream())
                    .findFirst()).ifPresent(wish -> findings.add(
                            happenings
                                    .of(happenings.preferenceAt(at).preference(wish), from.get(), person, item.bytes(), id,
                                            "preference")));
        }
        return findings;
    }

    private static Message unknown(JsonSlice item) {
        var told = Told.of(item);
        return Unread.in(new Message(Happenings.NO_ID, "system")
                .content(new Parts().add(PartType.SYSTEM, null, new Fields().with("event", told.at("type").say()).list())
                        .add(PartType.WITHHELD, null, new Fields().with("code", told.at("data", "errorCode").say()).list())
                        .list()),
                told.unread(Names.EVENT_STREAM));
    }

    private static Optional<String> text(JsonSlice value) {
        return value.scalar().filter(text -> !text.isEmpty());
    }

    private static Optional<Instant> time(JsonSlice value) {
        return value.text().flatMap(ProviderTime::iso);
    }
}
