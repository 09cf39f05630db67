package eu.onrecord.ingest.provider.whatsapp;

import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.OptOutButton;

/** Reads messages, whoever wrote them, with what is done to messages: edits, deletions, reactions. */
final class MessageReader {
    private final Change change;
    private final Surroundings surroundings;
    private final Findings findings;
    /** Why something was not handed over; read once, for all of which that is so. */
    private List<Part> errors;

    MessageReader(Change change, Surroundings surroundings, Findings findings) {
        this.change = change;
        this.surroundings = surroundings;
        this.findings = findings;
    }

    /** @param direction of what stands in this list, where the item does not say otherwise */
    void read(JsonSlice item, Direction direction) {
        // files of the history come later than their messages, one by one, where live messages do
        var source = change.field().equals(Change.HISTORY) ? Source.HISTORY : Source.LIVE;
        var told = change.isFromBusiness(item, "") ? Direction.OUTBOUND : direction;
        read(item, told, source, surroundings.party(item, told == Direction.INBOUND ? Place.SENDER : Place.RECIPIENT));
    }

    void read(JsonSlice item, Direction direction, Source source, Optional<Party> party) {
        var told = Told.of(item);
        var at = Timestamp.of(item.at("timestamp"));
        var id = item.at("id").scalar().orElse(Happenings.NO_ID);
        var ofGroup = item.has("group_id");
        if (party.isEmpty() && !ofGroup) {
            findings.withoutCustomer();
            return;
        }
        // a group is many people's, and no chat with one customer
        var customer = ofGroup ? Optional.<Party> empty() : party;
        var understood = !ofGroup && !id.isEmpty() && at.isPresent();
        var content = understood ? Content.of(id, told)
                : Content.unsupported(id, item.at("type").text().orElse("unknown"), told);
        var message = surroundings.with(content.message(), told, Names.MESSAGE, customer);
        var facts = Facts.of(content.kind(), direction, at.orElse(null)).source(source).message(orWithheld(message))
                .identityChange(content.identityChange());
        if (ofGroup || id.isEmpty()) {
            findings.add(facts, item, customer);
        } else {
            findings.add(facts, item, customer, id, happened(content));
            wishOf(content, facts, item, customer, id);
        }
    }

    /** Where nothing at all was handed over, the reason may stand beside. */
    private Message orWithheld(Message message) {
        if (!message.content().isEmpty()) {
            return message;
        }
        if (errors == null) {
            errors = errors();
        }
        return message.content(errors);
    }

    private List<Part> errors() {
        var parts = new Parts();
        change.value().at("errors").items().forEach(error -> {
            var why = Names.ERROR.in(Told.of(error));
            parts.add(PartType.WITHHELD, Lines.error(why), why);
        });
        return parts.list();
    }

    /** Meta's ready-made button under an advertisement, and Meta's sentence about it, say what the customer's settings say. */
    private void wishOf(Content content, Facts facts, JsonSlice item, Optional<Party> party, String id) {
        var wish = item.has("button") || item.has("interactive") ? OptOutButton.wish(content.message().text())
                : item.at("system", "marketing").text().flatMap(MarketingPreference::told);
        wish.filter(any -> facts.direction() == Direction.INBOUND)
                .ifPresent(preference -> findings.add(findings.preferenceAt(Optional.ofNullable(facts.occurredAt()))
                        .source(facts.source()).preference(preference), item, party, id, "preference"));
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
}
