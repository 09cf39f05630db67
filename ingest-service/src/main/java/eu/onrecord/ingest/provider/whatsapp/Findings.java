package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Ignored;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Reason;

/** What was found in one change, event by event; each keeps its item with what surrounds it. */
final class Findings {
    private final Change change;
    private final Happenings happenings;
    private final List<Finding> found = new ArrayList<>();

    Findings(Change change, Happenings happenings) {
        this.change = change;
        this.happenings = happenings;
    }

    /** An event whose id is made of the bytes that it keeps. */
    void add(Facts facts, JsonSlice item, Optional<Party> party) {
        add(facts, party, fragment(item, party));
    }

    /** As above, of what is no item. */
    void add(Facts facts, Optional<Party> party, byte[] original) {
        found.add(happenings.of(facts, change.business(), party.map(Party::person), original));
    }

    /**
     * An event whose id is made of a message's.
     *
     * @param what happened to the message
     */
    void add(Facts facts, JsonSlice item, Optional<Party> party, String messageId, String what) {
        found.add(happenings.of(facts, change.business(), party.map(Party::person), fragment(item, party), messageId, what));
    }

    private byte[] fragment(JsonSlice item, Optional<Party> party) {
        return change.fragment(item, party.flatMap(Party::contact));
    }

    /** What a customer wants from then on; from when it came, where no time is told. */
    Facts preferenceAt(Optional<Instant> told) {
        return happenings.preferenceAt(told.orElse(null));
    }

    /** Something of a chat, which does not say whose it is. */
    void withoutCustomer() {
        found.add(new Quarantined(Reason.NO_CUSTOMER));
    }

    /** Something that is not kept. */
    void ignored(String what) {
        found.add(new Ignored(what));
    }

    int count() {
        return found.size();
    }

    List<Finding> list() {
        return found;
    }
}
