package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Ignored;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Finding.Reason;
import eu.onrecord.ingest.provider.whatsapp.Change.Contact;

/** Reads one change, item by item: an item that cannot be read takes no other with it. */
final class ChangeReader {
    private final Change change;
    private final Channel channel;
    private final Authentication authentication;
    private final ThreadKey threadKey;
    private final List<Contact> contacts;
    private final List<Finding> findings = new ArrayList<>();

    ChangeReader(Change change, Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.change = change;
        this.channel = channel;
        this.authentication = authentication;
        this.threadKey = threadKey;
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
        for (var member : change.value().members().entrySet()) {
            var items = member.getValue().elements();
            switch (member.getKey()) {
                case "messages" -> items.forEach(item -> message(item, Direction.INBOUND, Source.LIVE));
                case "message_echoes" -> items.forEach(item -> message(item, Direction.OUTBOUND, Source.LIVE));
                case "statuses" -> items.forEach(this::status);
                case "user_preferences" -> items.forEach(this::preference);
                case "history" -> items.forEach(this::history);
                case "errors" -> items.forEach(item -> account(Kind.ACCOUNT, item));
                default -> {
                    continue;
                }
            }
            known = true;
        }
        if (!known) {
            account(Kind.UNSUPPORTED, change.value());
        }
    }

    private void message(JsonSlice item, Direction direction, Source source) {
        if (!item.isWhole()) {
            return;
        }
        var node = item.node();
        var party = direction == Direction.INBOUND ? Party.of(node.path("from"), node.path("from_user_id"), contacts)
                : Party.of(node.path("to"), node.path("to_user_id"), contacts);
        message(item, direction, source, party);
    }

    private void message(JsonSlice item, Direction direction, Source source, Optional<Party> party) {
        var node = item.node();
        var at = Timestamp.of(node.path("timestamp"));
        var id = node.path("id").asText("");
        if (party.isEmpty()) {
            quarantine(item);
        } else if (id.isEmpty()) {
            add(EventFacts.of(Kind.UNSUPPORTED, direction).source(source), item, party, at, Optional.empty());
        } else {
            var content = at.isPresent() ? Content.of(id, node)
                    : Content.unsupported(id, node.path("type").asText("unknown"), node);
            add(EventFacts.of(content.kind(), direction).source(source).content(content), item, party, at,
                    Optional.of(EventId.of(channel.name(), id, happened(content.kind()))));
        }
    }

    /** What is not understood today may be understood tomorrow: it is the same event then. */
    private static String happened(Kind kind) {
        return switch (kind) {
            case EDIT -> "edit";
            case REVOCATION -> "revocation";
            case REACTION -> "reaction";
            default -> "message";
        };
    }

    private void status(JsonSlice item) {
        if (!item.isWhole()) {
            return;
        }
        var node = item.node();
        var participant = node.path("recipient_participant_id");
        var party = participant.isMissingNode()
                ? Party.of(node.path("recipient_id"), node.path("recipient_user_id"), contacts)
                : Party.of(participant, node.path("recipient_participant_user_id"), contacts);
        var id = node.path("id").asText("");
        var at = Timestamp.of(node.path("timestamp"));
        var state = state(node.path("status").asText(""));
        if (party.isEmpty() && id.isEmpty()) {
            quarantine(item);
        } else if (id.isEmpty() || at.isEmpty() || state.isEmpty()) {
            add(EventFacts.of(Kind.UNSUPPORTED, Direction.INBOUND), item, party, at, Optional.empty());
        } else {
            var told = new Status(id, state.get(), node.path("biz_opaque_callback_data").asText(null),
                    node.at("/errors/0/code").asText(null));
            var what = "status:" + node.path("status").asText()
                    + (participant.isMissingNode() ? "" : ":" + participant.asText());
            add(EventFacts.of(Kind.STATUS, Direction.INBOUND).status(told), item, party, at,
                    Optional.of(EventId.of(channel.name(), id, what)));
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
        var node = item.node();
        var party = Party.of(node.path("wa_id"), node.path("user_id"), contacts);
        var at = Timestamp.of(node.path("timestamp"));
        if (party.isEmpty()) {
            quarantine(item);
        } else if (at.isEmpty() || !node.path("category").isTextual() || !node.path("value").isTextual()) {
            add(EventFacts.of(Kind.UNSUPPORTED, Direction.INBOUND), item, party, at, Optional.empty());
        } else {
            var told = new Preference(node.path("category").asText(), node.path("value").asText());
            add(EventFacts.of(Kind.PREFERENCE_CHANGE, Direction.INBOUND).preference(told), item, party, at,
                    Optional.empty());
        }
    }

    /** Threads of up to 180 days ago; a message is the company's if it comes from the company's own number. */
    private void history(JsonSlice chunk) {
        var own = change.metadata().map(Change.Metadata::displayNumber).orElse("");
        for (var thread : chunk.elements("threads")) {
            var customer = thread.member("id").map(JsonSlice::node);
            for (var item : thread.elements("messages")) {
                if (item.isWhole()) {
                    var node = item.node();
                    var outbound = node.path("from").asText().equals(own);
                    var address = customer.orElse(outbound ? node.path("to") : node.path("from"));
                    message(item, outbound ? Direction.OUTBOUND : Direction.INBOUND, Source.HISTORY,
                            Party.of(address, node.path(outbound ? "to_user_id" : "from_user_id"), contacts));
                }
            }
        }
        chunk.elements("errors").forEach(error -> account(Kind.ACCOUNT, error));
    }

    private void account(Kind kind, JsonSlice item) {
        if (item.isWhole()) {
            var at = change.time().flatMap(time -> Timestamp.of(time.node()));
            add(EventFacts.of(kind, Direction.INBOUND), item, Optional.empty(), at, Optional.empty());
        }
    }

    private void quarantine(JsonSlice item) {
        findings.add(new Quarantined(Reason.NO_CUSTOMER, change.fragment(item, Optional.empty())));
    }

    private void add(EventFacts facts, JsonSlice item, Optional<Party> party, Optional<Instant> at, Optional<UUID> id) {
        var fragment = change.fragment(item, party.flatMap(Party::contact));
        var business = change.number().orElse(change.accountId());
        var thread = threadKey.threadOf(channel.name(), business, party.map(Party::identifier).orElse(""));
        Customer customer = party.map(Party::customer).orElse(null);
        var event = new ChatEvent(channel.legalEntity(), channel.name(), WhatsApp.NAME, business, thread, customer,
                facts.direction(), facts.kind(), facts.source(), facts.message(), facts.status(), facts.identityChange(),
                facts.preference(), at.orElse(null), authentication.at(),
                new Original("application/json", fragment, authentication));
        findings.add(new Happening(id.orElseGet(() -> EventId.ofFragment(channel.name(), fragment)), event));
    }
}
