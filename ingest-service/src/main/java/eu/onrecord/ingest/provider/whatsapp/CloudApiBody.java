package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.Fragment;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reason;

/** Reads a body of the Cloud API, which 360dialog passes on as it is. */
final class CloudApiBody {
    /** Meta: webhooks have at most 3 MB. */
    static final int LARGEST_BYTES = 3 * 1024 * 1024;

    /** Meta tells up to a thousand updates at once; each item looks through all contacts for its own. */
    private static final int MOST_CONTACTS = 2000;
    private static final Set<String> ENVELOPE = Set.of("object", "entry");

    private final Channel channel;
    private final Happenings happenings;

    CloudApiBody(Channel channel, Authentication authentication, ThreadKey threadKey) {
        this.channel = channel;
        this.happenings = new Happenings(channel, authentication, threadKey, Provider.JSON, Network.WHATSAPP);
    }

    /** What is whole in a body that breaks off is read; the break is a finding of its own. */
    List<Finding> read(byte[] bytes) {
        var body = JsonSlice.of(bytes);
        var findings = new ArrayList<Finding>();
        if (isSaidTwice(body)) {
            // one of them is read below; who sends such a thing may have meant the other
            findings.add(new Quarantined(Reason.UNREADABLE));
        }
        if (isBare(body)) {
            findings.addAll(read(Change.bare(body, channel.numbers())));
            return findings;
        }
        for (var entry : body.at("entry").elements()) {
            for (var change : entry.at("changes").elements()) {
                findings.addAll(read(Change.of(entry, change)));
            }
            if (entry.at("changes").elements().isEmpty()) {
                findings.add(new Quarantined(Reason.UNREADABLE));
            }
            unknown(Change.leftOver(entry), entry, findings);
        }
        unknown(body.members().stream().filter(member -> !ENVELOPE.contains(member.name())).toList(), JsonSlice.NOTHING,
                findings);
        if (!body.isWhole() || findings.isEmpty() && !isEmptyEnvelope(body)) {
            findings.add(new Quarantined(Reason.UNREADABLE));
        }
        return findings;
    }

    /** Whether a name stands twice in what surrounds the items, of which only one can be read (RFC 8259, section 4). */
    private static boolean isSaidTwice(JsonSlice body) {
        var entries = body.at("entry").elements();
        var changes = entries.stream().flatMap(entry -> entry.at("changes").elements().stream()).toList();
        return Stream.of(Stream.of(body), entries.stream(), changes.stream(), changes.stream().map(it -> it.at("value")))
                .flatMap(objects -> objects).map(object -> object.members().stream().map(JsonSlice::name).toList())
                .anyMatch(names -> Set.copyOf(names).size() < names.size());
    }

    private List<Finding> read(Change change) {
        var foreign = change.number().map(number -> !channel.owns(number))
                .orElse(change.hasItems() && !channel.owns(change.accountId()));
        if (foreign) {
            return List.of(new Quarantined(Reason.UNKNOWN_NUMBER));
        }
        return change.contacts().size() > MOST_CONTACTS ? List.of(new Quarantined(Reason.BATCH_TOO_LARGE))
                : new ChangeReader(change, happenings).read();
    }

    private void unknown(List<JsonSlice> members, JsonSlice holder, List<Finding> findings) {
        var account = holder.at("id");
        var business = account.scalar().orElse("");
        for (var member : members) {
            if (member.isWhole()) {
                var parts = new Parts().add(PartType.UNKNOWN, null,
                        Nameless.ofPeople(Told.of(member), Told.of(member).unread(member.name(), TechnicalPaths.NONE)));
                // the same words in another place are something else
                findings.add(happenings.of(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, null).message(
                        new Message(Happenings.NO_ID, "system").content(parts.list())), business, Optional.empty(),
                        new Fragment().with("id", account).with("time", holder.at("time")).with(member.name(), member)
                                .bytes()));
            }
        }
    }

    /** The form of the older API, which hubs of 360dialog still send: what else is a change's value stands alone. */
    private boolean isBare(JsonSlice body) {
        return channel.provider().equals(Dialog360.NAME) && body.isWhole() && !body.has("entry")
                && (body.at("messages").isArray() || body.at("statuses").isArray());
    }

    /** Meta's own test of a webhook: an object that says nothing. */
    private static boolean isEmptyEnvelope(JsonSlice body) {
        return body.at("entry").isArray() && body.at("entry").elements().isEmpty();
    }
}
