package eu.onrecord.ingest.provider.twilio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.OptOutButton;
import eu.onrecord.ingest.provider.OptOutWords;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/**
 * Reads a form of Twilio's: an inbound message, or how far one of ours came. Twilio tells no time and sends at once, so what it
 * tells happened when it was received.
 */
final class Callback {
    /** MMS carries at most ten. */
    private static final int MOST_FILES = 20;

    private final Channel channel;
    private final Authentication authentication;
    private final Happenings happenings;

    Callback(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.authentication = authentication;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.FORM, null);
    }

    List<Finding> read(byte[] body) {
        return Form.parse(body).<List<Finding>> map(form -> read(form, body))
                .orElse(List.of(new Quarantined(Reason.UNREADABLE)));
    }

    private List<Finding> read(Form form, byte[] body) {
        var id = form.get("MessageSid").or(() -> form.get("SmsMessageSid")).or(() -> form.get("SmsSid"));
        if (form.get("ConversationSid").isPresent()) {
            return List.of(new Quarantined(Reason.OTHER_PRODUCT));
        }
        happenings.over(network(form));
        if (id.isEmpty()) {
            return List.of(form.get("CallSid").map(call -> call(form, body, call)).orElseGet(() -> notAMessage(form, body)));
        }
        // an inbound message has a status too, whatever it is at that moment; how ours came along has no body
        var isMessage = form.get("MessageStatus").isEmpty()
                && (form.get("Body").isPresent() || form.get("NumMedia").isPresent());
        var state = form.get("MessageStatus").or(() -> form.get("SmsStatus"))
                .filter(word -> !isMessage && !word.equalsIgnoreCase("received"));
        return state.isPresent() ? status(form, body, id.get(), state.get()) : message(form, body, id.get());
    }

    /** As the addresses say; where a messaging service is all that is told, as the channel's option says. */
    private Network network(Form form) {
        var told = Stream.of("From", "To").map(form::get).flatMap(Optional::stream).map(Address::new).map(Address::network)
                .flatMap(Optional::stream).findFirst()
                .or(() -> channel.option(Twilio.NETWORK).flatMap(Twilio::network)).orElse(null);
        var hasFiles = form.get("NumMedia").filter(number -> !number.equals("0")).isPresent();
        return told == Network.SMS && hasFiles ? Network.MMS : told;
    }

    private List<Finding> message(Form form, byte[] body, String id) {
        var from = form.get("From").map(Address::new).filter(address -> !address.bare().isBlank());
        var to = business(form, "To");
        if (from.isEmpty() || to.isEmpty()) {
            return List.of(new Quarantined(from.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNKNOWN_NUMBER));
        }
        var person = Optional.of(from.get().person(externalUserId(form), form.get("WaId"), form.get("ProfileName"),
                others(form)));
        var findings = new ArrayList<Finding>();
        var isReaction = form.get("MessageType").filter("reaction"::equalsIgnoreCase).isPresent()
                && form.get("OriginalRepliedMessageSid").isPresent();
        findings.add(isReaction
                ? happenings.of(inbound(Kind.REACTION).message(reaction(form, id)), to.get(), person, body, id, "reaction")
                : happenings.of(inbound(Kind.MESSAGE).message(messageIn(form, id)), to.get(), person, body, id, "message"));
        // Twilio keeps to it by itself, and answers for us: so it is a fact beside the customer's words.
        form.get("OptOutType").ifPresent(type -> findings.add(happenings.of(
                inbound(Kind.PREFERENCE_CHANGE).preference(OptOutType.preference(type)), to.get(), person, body, id,
                "preference")));
        if (form.get("OptOutType").map(OptOutType::preference).filter(told -> told.wish() != null).isEmpty()) {
            form.get("ButtonText").flatMap(OptOutButton::wish).ifPresent(wish -> findings.add(happenings.of(
                    inbound(Kind.PREFERENCE_CHANGE).preference(wish), to.get(), person, body, id, "preference:button")));
        }
        return findings;
    }

    private List<Finding> status(Form form, byte[] body, String id, String word) {
        var to = form.get("To").map(Address::new).filter(address -> !address.bare().isBlank());
        var from = business(form, "From");
        if (from.isEmpty()) {
            return List.of(new Quarantined(Reason.UNKNOWN_NUMBER));
        }
        var person = to.map(address -> address.person(externalUserId(form), form.get("WaId"), Optional.empty(), others(form)));
        var details = new ToldForm(form).unread(Names.STATUS);
        var findings = new ArrayList<Finding>();
        findings.add(MessageStatus.state(word).map(state -> happenings.of(
                inbound(Kind.STATUS).status(new Status(id, state, null, form.get("ErrorCode").orElse(null), details)),
                from.get(), person, body, id, "status:" + word))
                .orElseGet(() -> happenings.of(inbound(Kind.UNSUPPORTED).message(unknown(form)), from.get(), person, body)));
        if (person.isPresent()) {
            form.get("ErrorCode").flatMap(OptOutType::preferenceOfError)
                    .or(() -> Stream.of("ChannelStatusMessage", "ErrorMessage").flatMap(
                            member -> form.get(member).flatMap(words -> OptOutWords.wish(member, words)).stream()).findFirst())
                    .ifPresent(wish -> findings.add(happenings
                            .of(inbound(Kind.PREFERENCE_CHANGE).preference(wish), from.get(), person, body, id, "preference")));
        }
        return findings;
    }

    /**
     * Also one over WhatsApp: who called whom, and what came of it. Callbacks of the same call say one thing after another, so
     * their ids are made of what they say.
     */
    private Finding call(Form form, byte[] body, String id) {
        var isOurs = owned(form, "From").isPresent() == owned(form, "To").isPresent()
                ? form.get("Direction").filter(way -> way.startsWith("outbound")).isPresent()
                : owned(form, "From").isPresent();
        var business = isOurs ? owned(form, "From") : owned(form, "To");
        if (form.get("From").isEmpty() && form.get("To").isEmpty()) {
            // a recording or a transcript of a call that was told of before
            return happenings.of(inbound(Kind.UNSUPPORTED).message(Call.message(id, form, null)),
                    form.get("AccountSid").orElse(""), Optional.empty(), body);
        }
        if (business.isEmpty()) {
            return new Quarantined(Reason.UNKNOWN_NUMBER);
        }
        // a call over the telephone is no message over anything
        happenings.over(Stream.of("From", "To").map(form::get).flatMap(Optional::stream).map(Address::new)
                .map(Address::network).flatMap(Optional::stream).filter(Network.WHATSAPP::equals).findFirst().orElse(null));
        var direction = isOurs ? Direction.OUTBOUND : Direction.INBOUND;
        var person = form.get(isOurs ? "To" : "From").map(Address::new).filter(address -> !Call.isHidden(address.bare()))
                .map(address -> address.person(externalUserId(form), form.get("WaId"),
                        form.get("CallerName").or(() -> form.get("ProfileName")), others(form)));
        return happenings.of(Facts.of(Kind.CALL, direction, time(form)).message(Call.message(id, form, direction)),
                business.get(),
                person, body);
    }

    /** When the callback says that it was, as {@code Sun, 01 Mar 2026 10:00:00 +0000}; null where it does not. */
    private static Instant time(Form form) {
        try {
            return form.get("Timestamp").map(told -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(told, Instant::from))
                    .orElse(null);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private Optional<String> owned(Form form, String end) {
        return form.get(end).map(Address::new).flatMap(address -> address.businessOf(channel));
    }

    private static Identifier[] others(Form form) {
        return Stream.of(form.get("ParentExternalUserId").map(Address::bare).map(id -> new Identifier("parent_user_id", id)),
                form.get("Username").map(name -> new Identifier("username", name))).flatMap(Optional::stream)
                .toArray(Identifier[]::new);
    }

    /** Twilio's pages know both names. */
    private static Optional<String> externalUserId(Form form) {
        return form.get("ExternalUserId").or(() -> form.get("ExternalUserIdentifier"));
    }

    private Finding notAMessage(Form form, byte[] body) {
        return form.get("AccountSid").<Finding> map(account -> happenings.of(inbound(Kind.UNSUPPORTED).message(unknown(form)),
                account, Optional.empty(), body)).orElse(new Quarantined(Reason.UNREADABLE));
    }

    private static Message unknown(Form form) {
        var told = new ToldForm(form);
        var status = new Fields().with("status", told.say("MessageStatus").or(() -> told.say("SmsStatus"))).list();
        return Unread.in(new Message(Happenings.NO_ID, "system").content(new Parts().add(PartType.SYSTEM, null, status).list()),
                told.unread(Names.STATUS));
    }

    /** The business number at one end; while a messaging service has not chosen one yet, the service. */
    private Optional<String> business(Form form, String end) {
        return Stream.of(form.get(end), form.get("MessagingServiceSid")).flatMap(Optional::stream).map(Address::new)
                .map(address -> address.businessOf(channel)).flatMap(Optional::stream).findFirst();
    }

    private Facts inbound(Kind kind) {
        return Facts.received(kind, Direction.INBOUND, authentication.at());
    }

    private static Message messageIn(Form form, String id) {
        var told = new ToldForm(form);
        var files = files(told);
        var text = form.get("Body").or(() -> form.get("ButtonText")).or(() -> form.get("ListTitle"));
        var payload = form.get("ButtonPayload").or(() -> form.get("ListId"));
        var message = new Message(id, type(form, files)).text(text.orElse(null)).payload(payload.orElse(null)).files(files)
                .replyTo(form.get("OriginalRepliedMessageSid").orElse(null)).forwarded(forwarded(form))
                .referral(referral(form)).content(MessageParts.of(told, MOST_FILES));
        return Unread.in(message, told.unread(Names.MESSAGE));
    }

    /** Taken back where there is no emoji. */
    private static Message reaction(Form form, String id) {
        var told = new ToldForm(form);
        var emoji = told.say("Body").filter(given -> !given.isEmpty());
        var parts = new Parts().add(PartType.REACTION, emoji.orElse(null),
                new Fields().with("action", emoji.isEmpty() ? "removed" : null).list());
        return Unread.in(new Message(id, "reaction").target(form.get("OriginalRepliedMessageSid").orElse(null))
                .text(emoji.orElse(null)).content(parts.list()), told.unread(Names.MESSAGE));
    }

    private static Forwarded forwarded(Form form) {
        if (form.get("FrequentlyForwarded").filter("true"::equalsIgnoreCase).isPresent()) {
            return new Forwarded(Forwarded.OFTEN, null);
        }
        return form.get("Forwarded").filter("true"::equalsIgnoreCase).isPresent() ? new Forwarded(1, null) : null;
    }

    private static Referral referral(Form form) {
        var type = form.get("ReferralSourceType");
        var id = form.get("ReferralSourceId");
        var url = form.get("ReferralSourceUrl");
        var click = form.get("ReferralCtwaClid");
        return Stream.of(type, id, url, click).allMatch(Optional::isEmpty) ? null
                : new Referral(type.orElse(null), id.orElse(null), url.orElse(null), click.orElse(null));
    }

    private static String type(Form form, List<Media> files) {
        return form.get("MessageType").orElseGet(() -> {
            if (form.get("Latitude").isPresent()) {
                return "location";
            }
            if (form.get("ButtonText").isPresent() || form.get("ButtonPayload").isPresent()) {
                return "button";
            }
            return files.isEmpty() ? "text" : kindOf(files.get(0));
        });
    }

    private static String kindOf(Media file) {
        var kind = file.mimeType() == null ? "" : file.mimeType().split("/", 2)[0];
        return switch (kind) {
            case "image", "video", "audio" -> kind;
            default -> "document";
        };
    }

    private static List<Media> files(ToldForm form) {
        return IntStream.range(0, MOST_FILES).mapToObj(i -> form.say("MediaUrl" + i).map(url -> new Media(lastSegment(url),
                form.say("MediaContentType" + i).orElse(null), null, form.say("MediaFilename" + i).orElse(null), url)))
                .flatMap(Optional::stream).toList();
    }

    private static String lastSegment(String url) {
        var segment = url.substring(url.lastIndexOf('/') + 1);
        return segment.isEmpty() ? url : segment;
    }
}
