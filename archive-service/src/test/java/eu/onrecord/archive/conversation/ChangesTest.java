package eu.onrecord.archive.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.conversation.Changes.Change;

class ChangesTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID A = id("0a");
    private static final UUID B = id("0b");
    private static final UUID C = id("0c");
    /** Java would take it for negative, and PostgreSQL does not. */
    private static final UUID LAST = id("ff");

    @Test
    void theFirstTheLastAndTheFirstProofCountInAnyOrder() {
        var news = List.of(news(3, null), news(1, null), news(5, id("05")), news(4, id("04")), news(6, id("06")),
                news(2, null));

        var change = only(news);

        assertEquals(START.plusSeconds(1), change.first());
        assertEquals(START.plusSeconds(6), change.last());
        assertEquals(START.plusSeconds(4), change.toldAt());
        assertEquals(id("04"), change.toldBy());
    }

    @Test
    void ofTwoProofsOfTheSameMomentItIsTheSameOneInAnyOrder() {
        assertEquals(id("04"), only(List.of(news(1, id("04")), news(1, LAST))).toldBy());
        assertEquals(id("04"), only(List.of(news(1, LAST), news(1, id("04")))).toldBy());
    }

    @Test
    void whoWasNotToldIsNot() {
        var change = only(List.of(news(1, null)));

        assertNull(change.toldAt());
        assertNull(change.toldBy());
        assertEquals(START.plusSeconds(1), change.first());
        assertEquals(START.plusSeconds(1), change.last());
    }

    @Test
    void eachConversationHasItsOwn() {
        var changes = Changes.of(List.of(news(1, A), news(2, B), news(3, A)), it -> Stream.of(it.proof()));

        assertEquals(List.of(A, B), List.copyOf(changes.keySet()));
        assertEquals(START.plusSeconds(3), changes.get(A).last());
        assertEquals(START.plusSeconds(2), changes.get(B).last());
    }

    @Test
    void theLeastTakesTheOthersInHoweverTheyAreLinked() {
        var one = Map.of(B, A, C, A, LAST, A);

        assertEquals(one, Changes.merged(List.of(List.of(A, B), List.of(B, C), List.of(C, LAST))));
        assertEquals(one, Changes.merged(List.of(List.of(LAST, C), List.of(C, B), List.of(B, A))));
        assertEquals(one, Changes.merged(List.of(List.of(C, LAST), List.of(A, B), List.of(LAST, B))));
        assertEquals(one, Changes.merged(List.of(List.of(LAST, C, B, A), List.of(A, B))));
    }

    @Test
    void whatIsNotLinkedStaysAsItIs() {
        assertEquals(Map.of(), Changes.merged(List.of(List.of(A), List.of(B))));
        assertEquals(Map.of(LAST, B), Changes.merged(List.of(List.of(A), List.of(LAST, B))));
    }

    private static Change only(List<News> news) {
        return Changes.of(news, it -> Stream.of(A)).get(A);
    }

    private static News news(int seconds, UUID proof) {
        return new News("t", "example-nl", "whatsapp-nl", START.plusSeconds(seconds), List.of(), proof, List.of());
    }

    private static UUID id(String end) {
        return UUID.fromString("%s000000-0000-4000-8000-000000000000".formatted(end));
    }
}
