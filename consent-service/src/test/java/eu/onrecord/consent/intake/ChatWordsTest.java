package eu.onrecord.consent.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.desk.DeskMessage;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;

/**
 * What follows from each word of the contract's chat events: {@code effects.txt} says it, for every example. What is published
 * of it is the contract's.
 */
class ChatWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> whatFollowsFromEachWord() throws IOException {
        return effects().entrySet().stream().map(line -> DynamicTest.dynamicTest(line.getKey(),
                () -> assertEquals(line.getValue(), effect(take(line.getKey().split(" after ")[0],
                        line.getKey().contains(" after ") ? line.getKey().split(" after ")[1] : null)))));
    }

    /** What this service published itself it passes over. */
    @Test
    void noExampleOfAnotherServiceIsLeftOut() throws IOException {
        var listed = effects().keySet().stream().map(name -> name.split(" after ")[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(GoldenMessage.of("ingest-service").stream().filter(name -> name.startsWith("chat-"))
                .collect(Collectors.toCollection(TreeSet::new)), listed);
    }

    @Test
    void whoWantsMessagesAgainIsPublished() {
        Memory.assertLast(Change.OPTED_IN, "consent-opted-in", take("chat-settings-start", "chat-settings-stop"));
    }

    @Test
    void whoIsWrittenToWithoutARelationshipIsPublished() {
        Memory.assertLast(Change.COLD_CONTACT_DETECTED, "consent-cold-contact-detected", take("chat-echo", null));
    }

    @Test
    void whichThreadsAreOneIsPublishedWithARevisionThatGrows() {
        var work = Memory.work(NOW);
        var intake = new ChatIntake(work);
        var phone = NothingForbiddenTest.messageIn("a".repeat(32), "+31612345678", null);
        var both = NothingForbiddenTest.messageIn("b".repeat(32), "+31612345678", "NL.1349");
        var id = NothingForbiddenTest.messageIn("c".repeat(32), null, "NL.1349");

        Stream.of(phone, both, id).forEach(event -> intake.take(UUID.randomUUID(), event, Memory.CHANNEL));

        work.publishLinks();
        work.publishLinks();

        Memory.assertLast(Change.THREADS_LINKED, "consent-threads-linked", work);
        assertEquals(List.of(1L, 2L), Memory.changes(work).stream()
                .filter(change -> change.data().change() == Change.THREADS_LINKED).map(change -> change.data().revision())
                .toList());
    }

    private static Work take(String name, String before) {
        var work = Memory.work(NOW);
        var intake = new ChatIntake(work);
        if (before != null) {
            var event = EventCodec.readChat(GoldenMessage.received(before));
            intake.take(event.id(), anHourEarlier(event.data()), Memory.CHANNEL);
            work.then().publications().clear();
            work.then().deskEvents().clear();
            work.then().messages().clear();
        }
        take(intake, name);
        return work;
    }

    private static void take(ChatIntake intake, String name) {
        var event = EventCodec.readChat(GoldenMessage.received(name));
        intake.take(event.id(), event.data(), Memory.CHANNEL);
    }

    private static ChatEvent anHourEarlier(ChatEvent it) {
        var at = NOW.minus(Duration.ofHours(1));
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), it.status(), it.identityChange(),
                it.preference(), at, it.timeOf(), at, it.original());
    }

    /** In words. */
    private static String effect(Work work) {
        var effects = new ArrayList<String>();
        Memory.changes(work).stream().map(change -> change.data())
                .forEach(it -> effects.add(Stream.of(it.change().word(), it.state(), it.reason())
                        .filter(word -> word != null).collect(Collectors.joining(" "))));
        work.then().messages().forEach(message -> effects.add("send " + message.kind.name().toLowerCase()));
        work.then().deskEvents().stream().filter(event -> !event.type().contains(".consent."))
                .forEach(event -> effects.add("desk " + event.type().replaceAll(".*desk\\.(.*)\\.v1", "$1")
                        + (event.data() instanceof DeskMessage told
                                ? " " + told.kind() + " " + told.direction().name().toLowerCase()
                                : "")));
        work.then().publications().stream().filter(it -> it.topic().equals(Topic.CHAT))
                .forEach(it -> effects.add("sent event"));
        return effects.isEmpty() ? "nothing" : String.join("; ", effects);
    }

    private static Map<String, String> effects() throws IOException {
        var effects = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Path.of("src/test/resources/effects.txt"), UTF_8)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(": ", 2);
                effects.put(parts[0].strip(), parts[1].strip());
            }
        }
        return effects;
    }
}
