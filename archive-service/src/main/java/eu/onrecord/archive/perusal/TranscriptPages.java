package eu.onrecord.archive.perusal;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Bulkhead;

import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.MediaFiles;
import eu.onrecord.archive.mention.Mention.Role;
import eu.onrecord.archive.mention.Mentions;
import eu.onrecord.archive.record.ConversationRecords;
import eu.onrecord.archive.record.ConversationRecords.View;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.archive.record.Extract;
import eu.onrecord.archive.record.Opened;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;

/** Brings together what a page of a conversation needs: its records, what was done to their messages, what those answer. */
@ApplicationScoped
class TranscriptPages {
    private static final String[] EVERYTHING = { Role.IS.name(), Role.ABOUT.name() };
    /** What is done to the messages of one page, and unsealed for it at once. */
    private static final int MOST_MARKS = 10_000;
    /**
     * A message has two ids, ours and the provider's: more than a few steps lead from one to another only where somebody plays.
     */
    private static final int MOST_ROUNDS = 5;

    /** A page is opened, understood and written out: some twenty megabytes, beside what is being recorded. */
    private static final int READ_AT_ONCE = 4;
    private static final int MOST_WAITING = 256;

    private static final Extract NOTHING = new Extract(List.of(), false);

    private final ConversationRecords records;
    private final Mentions mentions;
    private final MediaFiles media;
    private final Vertx vertx;

    TranscriptPages(ConversationRecords records, Mentions mentions, MediaFiles media, Vertx vertx) {
        this.records = records;
        this.mentions = mentions;
        this.media = media;
        this.vertx = vertx;
    }

    /**
     * At most so many entries behind a place. Whoever answers with them has recorded before that somebody reads them.
     *
     * @param conversation that may be read
     * @param after null for whoever begins to read
     * @param asker whoever is gone when it is their turn keeps nobody from theirs
     */
    @Bulkhead(value = READ_AT_ONCE, waitingTaskQueue = MOST_WAITING)
    Uni<Transcript> page(Conversation conversation, View view, Cursor after, int limit, Asker asker) {
        return asker.present().chain(() -> after == null ? records.start() : Uni.createFrom().item(after))
                .chain(place -> page(conversation, view, place, limit));
    }

    private Uni<Transcript> page(Conversation conversation, View view, Cursor after, int limit) {
        return records.page(conversation.id, view, after, limit).chain(page -> {
            var next = page.next() == null ? null : page.next().text();
            return view == View.RECORDS ? oneByOne(conversation, page.records(), next)
                    : withOrphans(conversation, page.records()).chain(read -> transcript(conversation, read, next));
        });
    }

    private Uni<Transcript> oneByOne(Conversation conversation, List<Opened> page, String next) {
        return media.of(page.stream().map(Opened::id).toList()).chain(files -> vertx.executeBlocking(
                () -> Transcript.of(conversation, page.stream()
                        .flatMap(record -> Reading.of(List.of(record), List.of(), files).stream()).toList(), next, false),
                false));
    }

    /** What was done to a message that cannot be opened stands by itself. */
    private Uni<Extract> withOrphans(Conversation conversation, List<Opened> page) {
        var closed = page.stream().filter(it -> it.value() == null).map(Opened::id).toList();
        return closed.isEmpty() ? Uni.createFrom().item(new Extract(page, false))
                : records.beside(conversation.id, closed, MOST_MARKS)
                        .map(orphans -> new Extract(together(page, orphans.records()), orphans.isCut()));
    }

    private static List<Opened> together(List<Opened> page, List<Opened> others) {
        var there = page.stream().map(Opened::id).collect(Collectors.toSet());
        return Stream.concat(page.stream(), others.stream().filter(it -> !there.contains(it.id()))).sorted(Opened.ORDER)
                .toList();
    }

    private Uni<Transcript> transcript(Conversation conversation, Extract page, String next) {
        return speaking(conversation, page.records(), NOTHING, 1)
                .chain(marks -> answered(conversation, page.records()).chain(answered -> {
                    var speaking = Stream.concat(marks.records().stream(), answered.records().stream()).toList();
                    // what was done to a message and cannot be opened says so beside it
                    var read = together(page.records(), marks.records().stream().filter(it -> it.value() == null).toList());
                    return media.of(Stream.concat(read.stream(), speaking.stream()).map(Opened::id).distinct().toList())
                            .chain(files -> vertx.executeBlocking(
                                    () -> Transcript.of(conversation, Reading.of(read, speaking, files), next,
                                            page.isCut() || marks.isCut() || answered.isCut()),
                                    false));
                }));
    }

    /** What speaks of the page's messages, and of those that are found to be the same: until no new id is named. */
    private Uni<Extract> speaking(Conversation conversation, List<Opened> page, Extract before, int round) {
        return hashes(conversation,
                () -> Reading.asked(Stream.concat(page.stream(), before.records().stream()).toList()).messages())
                .chain(messages -> records.about(conversation.id, messages, EVERYTHING, MOST_MARKS))
                .chain(found -> found.records().size() == before.records().size() || found.isCut()
                        ? Uni.createFrom().item(found)
                        : round == MOST_ROUNDS ? Uni.createFrom().item(new Extract(found.records(), true))
                                : speaking(conversation, page, found, round + 1));
    }

    /** Off the event loop: whole pages are read for it. */
    private Uni<Buffer[]> hashes(Conversation conversation, Supplier<Collection<String>> ids) {
        return vertx.executeBlocking(() -> mentions.hashes(conversation.legalEntity, conversation.channel, ids.get()), false);
    }

    private Uni<Extract> answered(Conversation conversation, List<Opened> page) {
        return hashes(conversation, () -> Reading.asked(page).answered())
                .chain(messages -> records.about(conversation.id, messages, EVERYTHING, MOST_MARKS));
    }
}
