package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Happenings;

/** Reads one change, item by item, each by the reader of its kind: an item that cannot be read takes no other with it. */
final class ChangeReader {
    /** What stands beside the items, and is kept with each of them. */
    private static final Set<String> SURROUNDINGS = Set.of("messaging_product", "metadata");

    /**
     * Fields of the business account, its numbers and its templates: nobody's chat
     * (https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components).
     */
    private static final Set<String> OF_THE_ACCOUNT = Set.of("account_update", "account_alerts", "account_review_update",
            "account_settings_update", "automatic_events", "business_capability_update", "business_status_update", "flows",
            "message_template_components_update", "message_template_quality_update", "message_template_status_update",
            "partner_solutions", "payment_configuration_update", "phone_number_name_update", "phone_number_quality_update",
            "security", "template_category_update", "template_correct_category_detection", "tracking_events");

    private final Change change;
    private final Findings findings;
    private final MessageReader messages;
    private final StatusReader statuses;
    private final CallReader calls;
    private final CustomerReader customers;
    private final HistoryReader history;
    private final OtherReader others;

    ChangeReader(Change change, Happenings happenings) {
        this.change = change;
        this.findings = new Findings(change, happenings);
        var surroundings = new Surroundings(change);
        this.messages = new MessageReader(change, surroundings, findings);
        this.statuses = new StatusReader(surroundings, findings);
        this.calls = new CallReader(change, surroundings, findings);
        this.customers = new CustomerReader(surroundings, findings);
        this.others = new OtherReader(change, surroundings, findings);
        this.history = new HistoryReader(change, surroundings, findings, messages, others);
    }

    List<Finding> read() {
        if (OF_THE_ACCOUNT.contains(change.field())) {
            others.read(Kind.ACCOUNT, change.value());
        } else {
            items();
        }
        change.leftOver().forEach(member -> others.read(Kind.UNSUPPORTED, member));
        return findings.list();
    }

    private void items() {
        var known = false;
        var leftOver = new ArrayList<JsonSlice>();
        for (var member : change.value().members()) {
            var reader = readerOf(member);
            // An address book is no relationship: WhatsApp Business Messaging Policy asks for an opt-in of each person.
            if (member.name().equals("state_sync")) {
                findings.ignored("address-book");
                known = true;
            } else if (reader.isPresent()) {
                member.items().forEach(reader.get());
                known = true;
            } else if (!isSurroundings(member)) {
                leftOver.add(member);
            }
        }
        if (known) {
            leftOver.forEach(member -> others.read(Kind.UNSUPPORTED, member));
        } else {
            others.read(Kind.UNSUPPORTED, change.value());
        }
    }

    /** Of the items in it; empty if this is no list of items that we know. */
    private Optional<Consumer<JsonSlice>> readerOf(JsonSlice member) {
        return !member.isArray() && !member.isObject() ? Optional.empty() : Optional.ofNullable(switch (member.name()) {
            case "messages" -> whole(item -> messages.read(item, Direction.INBOUND));
            case "message_echoes" -> whole(item -> messages.read(item, Direction.OUTBOUND));
            case "statuses" -> whole(statuses::read);
            case "calls" -> whole(calls::read);
            case "user_preferences" -> whole(customers::preference);
            case "user_id_update" -> whole(customers::otherUserId);
            case Change.HISTORY -> history::read;
            case "errors" -> item -> others.read(Kind.ACCOUNT, item);
            default -> null;
        });
    }

    /** That in which a body breaks off is not read: the quarantined body has it. */
    private static Consumer<JsonSlice> whole(Consumer<JsonSlice> reader) {
        return item -> {
            if (item.isWhole()) {
                reader.accept(item);
            }
        };
    }

    private static boolean isSurroundings(JsonSlice member) {
        return SURROUNDINGS.contains(member.name()) || member.name().equals("contacts") && member.isArray();
    }
}
