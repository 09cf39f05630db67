package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Ignored;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.OptOutButton;
import eu.onrecord.ingest.provider.PhoneNumber;
import eu.onrecord.ingest.provider.Reason;

/** Reads one change, item by item: an item that cannot be read takes no other with it. */
final class ChangeReader {
    /** What stands beside the items, and is kept with each of them. */
    private static final Set<String> SURROUNDINGS = Set.of("messaging_product", "metadata", "contacts");
    /** An older word for what became of a message: whoever wrote it took it back. */
    private static final String DELETED = "deleted";
    private static final String HISTORY = "history";
    private static final Set<String> OF_CHUNKS = Set.of("metadata", "threads", "errors");
    private static final Set<String> OF_THREADS = Set.of("id", "messages", "context");

    private final Change change;
    private final Happenings happenings;
    private final List<JsonSlice> contacts;
    private final List<Finding> findings = new ArrayList<>();

    ChangeReader(Change change, Happenings happenings) {
        this.change = change;
        this.happenings = happenings;
        this.contacts = change.contacts();
    }

    List<Finding> read() {
        if (change.field().equals("account_update")) {
            account(Kind.ACCOUNT, change.value());
        } else {
            items();
        }
        change.leftOver().forEach(member -> account(Kind.UNSUPPORTED, member));
        return findings;
    }

    private void items() {
        var known = false;
        var leftOver = new ArrayList<JsonSlice>();
        for (var member : change.value().members()) {
            var items = member.elements();
            switch (member.isArray() ? member.name() : "") {
                // An address book is no relationship: WhatsApp Business Messaging Policy asks for an opt-in of each person.
                case "state_sync" -> findings.add(new Ignored("address-book"));
                case "messages" -> items.forEach(item -> message(item, Direction.INBOUND));
                case "message_echoes" -> items.forEach(item -> message(item, Direction.OUTBOUND));
                case "statuses" -> items.forEach(this::status);
                case "calls" -> items.forEach(this::call);
                case "user_preferences" -> items.forEach(this::preference);
                case "user_id_update" -> items.forEach(this::otherUserId);
                case "history" -> items.forEach(this::history);
                case "errors" -> items.forEach(item -> account(Kind.ACCOUNT, item));
                default -> {
                    if (!SURROUNDINGS.contains(member.name()) || member.name().equals("contacts") && !member.isArray()) {
                        leftOver.add(member);
                    }
                    continue;
                }
            }
            known = true;
        }
        if (known) {
            leftOver.forEach(member -> account(Kind.UNSUPPORTED, member));
        } else {
            account(Kind.UNSUPPORTED, change.value());
        }
    }

    private void message(JsonSlice item, Direction direction) {
        if (item.isWhole()) {
            // files of the history come later than their messages, one by one, where live messages do
            var old = change.field().equals(HISTORY);
            var told = isOwn(item, "") ? Direction.OUTBOUND : direction;
            var place = told == Direction.INBOUND ? Place.SENDER : Place.RECIPIENT;
            message(item, told, old ? Source.HISTORY : Source.LIVE, Party.of(item, place, contacts));
        }
    }

    private void message(JsonSlice item, Direction direction, Source source, Optional<Party> party) {
        var told = Told.of(item);
        var at = Timestamp.of(item.at("timestamp"));
        var id = item.at("id").scalar().orElse(Happenings.NO_ID);
        var ofGroup = item.has("group_id");
        if (party.isEmpty() && !ofGroup) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
            return;
        }
        // a group is many people's, and no chat with one customer
        var understood = !ofGroup && !id.isEmpty() && at.isPresent();
        var content = understood ? Content.of(id, told)
                : Content.unsupported(id, item.at("type").text().orElse("unknown"), told);
        var facts = Facts.of(content.kind(), direction, at.orElse(null)).source(source)
                .message(orWithheld(whole(content.message(), told, Names.MESSAGE, ofGroup ? Optional.empty() : party)))
                .identityChange(content.identityChange());
        if (ofGroup || id.isEmpty()) {
            add(facts, item, ofGroup ? Optional.empty() : party);
        } else {
            add(facts, item, party, id, happened(content));
            wishOf(content, facts, item, party, id);
        }
    }

    /** Where nothing at all was handed over, the reason may stand beside. */
    private Message orWithheld(Message message) {
        if (!message.content().isEmpty()) {
            return message;
        }
        var parts = new Parts();
        change.value().at("errors").elements().forEach(error -> {
            var why = Names.ERROR.in(Told.of(error));
            parts.add(PartType.WITHHELD, Lines.error(why), why);
        });
        return message.content(parts.list());
    }

    /** With what nobody read of it, of its contact and of what surrounds it. */
    private Message whole(Message message, Told item, TechnicalPaths technical, Optional<Party> party) {
        // what a system message says beside its sentence can name the customer too
        var unread = new Fields().withAll(
                item.has("system") || technical == Names.USER_ID_UPDATE ? Nameless.fields(item, item.unread(technical))
                        : item.unread(technical));
        party.flatMap(Party::contact).ifPresent(
                contact -> unread.withAll(Told.of(contact).unread("contact", Names.CONTACT)));
        unread.withAll(Told.of(change.metadata()).unread("metadata", Names.METADATA));
        return Unread.in(party.flatMap(Party::contact).isPresent() ? message : withNames(message, item.json()), unread.list());
    }

    /** Where nobody is known to be the customer, or no contact to be theirs, who was told of stands with the words. */
    private Message withNames(Message message, JsonSlice item) {
        var names = new Fields();
        Party.of(item, Place.SENDER, contacts).flatMap(Party::contact).or(() -> sole(contacts))
                .ifPresent(contact -> names.with("contact", contact.at("profile", "name").text()));
        return message.content(new Parts().addAll(message.content()).add(PartType.SYSTEM, null, names.list()).list());
    }

    private static Optional<JsonSlice> sole(List<JsonSlice> contacts) {
        return contacts.size() == 1 ? Optional.of(contacts.get(0)) : Optional.empty();
    }

    /** Meta's ready-made button under an advertisement, and Meta's sentence about it, say what the customer's settings say. */
    private void wishOf(Content content, Facts facts, JsonSlice item, Optional<Party> party, String id) {
        var wish = item.has("button") ? OptOutButton.wish(content.message().text())
                : item.at("system", "marketing").text().flatMap(MarketingPreference::told);
        wish.filter(any -> facts.direction() == Direction.INBOUND)
                .ifPresent(preference -> add(happenings.preferenceAt(facts.occurredAt()).source(facts.source())
                        .preference(preference), item, party, id, "preference"));
    }

    /** What is not understood today may be understood tomorrow: it is the same event then. */
    private static String happened(Content content) {
        return switch (content.kind()) {
            case EDIT -> "edit";
            case REVOCATION -> "revocation";
            case REACTION -> "reaction";
            // the file itself comes later, with the same message id
            default -> content.message().type().equals("media_placeholder") ? "placeholder" : "message";
        };
    }

    private void status(JsonSlice item) {
        if (!item.isWhole()) {
            return;
        }
        var participant = Place.GROUP_PARTICIPANT.addressIn(item);
        var ofGroup = item.at("recipient_type").text().equals(Optional.of("group")) && !participant.exists();
        var party = ofGroup ? Optional.<Party> empty()
                : Party.of(item, participant.exists() ? Place.GROUP_PARTICIPANT : Place.STATUS_RECIPIENT, contacts);
        var id = item.at("id").scalar().orElse("");
        var at = Timestamp.of(item.at("timestamp"));
        var word = item.at("status").scalar().orElse("");
        var state = state(word);
        var told = Told.of(item);
        if (party.isEmpty() && id.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (item.at("type").text().equals(Optional.of("call")) && !id.isEmpty() && at.isPresent()) {
            var message = whole(CallReader.message(id, told, Direction.OUTBOUND), told, Names.STATUS, party);
            add(Facts.of(Kind.CALL, Direction.OUTBOUND, at.get()).message(message), item, party, id, "call:" + word);
        } else if (word.equals(DELETED) && !id.isEmpty() && at.isPresent()) {
            var message = new Message(id, "revoke").target(id)
                    .content(new Parts().add(PartType.SYSTEM, "The message was deleted.").list());
            add(Facts.of(Kind.REVOCATION, Direction.INBOUND, at.get()).message(whole(message, told, Names.STATUS, party)), item,
                    party, id, "revocation");
        } else if (id.isEmpty() || at.isEmpty() || state.isEmpty() || item.has("payment")) {
            add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)).message(otherStatus(told, party)), item,
                    party);
        } else {
            var reached = new Status(id, state.get(), item.at("biz_opaque_callback_data").textOrNull(),
                    errors(item).stream().findFirst().orElse(null), told.unread(Names.STATUS));
            var what = "status:" + word + participant.scalar().map(member -> ":" + member).orElse("");
            add(Facts.of(Kind.STATUS, Direction.INBOUND, at.get()).status(reached), item, party, id, what);
        }
        if (party.isPresent() && !id.isEmpty() && errors(item).contains(MarketingPreference.ERROR)) {
            add(happenings.preferenceAt(at.orElse(null)).preference(MarketingPreference.PREFERENCE_OF_ERROR), item, party, id,
                    "preference");
        }
    }

    /** The codes; one alone may stand without a list. */
    private static List<String> errors(JsonSlice item) {
        var errors = item.at("errors");
        return (errors.isObject() ? List.of(errors) : errors.elements()).stream()
                .flatMap(error -> error.at("code").scalar().stream()).toList();
    }

    /** What came of a payment, or a word that is not known: nobody wrote it. */
    private Message otherStatus(Told told, Optional<Party> party) {
        var parts = new Parts();
        if (told.has("payment")) {
            var fields = new Fields().withAll(Names.PAYMENT.in(told))
                    .withAll(told.at("payment", "notes").unread("notes", TechnicalPaths.NONE)).list();
            parts.add(PartType.PAYMENT, Payment.sentence(fields), fields);
        } else {
            parts.add(PartType.SYSTEM, null, new Fields().with("status", told.at("status").say()).list());
            var errors = told.at("errors");
            (errors.json().isObject() ? List.of(errors) : errors.elements()).forEach(error -> {
                var why = Names.ERROR.in(error);
                parts.add(PartType.WITHHELD, Lines.error(why), why);
            });
        }
        return whole(new Message(Happenings.NO_ID, "system").content(parts.list()), told,
                Names.STATUS, party);
    }

    private void call(JsonSlice item) {
        if (!item.isWhole()) {
            return;
        }
        var said = item.at("direction").text();
        var isOurs = isOwn(item, "") || said.equals(Optional.of("BUSINESS_INITIATED"));
        var direction = isOurs ? Direction.OUTBOUND : Direction.INBOUND;
        // what the company began can be told with the customer at either end
        var isToCustomer = isOwn(item, "") || isOurs && Place.RECIPIENT.addressIn(item).exists() && !isToUs(item);
        var party = Party.of(item, isToCustomer ? Place.RECIPIENT : Place.SENDER, contacts);
        var id = item.at("id").scalar().orElse(Happenings.NO_ID);
        var at = Timestamp.of(item.at("timestamp"));
        var told = Told.of(item);
        if (party.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
            return;
        }
        var facts = Facts.of(Kind.CALL, direction, at.orElse(null))
                .message(whole(CallReader.message(id, told, direction), told, Names.CALL_ITEM, party));
        if (id.isEmpty()) {
            add(facts, item, party);
        } else {
            add(facts, item, party, id, Stream.of("event", "status").flatMap(word -> item.at(word).scalar().stream())
                    .collect(Collectors.joining(":", "call:", "")));
        }
    }

    private boolean isToUs(JsonSlice item) {
        var to = item.at("to").scalar().orElse("");
        return !change.displayNumber().isEmpty() && to.replaceAll("\\D", "").equals(change.displayNumber());
    }

    private static Optional<Status.State> state(String word) {
        return switch (word) {
            case "sent" -> Optional.of(Status.State.SENT);
            case "delivered" -> Optional.of(Status.State.DELIVERED);
            case "read" -> Optional.of(Status.State.READ);
            case "played" -> Optional.of(Status.State.PLAYED);
            case "failed" -> Optional.of(Status.State.FAILED);
            default -> Optional.empty();
        };
    }

    private void preference(JsonSlice item) {
        if (!item.isWhole()) {
            return;
        }
        var party = Party.of(item, Place.PREFERENCE, contacts);
        var at = Timestamp.of(item.at("timestamp"));
        var told = Told.of(item);
        if (party.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (!item.at("category").isText() || !item.at("value").isText()) {
            add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)).message(
                    whole(otherPreference(told), told, Names.PREFERENCE, party)), item, party);
        } else {
            add(happenings.preferenceAt(at.orElse(null)).preference(MarketingPreference.of(told)), item, party);
        }
    }

    private static Message otherPreference(Told told) {
        var fields = new Fields().with("category", told.at("category").say()).with("value", told.at("value").say()).list();
        return new Message(Happenings.NO_ID, "system").content(new Parts().add(PartType.SYSTEM, null, fields).list());
    }

    /** The customer has another business-scoped id from now on; the event's customer is who they were before. */
    private void otherUserId(JsonSlice item) {
        if (!item.isWhole()) {
            return;
        }
        var party = Party.of(item.at("user_id", "previous"), item, Place.PREFERENCE, contacts);
        var current = item.at("user_id", "current").text();
        var told = Told.of(item);
        var detail = told.at("detail").say().map(sentence -> withoutIds(item, sentence));
        var message = whole(new Message(Happenings.NO_ID, "system").text(detail.orElse(null))
                .content(new Parts().add(PartType.SYSTEM, detail).list()), told, Names.USER_ID_UPDATE, party);
        var at = Timestamp.of(item.at("timestamp"));
        if (party.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (current.isEmpty() || at.isEmpty()) {
            add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)).message(message), item, party);
        } else {
            var change = new IdentityChange(IdentityChange.What.USER_ID,
                    item.at("wa_id").text().filter(PhoneNumber::is).map(PhoneNumber::e164).orElse(null), current.get(), null);
            add(Facts.of(Kind.IDENTITY_CHANGE, Direction.INBOUND, at.get()).message(message).identityChange(change), item,
                    party);
        }
    }

    /** A thread says of its customer what contacts say elsewhere. */
    private List<JsonSlice> withThreads(JsonSlice thread) {
        var context = thread.at("context");
        return context.isObject() ? Stream.concat(contacts.stream(), Stream.of(context)).toList() : contacts;
    }

    private static String withoutIds(JsonSlice item, String sentence) {
        return Nameless.without(sentence, Stream.of(item.at("user_id", "previous"), item.at("user_id", "current"),
                item.at("parent_user_id", "previous"), item.at("parent_user_id", "current"), item.at("wa_id")));
    }

    /** Threads of up to 180 days ago. */
    private void history(JsonSlice chunk) {
        var before = findings.size();
        chunk.members().stream().filter(member -> !OF_CHUNKS.contains(member.name()))
                .forEach(member -> account(Kind.UNSUPPORTED, member));
        for (var thread : chunk.at("threads").elements()) {
            var customer = thread.at("id");
            if (!thread.isObject()) {
                account(Kind.UNSUPPORTED, thread);
            } else if (thread.has("messages") && !thread.at("messages").isArray()) {
                account(Kind.UNSUPPORTED, thread.at("messages"));
            }
            besideMessages(thread, customer);
            for (var item : thread.at("messages").elements()) {
                if (item.isWhole()) {
                    var outbound = isOwn(item, customer.scalar().orElse(""));
                    var place = outbound ? Place.RECIPIENT : Place.SENDER;
                    message(item, outbound ? Direction.OUTBOUND : Direction.INBOUND, Source.HISTORY,
                            Party.of(customer.exists() ? customer : place.addressIn(item), item, place, withThreads(thread)));
                }
            }
        }
        chunk.at("errors").elements().forEach(error -> account(Kind.ACCOUNT, error));
        if (findings.size() == before) {
            account(Kind.ACCOUNT, chunk);
        }
    }

    /** What is not known of a thread is told of its customer. */
    private void besideMessages(JsonSlice thread, JsonSlice customer) {
        var members = thread.members().stream().filter(member -> !OF_THREADS.contains(member.name())).toList();
        if (!members.isEmpty()) {
            var unread = new Fields();
            members.forEach(member -> unread.withAll(Told.of(member).unread(member.name(), TechnicalPaths.NONE)));
            var message = new Message(Happenings.NO_ID, "system")
                    .content(new Parts().add(PartType.UNKNOWN, null, unread.list()).list());
            var party = Party.of(customer, thread, Place.SENDER, withThreads(thread));
            findings.add(happenings.of(
                    Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, null).source(Source.HISTORY).message(message),
                    change.business(), party.map(Party::person), change.fragment(customer, members)));
        }
    }

    /** Whether the company wrote it: history says so, or shows it by the number, or by whose thread it is. */
    private boolean isOwn(JsonSlice item, String customer) {
        var said = item.at("history_context", "from_me").scalar();
        if (said.isPresent()) {
            return said.get().equals("true");
        }
        var from = item.at("from").scalar().orElse("");
        var isOurNumber = !change.displayNumber().isEmpty() && from.replaceAll("\\D", "").equals(change.displayNumber());
        var isNotTheirs = PhoneNumber.is(customer) && PhoneNumber.is(from)
                && !PhoneNumber.same(Optional.of(customer), Optional.of(from));
        return isOurNumber || isNotTheirs;
    }

    private void account(Kind kind, JsonSlice item) {
        if (item.isWhole()) {
            Instant at = Timestamp.of(change.time()).orElse(null);
            var told = Told.of(item);
            var path = item.name() == null || item == change.value() ? "" : item.name();
            var parts = new Parts().add(kind == Kind.ACCOUNT ? PartType.SYSTEM : PartType.UNKNOWN, null,
                    told.unread(path, Names.ACCOUNT));
            findings.add(happenings.of(Facts.of(kind, Direction.INBOUND, at)
                    .message(new Message(Happenings.NO_ID, "system").content(parts.list())), change.business(),
                    Optional.empty(), change.fragment(item)));
        }
    }

    private void add(Facts facts, JsonSlice item, Optional<Party> party) {
        findings.add(happenings.of(facts, change.business(), party.map(Party::person), fragment(item, party)));
    }

    private void add(Facts facts, JsonSlice item, Optional<Party> party, String messageId, String what) {
        findings.add(happenings.of(facts, change.business(), party.map(Party::person), fragment(item, party), messageId, what));
    }

    private byte[] fragment(JsonSlice item, Optional<Party> party) {
        return change.fragment(item, party.flatMap(Party::contact));
    }
}
