package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.desk.DeskEvent;
import eu.onrecord.consent.desk.StructuredEvent;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What a desk is told is the contract's example, for each thing that can happen in a chat and each state of its messages. */
class DeskWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<String> CONSENT = List.of("relationship-changed", "disclosure-delivered", "opted-out", "opted-in",
            "cold-contact-detected", "restricted");
    private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    @TestFactory
    Stream<DynamicTest> whatHappensInAChatIsToldAsTheContractSays() {
        return GoldenMessage.of("ingest-service").stream().filter(name -> news(name, Memory.work(NOW)).findAny().isPresent())
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    var work = Memory.work(NOW);
                    var told = news(name, work).toList();
                    assertEquals(1, told.size());
                    assertTold(name.replace("chat-", ""), told.get(0));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatChangesInConsentIsToldAsItIsPublished() {
        return CONSENT.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            var published = EventCodec.readConsent(GoldenMessage.received("consent-" + name));
            assertTrue(DeskEvent.isNews(published.data()));
            assertTold("consent-" + name, DeskEvent.ofConsent(published.id(), published.data()));
        }));
    }

    /** A notice's showing is told apart. */
    @TestFactory
    Stream<DynamicTest> howFarAMessageCameIsToldAsTheContractSays() {
        return states().map(state -> DynamicTest.dynamicTest(state.word(), () -> {
            var work = Memory.work(NOW);
            var concerned = work.dossiers()
                    .of(EventCodec.readChat(GoldenMessage.received("chat-text-received")).data());
            var message = OutboundMessage.answer(concerned.thread(), Purpose.SERVICE, new Content.Text("Om 3 uur"),
                    "anna",
                    "key", new byte[0], NOW);
            message.id = UUID.fromString("c0000000-0000-4000-8000-000000000004");
            message.state = state;
            message.error = state == Delivery.FAILED ? "131026" : state == Delivery.HELD ? "notice-not-proven" : null;
            assertTold("message-" + state.word(),
                    DeskEvent.ofMessage(UUID.fromString("c0000000-0000-4000-8000-000000000001"), message));
        }));
    }

    @Test
    void whoseLanguageTheCrmKnowsIsToldWithIt() throws JsonProcessingException {
        var event = EventCodec.readChat(GoldenMessage.received("chat-text-received"));
        var work = Memory.work(NOW);
        work.dossiers().of(event.data()).dossier().customer().language = "nl-BE";

        assertTold("in-the-customers-language", news("chat-text-received", work).findFirst().orElseThrow());
    }

    @Test
    void whatTheDeskItselfSentIsNamedByTheIdThatItWasGiven() {
        var event = EventCodec.readChat(GoldenMessage.received("chat-choice-received")).data();

        assertEquals(event.message().replyTo(), Memory.work(NOW).sent().asTheDeskKnows(event, event.message().replyTo()));
        assertEquals(null, Memory.work(NOW).sent().asTheDeskKnows(event, null));
    }

    private static Stream<Delivery> states() {
        return Stream.of(Delivery.values()).filter(state -> state != Delivery.WAIVED);
    }

    private static Stream<DeskEvent> news(String name, Work work) {
        var event = EventCodec.readChat(GoldenMessage.received(name));
        new ChatIntake(work).take(event.id(), event.data(), Memory.CHANNEL);
        return work.then().deskEvents().stream().filter(told -> told.type().startsWith("eu.onrecord.desk."));
    }

    /** Those of messages, of consent, of the states of what was sent, and whose language is known. */
    @Test
    void noExampleIsMadeByNobody() {
        var made = new TreeSet<String>();
        GoldenMessage.of("ingest-service").stream().filter(name -> news(name, Memory.work(NOW)).findAny().isPresent())
                .forEach(name -> made.add(name.replace("chat-", "")));
        CONSENT.forEach(name -> made.add("consent-" + name));
        states().forEach(state -> made.add("message-" + state.word()));
        made.add("in-the-customers-language");

        assertEquals(made, new TreeSet<>(GoldenMessage.toldNames()));
    }

    private static void assertTold(String name, DeskEvent told) throws JsonProcessingException {
        var standIns = new LinkedHashMap<>(Map.of(told.customer().toString(), "c0000000-0000-4000-8000-000000000002"));
        GoldenMessage.assertTold(name, JSON.writeValueAsBytes(StructuredEvent.of(told, NOW)), standIns);
    }
}
