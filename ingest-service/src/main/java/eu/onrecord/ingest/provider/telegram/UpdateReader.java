package eu.onrecord.ingest.provider.telegram;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.json.Fragment;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/** Reads one update: its number, which grows and is told again with it, and one thing that happened. */
final class UpdateReader {
    private static final String UPDATE_ID = "update_id";
    private static final int MOST_DIGITS = 11;
    private static final Set<String> MESSAGES = Set.of("message", "edited_message", "business_message",
            "edited_business_message", "channel_post", "edited_channel_post");
    private static final List<Finding> FOREIGN = List.of(new Quarantined(Reason.UNKNOWN_NUMBER));

    private final Channel channel;
    private final Happenings happenings;
    private final byte[] body;
    private final JsonSlice update;
    private final Instant receivedAt;

    UpdateReader(Channel channel, Authentication authentication, ThreadKey threadKey, byte[] body) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON, Network.TELEGRAM);
        this.body = body;
        this.update = JsonSlice.of(body);
        this.receivedAt = authentication.at();
    }

    List<Finding> read() {
        var told = update.members().stream().filter(member -> !member.name().equals(UPDATE_ID)).toList();
        if (!update.isWhole() || told.isEmpty() || !update.at(UPDATE_ID).isInteger()) {
            return List.of(new Quarantined(Reason.UNREADABLE));
        }
        return told.stream().flatMap(item -> read(item).stream()).toList();
    }

    private List<Finding> read(JsonSlice item) {
        var connection = connection(item);
        return connection.isPresent()
                ? connection.filter(channel::owns).map(owned -> read(item.name(), item, new Chats(owned), owned))
                        .orElse(FOREIGN)
                : Bot.of(channel).map(bot -> read(item.name(), item, new Chats(null), bot)).orElse(FOREIGN);
    }

    /** The business whose chat it is; empty if it is the bot's own. */
    private static Optional<String> connection(JsonSlice item) {
        if (item.name().equals("business_connection")) {
            return Optional.of(item.at("id").text().orElse(""));
        }
        var told = item.at("business_connection_id").text().or(() -> item.at("message", "business_connection_id").text());
        return item.name().contains("business") ? Optional.of(told.orElse("")) : told;
    }

    private List<Finding> read(String what, JsonSlice item, Chats chats, String business) {
        if (Chats.isOfMany(item)) {
            return List.of(account(Kind.UNSUPPORTED, item, business, MESSAGES.contains(what) ? Names.MESSAGE : Names.UPDATE));
        }
        return switch (what) {
            case "message", "business_message" -> List.of(message(item, chats, business));
            case "edited_message", "edited_business_message" -> List.of(edit(item, chats, business));
            case "deleted_business_messages" -> deletions(item, chats, business);
            case "message_reaction" -> List.of(reaction(item, chats, business));
            case "callback_query" -> List.of(button(item, chats, business));
            case "poll_answer" -> List.of(pollAnswer(item, business));
            case "my_chat_member" -> List.of(membership(item, chats, business));
            case "business_connection" -> List.of(account(Kind.ACCOUNT, item, business, Names.CONNECTION));
            default -> List.of(other(item, business));
        };
    }

    private Finding message(JsonSlice item, Chats chats, String business) {
        var person = chats.person(item);
        if (person.isEmpty() || !item.at("message_id").isInteger()) {
            return new Quarantined(person.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNREADABLE);
        }
        var id = chats.messageId(item);
        var content = Content.of(id, Told.of(item));
        var at = time(item.at("date"));
        var kind = at.isEmpty() ? Kind.UNSUPPORTED : content.kind();
        var replyTo = item.at("reply_to_message", "message_id").exists()
                ? chats.messageId(item.at("reply_to_message"), item.at("chat"))
                : null;
        return happening(Facts.of(kind, Chats.direction(item), at.orElse(null)).message(
                content.message().replyTo(replyTo).author(Chats.author(item))), business, person, id, "message");
    }

    /** Of a live location the next place is told as an edit: its type says so. */
    private Finding edit(JsonSlice item, Chats chats, String business) {
        var person = chats.person(item);
        if (person.isEmpty() || !item.at("message_id").isInteger()) {
            return new Quarantined(person.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNREADABLE);
        }
        var target = chats.messageId(item);
        var content = Content.of(target + "/edit/" + update.at(UPDATE_ID).written(), Told.of(item));
        var at = time(item.at("edit_date")).or(() -> time(item.at("date")));
        return happening(facts(Kind.EDIT, Chats.direction(item), at)
                .message(content.message().target(target).author(Chats.author(item))), business, person, target, "edit");
    }

    private List<Finding> deletions(JsonSlice item, Chats chats, String business) {
        var person = chats.person(item);
        var ids = item.at("message_ids").elements().stream().filter(JsonSlice::isInteger).toList();
        if (person.isEmpty() || ids.isEmpty()) {
            return List.of(new Quarantined(person.isEmpty() ? Reason.NO_CUSTOMER : Reason.UNREADABLE));
        }
        var deleted = Unread.in(new Message(Happenings.NO_ID, "deleted").content(
                new Parts().add(PartType.SYSTEM, "The message was deleted. The provider does not tell by whom.").list()),
                Told.of(item).unread(Names.UPDATE));
        return ids.stream().<Finding> map(number -> {
            var target = chats.messageId(item.at("chat"), number.written());
            return happenings.of(Facts.received(Kind.REVOCATION, Direction.INBOUND, receivedAt)
                    .message(deleted.id(target + "/deleted").target(target)), business, person, deletion(item, number), target,
                    "revocation:" + update.at(UPDATE_ID).written());
        }).toList();
    }

    /** One can tell of very many: each has its own message's id, and what surrounds it. */
    private byte[] deletion(JsonSlice item, JsonSlice number) {
        return new Fragment().with(UPDATE_ID, update.at(UPDATE_ID))
                .with("business_connection_id", item.at("business_connection_id")).with("chat", item.at("chat"))
                .with("message_id", number).bytes();
    }

    /** Taken back if there is none among the new ones. */
    private Finding reaction(JsonSlice item, Chats chats, String business) {
        var person = chats.person(item);
        if (person.isEmpty()) {
            return new Quarantined(Reason.NO_CUSTOMER);
        }
        var target = chats.messageId(item);
        var told = Told.of(item);
        var message = new Message(target + "/reaction/" + update.at(UPDATE_ID).written(), "reaction").target(target)
                .text(Reactions.in(told.at("new_reaction")).orElse(null)).content(Reactions.changed(told).list());
        return happening(facts(Kind.REACTION, Chats.directionOf(item.at("user"), item), time(item.at("date")))
                .message(Unread.in(message, told.unread(Names.UPDATE))), business, person, target, "reaction");
    }

    private Finding button(JsonSlice item, Chats chats, String business) {
        var person = Chats.sender(item.at("from"));
        if (person.isEmpty()) {
            return new Quarantined(Reason.NO_CUSTOMER);
        }
        var id = "callback/" + item.at("id").scalar().orElse("");
        var pressed = item.at("message").isObject() ? chats.messageId(item.at("message")) : null;
        var message = PressedButton.message(id, Told.of(item)).replyTo(pressed);
        return happening(Facts.received(Kind.MESSAGE, Direction.INBOUND, receivedAt).message(message), business, person, id,
                "message");
    }

    /** Who answers as a channel is nobody's customer: beside it stands an account of Telegram's own, for old bots. */
    private Finding pollAnswer(JsonSlice item, String business) {
        var isAsChannel = item.at("voter_chat").isObject();
        var person = Chats.sender(item.at("user"));
        if (person.isEmpty() && !isAsChannel) {
            return new Quarantined(Reason.NO_CUSTOMER);
        }
        var id = "poll/" + item.at("poll_id").scalar().orElse("") + "/" + update.at(UPDATE_ID).written();
        var told = Told.of(item);
        var message = new Message(id, "poll_answer").content(RareUpdate.pollAnswer(told).list());
        if (isAsChannel) {
            told.at("user").passOver();
            return happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, null)
                    .message(Unread.in(message.id(Happenings.NO_ID), told.unread(Names.UPDATE))), business, Optional.empty(),
                    ofItself(item));
        }
        return happening(Facts.received(Kind.MESSAGE, Direction.INBOUND, receivedAt)
                .message(Unread.in(message, told.unread(Names.UPDATE))), business, person, id, "message");
    }

    /** Whoever blocks the bot says that nothing may come any more; whoever lets it in again, that it may. */
    private Finding membership(JsonSlice item, Chats chats, String business) {
        var status = item.at("new_chat_member", "status").text().orElse("");
        var person = chats.person(item);
        if (person.isEmpty() || status.isEmpty()) {
            return account(Kind.UNSUPPORTED, item, business, Names.UPDATE);
        }
        return happening(facts(Kind.PREFERENCE_CHANGE, Direction.INBOUND, time(item.at("date")))
                .preference(Membership.preference(Told.of(item))), business, person, person.get().identifier(), "preference");
    }

    /** Whatever it is, whoever it is from is the customer: they asked, chose, paid or told where to send something. */
    private Finding other(JsonSlice item, String business) {
        var person = Chats.sender(item.at("from")).or(() -> Chats.sender(item.at("user")));
        return person.isEmpty() ? account(Kind.UNSUPPORTED, item, business, Names.UPDATE)
                : about(Kind.UNSUPPORTED, item, business, Names.UPDATE, person);
    }

    private Facts facts(Kind kind, Direction direction, Optional<Instant> at) {
        return at.map(told -> Facts.of(kind, direction, told)).orElseGet(() -> Facts.received(kind, direction, receivedAt));
    }

    private Finding account(Kind kind, JsonSlice item, String business, TechnicalPaths technical) {
        return about(kind, item, business, technical, Optional.empty());
    }

    private Finding about(Kind kind, JsonSlice item, String business, TechnicalPaths technical, Optional<Person> person) {
        var told = Told.of(item);
        // also where nobody is the customer: so whose words they are stands with them
        var isEdit = item.name() != null && item.name().startsWith("edited_");
        var who = new Fields().with("chat", told.at("chat", "title").say()).with("kind of chat", told.at("chat", "type").say())
                .with("number in the chat", Chats.isOfMany(item) ? told.at("message_id").say() : Optional.empty())
                .with("sent as", Chats.nameOf(told.at("sender_chat").passOver().json()))
                .with("action", isEdit ? "edited" : null);
        var parts = Reactions.changed(told);
        var isMessage = technical == Names.MESSAGE || item.has("message_id") && item.has("date") && item.has("from");
        var forwarded = isMessage ? Content.forwarded(told) : null;
        if (isMessage) {
            parts.addAll(MessageParts.of(told)).add(PartType.SYSTEM, null, who.list());
        } else {
            parts.addAll(RareUpdate.parts(told,
                    who.with("from", Chats.nameOf(item.at("from"))).with("from", Chats.nameOf(item.at("user"))).list()))
                    .addAll(MessageParts.filesOf(told));
        }
        parts.add(kind == Kind.ACCOUNT ? PartType.SYSTEM : PartType.UNKNOWN, null,
                told.unread(isMessage ? Names.MESSAGE : technical));
        var at = isEdit ? time(item.at("edit_date")).or(() -> time(item.at("date"))) : time(item.at("date"));
        return happenings.of(Facts.of(kind, Direction.INBOUND, at.orElse(null))
                .message(new Message(Happenings.NO_ID, "system").forwarded(forwarded).content(parts.list())
                        .files(parts.files())),
                business, person,
                ofItself(item));
    }

    /** Where an update tells of several, each is an event of its own. */
    private byte[] ofItself(JsonSlice item) {
        return update.members().size() <= 2 ? body
                : new Fragment().with(UPDATE_ID, update.at(UPDATE_ID)).with(item.name(), item).bytes();
    }

    private Finding happening(Facts facts, String business, Optional<Person> person, String id, String what) {
        return happenings.of(facts, business, person, body, id, what + ":" + update.at(UPDATE_ID).written());
    }

    /** Of a message that is not accessible any more, Telegram says 0. */
    private static Optional<Instant> time(JsonSlice seconds) {
        return seconds.isInteger() && seconds.length() <= MOST_DIGITS
                ? Optional.of(Long.parseLong(seconds.written())).filter(time -> time > 0).map(Instant::ofEpochSecond)
                : Optional.empty();
    }
}
