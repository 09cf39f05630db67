package eu.onrecord.archive.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Topics have no order between them, events are told again, pods work side by side: what comes out is the same. */
@QuarkusTest
class ConversationsTest extends ArchiveTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID FIRST_PROOF = new UUID(0, 1);
    private static final UUID SECOND_PROOF = new UUID(0, 2);
    @Inject
    Conversations conversations;

    private final String a = random();
    private final String b = random();
    private final String c = random();
    private final String d = random();

    @RepeatedTest(24)
    void whateverTheOrderTheConversationsAreTheSame(RepetitionInfo repetition) {
        var news = new ArrayList<>(List.of(heard(a, 1, "+31611"), heard(b, 5, "+31622"), heard(c, 3), heard(d, 4),
                linked(6, a, b), linked(7, b, c), linked(7, b, c), told(b, 8, SECOND_PROOF), told(c, 2, FIRST_PROOF)));
        Collections.shuffle(news, new Random(repetition.getCurrentRepetition()));

        // in batches of any size
        for (var from = 0; from < news.size();) {
            var to = Math.min(news.size(), from + 1 + repetition.getCurrentRepetition() % 4);
            hear(news.subList(from, to));
            from = to;
        }

        var kept = Stream.of(a, b, c).map(thread -> ConversationId.of(thread, "example-nl")).min(ConversationId.ORDER).get();
        assertEquals(List.of(kept, kept, kept, ConversationId.of(d, "example-nl")),
                Stream.of(a, b, c, d).map(this::conversationOf).toList());
        assertEquals("RELEASED " + START.plusSeconds(1) + " " + START.plusSeconds(2) + " " + FIRST_PROOF, described(kept));
        assertEquals(2, count("conversation_identifier where conversation_id = $1", kept));
        assertEquals(2, count("conversation where merged_into = $1", kept));
    }

    @RepeatedTest(10)
    void whoLinksAtTheSameTimeLinksTheSame() {
        var threads = Stream.generate(ConversationsTest::random).limit(8).toList();
        var links = new ArrayList<Uni<Void>>();
        for (var i = 0; i + 1 < threads.size(); i++) {
            var link = linked(i, threads.get(i), threads.get(i + 1));
            links.add(pool.withTransaction(transaction -> conversations.hear(transaction, List.of(link)).replaceWithVoid()));
        }

        Uni.join().all(links).andFailFast().await().atMost(SOON);

        assertEquals(1, threads.stream().map(this::conversationOf).distinct().count());
    }

    @Test
    void aThreadOfTwoLegalEntitiesIsTwoConversations() {
        hear(List.of(heard(a, 1), new News(a, "example-be", "whatsapp-nl", START, List.of(), FIRST_PROOF, List.of())));

        assertEquals(2, count("conversation_thread where thread = $1", a));
        assertEquals("PENDING", described(ConversationId.of(a, "example-nl")).split(" ")[0]);
        assertEquals("RELEASED", described(ConversationId.of(a, "example-be")).split(" ")[0]);
    }

    @Test
    void threadsOfAnotherChannelOrLegalEntityAreNeverLinked() {
        hear(List.of(heard(a, 1), new News(b, "example-nl", "telegram-nl", START, List.of(), null, List.of()),
                new News(c, "example-be", "whatsapp-nl", START, List.of(), null, List.of())));

        hear(List.of(linked(2, a, b, c)));

        assertEquals(3, Stream.of(a, b).map(this::conversationOf).distinct().count()
                + count("conversation_thread where thread = $1 and conversation_id = $2", c,
                        ConversationId.of(c, "example-be")));
    }

    @Test
    void theEndMovesByTheHourAndTheBeginningAtOnce() {
        var ends = "conversation where id = $1 and opened_at = $2 and last_at = $3";
        hear(List.of(heard(a, 120)));
        hear(List.of(heard(a, 3599)));
        assertEquals(1, count(ends, ConversationId.of(a, "example-nl"), utc(120), utc(0)));

        hear(List.of(heard(a, 3601), heard(a, -1)));

        assertEquals(1, count(ends, ConversationId.of(a, "example-nl"), utc(-1), utc(3600)));
    }

    private static OffsetDateTime utc(int seconds) {
        return START.plusSeconds(seconds).atOffset(ZoneOffset.UTC);
    }

    private void hear(List<News> news) {
        pool.withTransaction(transaction -> conversations.hear(transaction, news)).await().atMost(SOON);
    }

    private static News heard(String thread, int seconds, String... identifiers) {
        return new News(thread, "example-nl", "whatsapp-nl", START.plusSeconds(seconds), List.of(identifiers), null, List.of());
    }

    private static News told(String thread, int seconds, UUID proof) {
        return new News(thread, "example-nl", "whatsapp-nl", START.plusSeconds(seconds), List.of(), proof, List.of());
    }

    private static News linked(int seconds, String... threads) {
        return new News(threads[0], "example-nl", "whatsapp-nl", START.plusSeconds(seconds), List.of(), null,
                List.of(threads));
    }

    private UUID conversationOf(String thread) {
        return pool.preparedQuery("select conversation_id from conversation_thread where thread = $1 and legal_entity = $2")
                .execute(Tuple.of(thread, "example-nl")).await().atMost(SOON).iterator().next().getUUID("conversation_id");
    }

    private String described(UUID conversation) {
        var row = pool.preparedQuery("select * from conversation where id = $1").execute(Tuple.of(conversation)).await()
                .atMost(SOON).iterator().next();
        return row.getString("state") + " " + row.getOffsetDateTime("opened_at").toInstant() + " "
                + (row.getOffsetDateTime("released_at") == null ? null : row.getOffsetDateTime("released_at").toInstant()) + " "
                + row.getUUID("released_by");
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
