package eu.onrecord.ingest.provider.whatsapp;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;

/** Reads what happens of calls, whoever began them. */
final class CallReader {
    private final Change change;
    private final Surroundings surroundings;
    private final Findings findings;

    CallReader(Change change, Surroundings surroundings, Findings findings) {
        this.change = change;
        this.surroundings = surroundings;
        this.findings = findings;
    }

    void read(JsonSlice item) {
        var isFromUs = change.isFromBusiness(item, "");
        var isOurs = isFromUs || "BUSINESS_INITIATED".equals(item.at("direction").textOrNull());
        var direction = isOurs ? Direction.OUTBOUND : Direction.INBOUND;
        // what the company began can be told with the customer at either end
        var isToCustomer = isFromUs
                || isOurs && Place.RECIPIENT.addressIn(item).exists() && !change.isBusiness(item.at("to").scalar().orElse(""));
        var party = surroundings.party(item, isToCustomer ? Place.RECIPIENT : Place.SENDER);
        if (party.isEmpty()) {
            findings.withoutCustomer();
            return;
        }
        var id = item.at("id").scalar().orElse(Happenings.NO_ID);
        var told = Told.of(item);
        var facts = Facts.of(Kind.CALL, direction, Timestamp.of(item.at("timestamp")).orElse(null))
                .message(surroundings.with(CallContent.message(id, told, direction), told, Names.CALL_ITEM, party));
        if (id.isEmpty()) {
            findings.add(facts, item, party);
        } else {
            findings.add(facts, item, party, id, Stream.of("event", "status").flatMap(word -> item.at(word).scalar().stream())
                    .collect(Collectors.joining(":", "call:", "")));
        }
    }
}
