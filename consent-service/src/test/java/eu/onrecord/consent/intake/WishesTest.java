package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Wish;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** Whose words are a wish, and what is done where one cannot be understood: in doubt whoever writes is left alone. */
class WishesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final ChatEvent TEXT = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("words of their own", List.of(said("STOP")), "opted-out"),
                Arguments.of("what they made of a message", List.of(said("SOTP"), edited("STOP")), "opted-out"),
                Arguments.of("what the company made of one", List.of(said("x"), ours(edited("STOP"))), ""),
                Arguments.of("an edit that changed no word", List.of(said("START"), said("STOP"), edited("START")),
                        "opted-out"),
                Arguments.of("an objection in other words", List.of(said("Ik wil geen berichten meer ontvangen")), "opted-out"),
                Arguments.of("an objection that they made of a message",
                        List.of(said("Hallo"), edited("Please stop sending me promotions")), "opted-out"),
                Arguments.of("an objection of the company's", List.of(said("x"), ours(edited("Geen reclame meer"))), ""),
                Arguments.of("an objection without a readable time", List.of(without(said("Geen reclame meer"))),
                        "opted-out"),
                Arguments.of("the same once more", List.of(said("Geen reclame meer"), said("geen reclame meer!!")),
                        "opted-out"),
                Arguments.of("a company's own button", List.of(button("Annuleren", "afspraak-7")), ""),
                Arguments.of("words and a button that differ", List.of(button("Cancel", "STOP")), "opted-out"),
                Arguments.of("a button that is called otherwise", List.of(button("Start", "STOP")), "opted-out"),
                Arguments.of("no readable time", List.of(without(said("STOP"))), "opted-out"),
                Arguments.of("no readable time, and back", List.of(said("STOP"), without(said("START"))), "opted-out"),
                Arguments.of("somebody else's stop", List.of(forwarded("STOP")), ""),
                Arguments.of("somebody else's start", List.of(said("STOP"), forwarded("START")), "opted-out"),
                Arguments.of("a button that says so to a computer", List.of(said("STOP"), button("Begin", "START")),
                        "opted-out"),
                Arguments.of("a button that says so to both", List.of(said("STOP"), button("Start", "START")),
                        "opted-out opted-in"),
                Arguments.of("a button that says so to a person", List.of(said("STOP"), button("Start", "course-7")),
                        "opted-out"),
                Arguments.of("what stands under a photo", List.of(said("STOP"), photo("Start")), "opted-out"),
                Arguments.of("what was said on two lines", List.of(said("STOP"), said("Anmelden\nvon meinem Sohn")),
                        "opted-out"),
                Arguments.of("an invisible sign before a command", List.of(said("STOP"), said("\u200b/start start")),
                        "opted-out"),
                Arguments.of("a button that stops", List.of(button("Genoeg", "STOP")), "opted-out"),
                Arguments.of("opening a chat again", List.of(said("STOP"), said("/start")), "opted-out"),
                Arguments.of("a bot's command", List.of(said("/stop")), "opted-out"),
                Arguments.of("opening a chat", List.of(said("/start"), said("/start abc")), ""),
                Arguments.of("a bot that is begun again", List.of(said("/stop"), said("/start")), "opted-out opted-in"),
                Arguments.of("a link into a bot", List.of(said("/stop"), said("/start abc123")), "opted-out opted-in"),
                Arguments.of("words before a command", List.of(said("STOP"), said("/stop"), said("/start")), "opted-out"),
                Arguments.of("words behind a command", List.of(said("/stop"), said("STOP"), said("/start")), "opted-out"),
                Arguments.of("words that take a command back", List.of(said("/stop"), said("START")), "opted-out opted-in"),
                Arguments.of("a command that comes back", List.of(said("/stop"), said("/start"), said("/stop")),
                        "opted-out opted-in opted-out"),
                Arguments.of("a bot that is blocked and begun again",
                        List.of(set(Wish.STOP, Scope.ALL, Preference.Source.BLOCK), said("/start")), "opted-out opted-in"),
                Arguments.of("a bot that is blocked and let in again",
                        List.of(set(Wish.STOP, Scope.ALL, Preference.Source.BLOCK),
                                set(Wish.START, Scope.ALL, Preference.Source.BLOCK)),
                        "opted-out"),
                Arguments.of("a scope that is not known", List.of(set(Wish.STOP, null, Preference.Source.SETTINGS)),
                        "opted-out"),
                Arguments.of("a way back that is not known", List.of(said("STOP"), set(Wish.START, Scope.ALL, null)),
                        "opted-out"),
                Arguments.of("a known way back", List.of(said("STOP"), set(Wish.START, Scope.ALL, Preference.Source.SETTINGS)),
                        "opted-out opted-in"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void whoseWordsAreAWish(String what, List<ChatEvent> told, String changes) {
        var work = Memory.work(NOW);
        var intake = new ChatIntake(work);
        for (var i = 0; i < told.size(); i++) {
            intake.take(UUID.randomUUID(), later(told.get(i), i), Memory.CHANNEL);
        }

        assertEquals(changes, wishes(work));
    }

    static Stream<Arguments> ofTheForgotten() {
        return Stream.of(Arguments.of(said("STOP"), "ALL"), Arguments.of(edited("STOP"), "ALL"),
                Arguments.of(without(said("STOP")), "ALL"), Arguments.of(button("Cancel", "STOP"), "ALL"),
                Arguments.of(set(Wish.STOP, null, null), "ALL"),
                Arguments.of(set(Wish.STOP, Scope.MARKETING, Preference.Source.SETTINGS), "MARKETING"),
                Arguments.of(forwarded("STOP"), ""), Arguments.of(said("Hallo"), ""), Arguments.of(ours(edited("STOP")), ""));
    }

    /** Of whom everything else was erased: the same request, kept by hashes alone. */
    @ParameterizedTest
    @MethodSource("ofTheForgotten")
    void aStopOutlivesAnErasureHoweverItWasSaid(ChatEvent told, String scope) {
        var work = Memory.work(NOW);
        work.dossiers().forgotten(TEXT.thread().value(), NOW.plusSeconds(1));

        new ChatIntake(work).take(UUID.randomUUID(), told, Memory.CHANNEL);

        assertEquals(scope,
                work.then().suppressions().stream().map(Suppression::scope).distinct().collect(Collectors.joining(" ")));
        assertEquals("", wishes(work));
    }

    /** What waits for somebody who wants to be left alone does not go any more. */
    @Test
    void anEditThatStopsCancelsTheNotice() {
        var work = Memory.work(NOW);
        var intake = new ChatIntake(work);
        intake.take(UUID.randomUUID(), later(said("SOTP"), 0), Memory.CHANNEL);
        intake.take(UUID.randomUUID(), later(edited("STOP"), 1), Memory.CHANNEL);

        assertEquals(List.of("queued", "cancelled"), Memory.changes(work).stream().map(Envelope::data)
                .filter(it -> it.change() == Change.DISCLOSURE_CHANGED).map(ConsentEvent::state).toList());
    }

    private static String wishes(Work work) {
        return Memory.changes(work).stream().map(it -> it.data().change())
                .filter(it -> it == Change.OPTED_OUT || it == Change.OPTED_IN).map(Change::word)
                .collect(Collectors.joining(" "));
    }

    private static ChatEvent said(String text) {
        return event(Kind.MESSAGE, Direction.INBOUND, new Message("wamid.1", "text").text(text), null);
    }

    private static ChatEvent edited(String text) {
        return event(Kind.EDIT, Direction.INBOUND, new Message("wamid.2", "edit").text(text).target("wamid.1"), null);
    }

    private static ChatEvent forwarded(String text) {
        return event(Kind.MESSAGE, Direction.INBOUND,
                new Message("wamid.3", "text").text(text).forwarded(new Forwarded(1, null)), null);
    }

    private static ChatEvent photo(String caption) {
        return event(Kind.MESSAGE, Direction.INBOUND, new Message("wamid.5", "image").text(caption), null);
    }

    private static ChatEvent button(String title, String payload) {
        return event(Kind.MESSAGE, Direction.INBOUND, new Message("wamid.4", "button").text(title).payload(payload), null);
    }

    private static ChatEvent set(Wish wish, Scope scope, Preference.Source source) {
        return event(Kind.PREFERENCE_CHANGE, Direction.INBOUND, null,
                new Preference("category", "value", wish, scope, source, List.of()));
    }

    private static ChatEvent ours(ChatEvent it) {
        return event(it.kind(), Direction.OUTBOUND, it.message(), null);
    }

    private static ChatEvent without(ChatEvent it) {
        return at(it, null);
    }

    private static ChatEvent event(Kind kind, Direction direction, Message message, Preference preference) {
        return new ChatEvent(TEXT.legalEntity(), TEXT.channel(), TEXT.provider(), TEXT.network(), TEXT.business(),
                TEXT.thread(), TEXT.customer(), direction, kind, Source.LIVE, message, null, null, preference, NOW,
                TEXT.timeOf(), NOW, TEXT.original());
    }

    /** Each a second after the one before; what has no time has none. */
    private static ChatEvent later(ChatEvent it, int place) {
        return it.occurredAt() == null ? it : at(it, NOW.minusSeconds(60L - place));
    }

    private static ChatEvent at(ChatEvent it, Instant at) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), it.status(), it.identityChange(),
                it.preference(), at, it.timeOf(), it.receivedAt(), it.original());
    }

    /** GDPR Art. 21(3): marketing stops at once, and whether all shall stop is asked, once. */
    @Test
    void whoObjectsInOtherWordsGetsNoMarketingAndIsAskedOnceWhetherThatIsAll() {
        var work = Memory.work(NOW);
        var intake = new ChatIntake(work);
        for (var event : List.of(said("Ik wil geen berichten meer ontvangen"), said("Hou op met appen"), said("Dank u"))) {
            intake.take(UUID.randomUUID(), event, Memory.CHANNEL);
        }

        var dossier = work.dossiers().all().iterator().next();
        assertEquals(OptOut.MARKETING, dossier.relationship().wishes.optOut);
        assertEquals(1, work.then().messages().stream().filter(it -> it.kind == OutboundMessage.Kind.CONFIRMATION).count());
    }
}
