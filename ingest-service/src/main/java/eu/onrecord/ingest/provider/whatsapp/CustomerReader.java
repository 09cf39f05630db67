package eu.onrecord.ingest.provider.whatsapp;

import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.PhoneNumber;

/** Reads what is told of customers themselves: what they want to be sent, and what they are called from now on. */
final class CustomerReader {
    private final Surroundings surroundings;
    private final Findings findings;

    CustomerReader(Surroundings surroundings, Findings findings) {
        this.surroundings = surroundings;
        this.findings = findings;
    }

    void preference(JsonSlice item) {
        var party = surroundings.party(item, Place.PREFERENCE);
        var at = Timestamp.of(item.at("timestamp"));
        var told = Told.of(item);
        if (party.isEmpty()) {
            findings.withoutCustomer();
        } else if (!item.at("category").isText() || !isTold(item.at("value"))) {
            findings.add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null))
                    .message(surroundings.with(otherPreference(told), told, Names.PREFERENCE, party)), item, party);
        } else {
            findings.add(findings.preferenceAt(at).preference(MarketingPreference.of(told)), item, party);
        }
    }

    /** As a word, or as a list of one. */
    private static boolean isTold(JsonSlice value) {
        return value.isText() || value.elements().size() == 1 && value.elements().get(0).isText();
    }

    private static Message otherPreference(Told told) {
        var fields = new Fields().with("category", told.at("category").say()).with("value", told.at("value").say()).list();
        return new Message(Happenings.NO_ID, "system").content(new Parts().add(PartType.SYSTEM, null, fields).list());
    }

    /** The customer has another business-scoped id from now on; the event's customer is who they were before. */
    void otherUserId(JsonSlice item) {
        var party = Party.until(item.at("user_id", "previous"), item, Place.PREFERENCE, surroundings.contacts());
        var current = item.at("user_id", "current").text();
        var told = Told.of(item);
        var detail = told.at("detail").say().map(sentence -> withoutIds(item, sentence));
        var message = surroundings.with(new Message(Happenings.NO_ID, "system").text(detail.orElse(null))
                .content(new Parts().add(PartType.SYSTEM, detail).list()), told, Names.USER_ID_UPDATE, party);
        var at = Timestamp.of(item.at("timestamp"));
        if (party.isEmpty()) {
            findings.withoutCustomer();
        } else if (current.isEmpty() || at.isEmpty()) {
            findings.add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null)).message(message), item, party);
        } else {
            var change = new IdentityChange(IdentityChange.What.USER_ID,
                    item.at("wa_id").text().filter(PhoneNumber::is).map(PhoneNumber::e164).orElse(null), current.get(), null);
            findings.add(Facts.of(Kind.IDENTITY_CHANGE, Direction.INBOUND, at.get()).message(message).identityChange(change),
                    item, party);
        }
    }

    private static String withoutIds(JsonSlice item, String sentence) {
        return Nameless.without(item, sentence, Stream.of(item.at("user_id", "previous"), item.at("user_id", "current"),
                item.at("parent_user_id", "previous"), item.at("parent_user_id", "current"), item.at("wa_id")));
    }
}
