package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Ignored;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.PhoneNumber;
import eu.onrecord.ingest.provider.Reason;

/** Reads one change, item by item: an item that cannot be read takes no other with it. */
final class ChangeReader {
    /** What stands beside the items, and is kept with each of them. */
    private static final Set<String> SURROUNDINGS = Set.of("messaging_product", "metadata", "contacts");
    private static final String HISTORY = "history";

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
        switch (change.field()) {
            // An address book is no relationship: WhatsApp Business Messaging Policy asks for an opt-in of each person.
            case "smb_app_state_sync" -> findings.add(new Ignored("address-book"));
            case "account_update" -> account(Kind.ACCOUNT, change.value());
            default -> items();
        }
        return findings;
    }

    private void items() {
        var known = false;
        var leftOver = new ArrayList<JsonSlice>();
        for (var member : change.value().members()) {
            var items = member.elements();
            switch (member.isArray() ? member.name() : "") {
                case "messages" -> items.forEach(item -> message(item, Direction.INBOUND));
                case "message_echoes" -> items.forEach(item -> message(item, Direction.OUTBOUND));
                case "statuses" -> items.forEach(this::status);
                case "user_preferences" -> items.forEach(this::preference);
                case "history" -> items.forEach(this::history);
                case "errors" -> items.forEach(item -> account(Kind.ACCOUNT, item));
                default -> {
                    if (!SURROUNDINGS.contains(member.name())) {
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
            var told = old && isOwn(item, "") ? Direction.OUTBOUND : direction;
            var place = told == Direction.INBOUND ? Place.SENDER : Place.RECIPIENT;
            message(item, told, old ? Source.HISTORY : Source.LIVE, Party.of(item, place, contacts));
        }
    }

    private void message(JsonSlice item, Direction direction, Source source, Optional<Party> party) {
        var at = Timestamp.of(item.at("timestamp"));
        var id = item.at("id").scalar().orElse("");
        if (item.has("group_id")) {
            // many people's, and no chat with one customer
            add(Facts.of(Kind.UNSUPPORTED, direction, at.orElse(null)).source(source), item, Optional.empty());
        } else if (party.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (id.isEmpty()) {
            add(Facts.of(Kind.UNSUPPORTED, direction, at.orElse(null)).source(source), item, party);
        } else {
            var content = at.isPresent() ? Content.of(id, item)
                    : Content.unsupported(id, item.at("type").text().orElse("unknown"), item);
            var facts = Facts.of(content.kind(), direction, at.orElse(null)).source(source).message(content.message())
                    .identityChange(content.identityChange());
            add(facts, item, party, id, happened(content));
        }
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
        if (party.isEmpty() && id.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (id.isEmpty() || at.isEmpty() || state.isEmpty()) {
            add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)), item, party);
        } else {
            var told = new Status(id, state.get(), item.at("biz_opaque_callback_data").textOrNull(),
                    item.at("errors").elements().stream().findFirst().flatMap(error -> error.at("code").scalar()).orElse(null));
            var what = "status:" + word + participant.scalar().map(member -> ":" + member).orElse("");
            add(Facts.of(Kind.STATUS, Direction.INBOUND, at.get()).status(told), item, party, id, what);
        }
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
        if (party.isEmpty()) {
            findings.add(new Quarantined(Reason.NO_CUSTOMER));
        } else if (at.isEmpty() || !item.at("category").isText() || !item.at("value").isText()) {
            add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)), item, party);
        } else {
            var told = new Preference(item.at("category").textOrNull(), item.at("value").textOrNull());
            add(Facts.of(Kind.PREFERENCE_CHANGE, Direction.INBOUND, at.get()).preference(told), item, party);
        }
    }

    /** Threads of up to 180 days ago. */
    private void history(JsonSlice chunk) {
        var before = findings.size();
        for (var thread : chunk.at("threads").elements()) {
            var customer = thread.at("id");
            for (var item : thread.at("messages").elements()) {
                if (item.isWhole()) {
                    var outbound = isOwn(item, customer.scalar().orElse(""));
                    var place = outbound ? Place.RECIPIENT : Place.SENDER;
                    message(item, outbound ? Direction.OUTBOUND : Direction.INBOUND, Source.HISTORY,
                            Party.of(customer.exists() ? customer : place.addressIn(item), item, place, contacts));
                }
            }
        }
        chunk.at("errors").elements().forEach(error -> account(Kind.ACCOUNT, error));
        if (findings.size() == before) {
            account(Kind.ACCOUNT, chunk);
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
            add(Facts.of(kind, Direction.INBOUND, at), item, Optional.empty());
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
