package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/** Reads a body of the Cloud API, which 360dialog passes on as it is. */
final class CloudApiBody {
    /** Meta tells up to a thousand updates at once; each item looks through all contacts for its own. */
    private static final int MOST_CONTACTS = 2000;

    private final Channel channel;
    private final Happenings happenings;

    CloudApiBody(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON);
    }

    /** What is whole in a body that breaks off is read; the break is a finding of its own. */
    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes);
        var findings = new ArrayList<Finding>();
        for (var entry : body.at("entry").elements()) {
            for (var change : entry.at("changes").elements()) {
                findings.addAll(read(Change.of(entry, change)));
            }
            if (entry.at("changes").elements().isEmpty()) {
                findings.add(new Quarantined(Reason.UNREADABLE));
            }
        }
        if (!body.isWhole() || findings.isEmpty() && !isEmptyEnvelope(body)) {
            findings.add(new Quarantined(Reason.UNREADABLE));
        }
        return findings;
    }

    private List<Finding> read(Change change) {
        var foreign = change.number().map(number -> !channel.owns(number)).orElse(change.hasItems());
        if (foreign) {
            return List.of(new Quarantined(Reason.UNKNOWN_NUMBER));
        }
        return change.contacts().size() > MOST_CONTACTS ? List.of(new Quarantined(Reason.BATCH_TOO_LARGE))
                : new ChangeReader(change, happenings).read();
    }

    /** Meta's own test of a webhook: an object that says nothing. */
    private static boolean isEmptyEnvelope(JsonSlice body) {
        return body.at("entry").isArray() && body.at("entry").elements().isEmpty();
    }
}
