package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.MediaFiles;
import eu.onrecord.archive.mention.Mention.Role;
import eu.onrecord.archive.mention.Mentions;
import eu.onrecord.archive.record.ConversationRecords;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.archive.record.Extract;
import eu.onrecord.archive.record.Opened;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

/** Brings together what a page of a conversation needs: its records, what was done to their messages, what those answer. */
@ApplicationScoped
class TranscriptPages {
    private static final String[] EVERYTHING = { Role.IS.name(), Role.ABOUT.name() };
    private static final String[] MESSAGES = { Role.IS.name() };
    /** What is done to the messages of one page, and unsealed for it at once. */
    private static final int MOST_MARKS = 10_000;
    /**
     * A message has two ids, ours and the provider's: more than a few steps lead from one to another only where somebody plays.
     */
    private static final int MOST_ROUNDS = 5;

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
     */
    Uni<Transcript> page(Conversation conversation, Cursor after, int limit) {
        return records.page(conversation.id, after, limit).chain(page -> withOrphans(conversation, page.records())
                .chain(read -> transcript(conversation, read, page.next() == null ? null : page.next().text())));
    }

    /** What was done to a message that cannot be opened stands by itself. */
    private Uni<List<Opened>> withOrphans(Conversation conversation, List<Opened> page) {
        var closed = page.stream().filter(it -> it.value() == null).map(Opened::id).toList();
        return closed.isEmpty() ? Uni.createFrom().item(page)
                : records.beside(conversation.id, closed, MOST_MARKS).map(orphans -> Stream
                        .concat(page.stream(), orphans.records().stream().filter(it -> page.stream().noneMatch(
                                there -> there.id().equals(it.id()))))
                        .sorted(Opened.ORDER).toList());
    }

    private Uni<Transcript> transcript(Conversation conversation, List<Opened> page, String next) {
        return speaking(conversation, page, NOTHING, 1).chain(marks -> answered(conversation, page).chain(answered -> {
            var speaking = Stream.concat(marks.records().stream(), answered.records().stream()).toList();
            return media.of(Stream.concat(page.stream(), speaking.stream()).map(Opened::id).distinct().toList())
                    .chain(files -> vertx.executeBlocking(() -> Transcript.of(conversation, Reading.of(page, speaking, files),
                            next, marks.isCut() || answered.isCut()), false));
        }));
    }

    /** What speaks of the page's messages, and of those that are found to be the same: until no new id is named. */
    private Uni<Extract> speaking(Conversation conversation, List<Opened> page, Extract before, int round) {
        var ids = Reading.asked(Stream.concat(page.stream(), before.records().stream()).toList()).messages();
        return records
                .about(conversation.id, mentions.hashes(conversation.legalEntity, conversation.channel, ids), EVERYTHING,
                        MOST_MARKS)
                .chain(found -> found.records().size() == before.records().size() || found.isCut() || round == MOST_ROUNDS
                        ? Uni.createFrom().item(found)
                        : speaking(conversation, page, found, round + 1));
    }

    private Uni<Extract> answered(Conversation conversation, List<Opened> page) {
        return records.about(conversation.id,
                mentions.hashes(conversation.legalEntity, conversation.channel, Reading.asked(page).answered()), MESSAGES,
                MOST_MARKS);
    }
}
