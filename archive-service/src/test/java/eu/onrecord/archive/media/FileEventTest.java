package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.format.Parts;
import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.chat.Media;

class FileEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final UUID MESSAGE = UUID.fromString("01900000-0000-7000-8000-0000000000ab");
    private final Media file = new Media("1", "image/jpeg", null, "a \"b\".jpg");
    private final Item message = new Item(UUID.randomUUID(), new Scope("0123456789abcdef0123456789abcdef"), "thread",
            "eu.onrecord.chat.message.v1", null, null, null, "example-nl", "whatsapp-nl",
            new OwnTime(Instant.parse("2026-02-28T12:00:00Z"), true), true, null, new byte[0]);

    @Test
    void whatIsWrittenIsReadAgain() {
        for (var event : Set.of(FileEvent.kept(MESSAGE, 2, file, "image/png", 5_000_000_000L, "00".repeat(32)),
                FileEvent.kept(MESSAGE, 0, new Media("1", null, null, null), null, 0, "00".repeat(32)),
                FileEvent.lost(MESSAGE, 1, file, "http-404"))) {
            var item = event.item(message, 3, NOW);
            assertEquals(event, FileEvent.of(item.type(), item.value()).orElseThrow());
        }
    }

    @Test
    void itIsOfTheMessagesThreadAndTime() {
        var item = FileEvent.kept(MESSAGE, 0, file, "image/jpeg", 1, "00".repeat(32)).item(message, 1, NOW);

        assertEquals(message.scope(), item.scope());
        assertEquals(new OwnTime(message.ownTime().at(), false), item.ownTime());
        assertEquals("2026-03-01T12:00:00.123Z", item.time());
        assertEquals("eu.onrecord.file.kept.v1", item.type());
        assertEquals(
                "{\"legalEntity\":\"example-nl\",\"channel\":\"whatsapp-nl\",\"thread\":\"0123456789abcdef0123456789abcdef\","
                        + "\"ordinal\":0,\"declaredType\":\"image/jpeg\",\"foundType\":\"image/jpeg\",\"size\":1,"
                        + "\"keptAt\":\"2026-03-01T12:00:00.123Z\",\"message\":\"" + MESSAGE + "\",\"content\":[{\"sha256\":\""
                        + "00".repeat(32) + "\",\"filename\":\"a \\\"b\\\".jpg\"}]}",
                new String(item.value(), UTF_8));
    }

    /** So that a proof can show when, how large and of what kind, and withhold which message, the name and the bytes' hash. */
    @Test
    void everyMemberStandsInAPartThatCanBeShownOrWithheld() {
        for (var event : Set.of(FileEvent.kept(MESSAGE, 2, file, "image/png", 5, "00".repeat(32)),
                FileEvent.lost(MESSAGE, 1, file, "http-404"))) {
            var item = event.item(message, 3, NOW);
            var names = new TreeSet<String>();
            Parts.of(item.type(), item.eventId(), item.value()).forEach(part -> {
                names.add(part.name());
                if (part.name().equals("rest")) {
                    assertTrue(
                            new String(part.bytes(), UTF_8)
                                    .matches("(?s)....\\{(\"[A-Za-z0-9]+\":(\\[\u0000\\]|\u0000),?)+\\}"),
                            new String(part.bytes(), UTF_8));
                }
            });
            assertEquals(Set.of("content/0", "event", "person", "rest"), names);
        }
    }

    @Test
    void aFileIsKeptOnceAndLostAsOftenAsItIsTried() {
        var kept = FileEvent.kept(MESSAGE, 0, file, null, 1, "00".repeat(32));
        var lost = FileEvent.lost(MESSAGE, 0, file, "http-404");

        assertEquals(kept.item(message, 1, NOW).eventId(), kept.item(message, 2, NOW.plusSeconds(1)).eventId());
        assertNotEquals(kept.item(message, 1, NOW).eventId(),
                FileEvent.kept(MESSAGE, 1, file, null, 1, "00".repeat(32)).item(message, 1, NOW).eventId());
        assertNotEquals(lost.item(message, 1, NOW).eventId(), lost.item(message, 2, NOW).eventId());
        assertEquals(5, kept.file().version());
        assertEquals(2, kept.file().variant());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "{}", "null", "{\"message\":1}",
            "{\"message\":\"x\",\"ordinal\":0,\"content\":[{}]}",
            "{\"message\":\"01900000-0000-7000-8000-0000000000ab\",\"ordinal\":\"x\",\"content\":[{}]}",
            "{\"message\":\"01900000-0000-7000-8000-0000000000ab\",\"ordinal\":0,\"content\":[]}",
            "{\"message\":\"01900000-0000-7000-8000-0000000000ab\",\"ordinal\":-1,\"size\":1,\"content\":[{}]}",
            "{\"message\":\"01900000-0000-7000-8000-0000000000ab\",\"ordinal\":0,\"size\":-1,\"content\":[{}]}",
            "{\"message\":\"01900000-0000-7000-8000-0000000000ab\",\"ordinal\":0,\"content\":[1],\"size\":1}" })
    void whatIsNotUnderstoodTellsNothing(String value) {
        assertTrue(FileEvent.of("eu.onrecord.file.kept.v1", value.getBytes(UTF_8)).isEmpty());
        assertTrue(FileEvent.of("eu.onrecord.chat.message.v1", value.getBytes(UTF_8)).isEmpty());
    }
}
