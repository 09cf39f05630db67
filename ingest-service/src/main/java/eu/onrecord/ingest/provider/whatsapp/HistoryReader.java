package eu.onrecord.ingest.provider.whatsapp;

import java.util.Set;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;

/** Reads the chats of up to 180 days ago, which a company that begins may bring along: a chunk holds threads of messages. */
final class HistoryReader {
    private static final Set<String> OF_CHUNKS = Set.of("metadata", "threads", "errors");
    private static final Set<String> OF_THREADS = Set.of("id", "messages", "context");

    private final Change change;
    private final Surroundings surroundings;
    private final Findings findings;
    private final MessageReader messages;
    private final OtherReader others;

    HistoryReader(Change change, Surroundings surroundings, Findings findings, MessageReader messages, OtherReader others) {
        this.change = change;
        this.surroundings = surroundings;
        this.findings = findings;
        this.messages = messages;
        this.others = others;
    }

    void read(JsonSlice chunk) {
        var before = findings.count();
        chunk.members().stream().filter(member -> !OF_CHUNKS.contains(member.name()) || isNoList(member))
                .forEach(member -> others.read(Kind.UNSUPPORTED, member));
        chunk.at("threads").items().forEach(this::thread);
        chunk.at("errors").items().forEach(error -> others.read(Kind.ACCOUNT, error));
        if (findings.count() == before) {
            others.read(Kind.ACCOUNT, chunk);
        }
    }

    private static boolean isNoList(JsonSlice member) {
        return member.exists() && !member.isArray() && !member.isObject();
    }

    private void thread(JsonSlice thread) {
        var told = thread.at("messages");
        if (!thread.isObject()) {
            others.read(Kind.UNSUPPORTED, thread);
        } else if (isNoList(told)) {
            others.read(Kind.UNSUPPORTED, told);
        }
        var contacts = contacts(thread);
        besideMessages(thread, contacts);
        told.items().stream().filter(JsonSlice::isWhole).forEach(item -> message(thread, item, contacts));
    }

    private void message(JsonSlice thread, JsonSlice item, Contacts contacts) {
        var customer = thread.at("id");
        var outbound = change.isFromBusiness(item, customer.scalar().orElse(""));
        var place = outbound ? Place.RECIPIENT : Place.SENDER;
        messages.read(item, outbound ? Direction.OUTBOUND : Direction.INBOUND, Source.HISTORY,
                Party.of(customer.exists() ? customer : place.addressIn(item), item, place, contacts));
    }

    /** What is not known of a thread is told of its customer. */
    private void besideMessages(JsonSlice thread, Contacts contacts) {
        var members = thread.members().stream().filter(member -> !OF_THREADS.contains(member.name())).toList();
        if (members.isEmpty()) {
            return;
        }
        var unread = new Fields();
        members.forEach(member -> unread.withAll(Told.of(member).unread(member.name(), TechnicalPaths.NONE)));
        var message = new Message(Happenings.NO_ID, "system")
                .content(new Parts().add(PartType.UNKNOWN, null, unread.list()).list());
        findings.add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, null).source(Source.HISTORY).message(message),
                Party.of(thread.at("id"), thread, Place.SENDER, contacts), change.fragment(thread.at("id"), members));
    }

    /** A thread says of its customer what contacts say elsewhere. */
    private Contacts contacts(JsonSlice thread) {
        var context = thread.at("context");
        return context.isObject() ? surroundings.contacts().and(context) : surroundings.contacts();
    }
}
