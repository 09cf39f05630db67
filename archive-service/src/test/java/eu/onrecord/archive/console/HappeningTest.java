package eu.onrecord.archive.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.archive.perusal.Entry;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent.Disclosure;
import eu.onrecord.contract.consent.DisclosureState;

class HappeningTest {
    private static final Disclosure NOTICE = new Disclosure(UUID.randomUUID(), "2026-1", "nl", "contact-2026", null, null, null,
            null);

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "DISCLOSURE_CHANGED, delivered, notice-delivered",
            "RELATIONSHIP_CHANGED, contacted-us, relationship-contacted-us", "OPTED_OUT, marketing, stopped-marketing",
            "OPTED_OUT, all, stopped-all", "OPTED_OUT, -, stopped-all", "OPTED_IN, -, wanted-again",
            "THREADS_LINKED, -, threads-linked", "COLD_CONTACT_DETECTED, -, cold-contact-detected",
            "RESTRICTION_CHANGED, lifted, restriction-lifted", "RESTRICTION_CHANGED, restricted, restricted",
            "SEND_REFUSED, -, send-refused", "CUSTOMERS_SEPARATED, -, other" })
    void whatHappenedIsAWord(Change change, String state, String expected) {
        assertEquals(expected, Happening.of(entry(change.eventType(), state, NOTICE, null)));
    }

    @Test
    void whatNobodyCouldReadOrFetchIsAWordToo() {
        assertEquals("not-read-erased",
                Happening.of(entry("eu.onrecord.chat.message.v1", null, null, new Entry.NotRead("erased", null, null))));
        assertEquals("file-lost", Happening.of(entry("eu.onrecord.file.lost.v1", "lost", null, null)));
        assertEquals("other", Happening.of(entry("eu.onrecord.consent.something-new.v1", "x", null, null)));
        assertEquals("other", Happening.of(entry(Change.DISCLOSURE_CHANGED.eventType(), "sent", null, null)));
    }

    /** A word without words would be said in English to everybody. */
    @Test
    void everyWordHasWords() throws IOException {
        var said = cases();

        Stream.of(DisclosureState.values()).map(it -> "notice-" + it.name().toLowerCase(Locale.ROOT))
                .forEach(word -> assertTrue(said.contains(word), word));
        List.of("not-read-erased", "not-read-key-lost", "not-read-key-unusable", "not-read-broken", "not-read-not-understood",
                "relationship-unknown", "relationship-contacted-us", "relationship-established", "relationship-dormant",
                "relationship-expired", "relationship-suspended", "stopped-all", "stopped-marketing", "wanted-again",
                "threads-linked", "cold-contact-detected", "restricted", "restriction-lifted", "send-refused", "file-kept",
                "file-lost", "chat-message", "chat-edit", "chat-revocation", "chat-reaction", "chat-status", "chat-call",
                "chat-account", "chat-unsupported").forEach(word -> assertTrue(said.contains(word), word));
    }

    private List<String> cases() throws IOException {
        try (var template = getClass().getResourceAsStream("/templates/console/happening.html")) {
            return Pattern.compile("\\{#case '([a-z-]+)'}")
                    .matcher(new String(template.readAllBytes(), StandardCharsets.UTF_8)).results().map(it -> it.group(1))
                    .toList();
        }
    }

    private static Entry entry(String type, String state, Disclosure disclosure, Entry.NotRead notRead) {
        return new Entry(UUID.randomUUID(), 1L, null, type, "Something happened.", null, null, null, List.of(), null, null,
                null,
                null, null, null, null, state, null, List.of(), null, null, disclosure, null, null, null, null, null, List.of(),
                notRead, null);
    }
}
