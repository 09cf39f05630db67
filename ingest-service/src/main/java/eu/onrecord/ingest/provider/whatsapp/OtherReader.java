package eu.onrecord.ingest.provider.whatsapp;

import java.util.Optional;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;

/** Reads what is told of the business account, and what is not understood: all of it is shown. */
final class OtherReader {
    private final Change change;
    private final Surroundings surroundings;
    private final Findings findings;

    OtherReader(Change change, Surroundings surroundings, Findings findings) {
        this.change = change;
        this.surroundings = surroundings;
        this.findings = findings;
    }

    /** @param item a member, an item, or all that changed */
    void read(Kind kind, JsonSlice item) {
        if (item.isWhole()) {
            var path = item.name() == null || item == change.value() ? "" : item.name();
            var isAccounts = kind == Kind.ACCOUNT;
            var told = Told.of(item);
            var unread = told.unread(path, Names.ACCOUNT);
            var parts = new Parts().add(isAccounts ? PartType.SYSTEM : PartType.UNKNOWN, null,
                    isAccounts ? unread : Nameless.ofPeople(told, unread));
            findings.add(Facts.of(kind, Direction.INBOUND, Timestamp.of(change.time()).orElse(null))
                    .message(new Message(Happenings.NO_ID, "system").content(parts.list())),
                    isAccounts ? Optional.empty() : surroundings.onlyCustomer(item),
                    change.fragment(item));
        }
    }
}
