package eu.onrecord.consent.optout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.optout.OptOutWords.Wish;

class OptOutWordsTest {

    @ParameterizedTest
    @ValueSource(strings = { "STOP", "stop", " Stop! ", "stop.", "STOP 🛑", "stop all", "Opt-out", "unsubscribe", "remove me",
            "afmelden", "Geen berichten meer.", "arrêt", "ARRET", "Désabonner", "Stopp", "ABMELDEN",
            "keine Nachrichten mehr", "ｓｔｏｐ", "STOP STOP", "stop stop stop", "Please stop", "Stop please!", "stop aub",
            "STOP SVP", "Bitte abmelden", "Keine Nachrichten mehr bitte", "Geen berichten meer aub", "unsubscribe me",
            "I want to unsubscribe", "meld mij af", "Désabonnez-moi", "désinscription", "/stop@OurBot", "st\u200bop",
            "sto\u00adp", "Baja", "darme de baja", "No más mensajes", "PARAR por favor", "Cancellami", "disiscrivi",
            "non voglio più messaggi", "SAIR", "Descadastrar", "Não quero mais mensagens", "Rezygnuję", "Wypisz mnie",
            "Nie chcę więcej wiadomości", "Stop proszę", "Afmelden s.v.p.", "Afmelden a.u.b.", "Stop graag",
            "Ik wil me afmelden", "Se désabonner", "S'il vous plaît arrêtez", "Ich möchte mich abmelden",
            "STOP.\n\nSent from my iPhone", "Stop\nGesendet von meinem iPhone", "/stop", "Stop please, thank you",
            "please please stop", "Meld me af meld me af", "ⓈⓉⓄⓅ", "thanks stop", "danke stop", "Stop stop please stop",
            "STOP™",
            "stop\nVerzonden met mijn iPhone", "Stop\nVerzonden vanaf Outlook voor Android", "STOP\nInviato da iPhone",
            "Stop\nVon meinem iPhone gesendet", "STOP\u3164", "ST\u007fOP", "S\u0000TOP", "STOP\ufffc",
            "Stop\u2028Sent from my iPhone",
            "STOP, STOP ALL", "Stop. Afmelden.", "Stop!!! Stop all messages!!!", "STOP/UNSUBSCRIBE", "Stop all, please!",
            "No more messages.\nNo more messages!", "Stop\n\nGet Outlook for Android", "Stop\nEnvoyé de mon téléphone." })
    void aMessageThatIsAnOptOutIsOne(String text) {
        assertEquals(Wish.STOP, OptOutWords.wishIn(text, false));
    }

    /** A greeting before it, a word that is spelled, what they came by, and thanks behind it change nothing about it. */
    @ParameterizedTest
    @ValueSource(strings = { "Hallo, stop aub", "Hi stop", "Goedemorgen, afmelden graag", "Guten Tag, bitte abmelden",
            "S T O P",
            "s.t.o.p", "STOP SMS", "Stop WhatsApp", "stop berichten", "Bonjour, stop svp", "Stop. Thank you", "Arrêtez svp",
            "STOP STOP STOP", "Hola, baja por favor", "Stop Nachrichten", "Ich moechte mich abmelden" })
    void whatIsSaidAroundItChangesNothing(String text) {
        assertEquals(Wish.STOP, OptOutWords.wishIn(text, false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Hallo start", "Hi, start", "S T A R T" })
    void whatTakesAStopBackIsSaidWithoutAnythingBesideIt(String text) {
        assertEquals(Wish.NOTHING, OptOutWords.wishIn(text, false));
    }

    /** No marketing from then on, and they are asked about the rest; the carrier's words on SMS are for all of it. */
    @ParameterizedTest
    @CsvSource({ "Ik wil geen berichten meer ontvangen, LESS", "Do not contact me again, LESS", "Geen reclame meer, STOP",
            "Stop pub, STOP", "No more ads!, STOP", "Keine Werbung mehr bitte, STOP", "Ne m'envoyez plus de messages, LESS",
            "Bitte schreiben Sie mir nicht mehr, LESS" })
    void anObjectionInOtherWordsIsAboutMarketingAndIsAskedAbout(String text, Wish onSms) {
        assertEquals(Wish.LESS, OptOutWords.wishIn(text, false));
        assertEquals(onSms, OptOutWords.wishIn(text, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/start", "/start@OurBot", "/start start", "/start abc123", "/start@OurBot abc-_1" })
    void aBotThatIsBegunAgainIsNoWord(String text) {
        assertEquals(Wish.RESTART, OptOutWords.wishIn(text, false));
        assertEquals(Wish.RESTART, OptOutWords.wishIn(text, true));
    }

    @ParameterizedTest
    @CsvSource({ "/stop, true", "/stop@OurBot, true", "STOP, false", "stop, false", "/ stop, false", "/stop it, false" })
    void aCommandIsNoWord(String text, boolean isCommand) {
        assertEquals(isCommand, OptOutWords.isCommand(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "stop de levering", "wanneer stopt het?", "don't stop", "Stop met die rekeningen",
            "afmelden voor wat?",
            "cancel my order", "ja", "🛑", "Start?", "Start؟", "start❓", "/start.",
            "¿Start", "start\ua60f", "\u200b/start start", "\u2060/start", "／start start", "/ start", "start/start",
            "Anmelden\nvon meinem Sohn zum Kurs", "Aanmelden\nverzonden vanaf jullie site maar niets gehoord",
            "Start\nSent from the warehouse yesterday, where is it", "Anmelden\nGesendet von mir, wann kommt es",
            "Start\nEnviado desde la web no funciona", "Stop\nVon meinem Konto wurde doppelt abgebucht",
            "Stop\nSent from the warehouse is wrong", "Stop\nSent from my iPhone is what it says and that is wrong",
            "Anmelden\nvon meinem Handy", "Anmelden\nVon 12", "Start\nget app", "Start\nSent from my iPhone",
            "/\u00a0start", "/\ufe0fstart", "/ſtart", "/.start", "\\start", "╱start", "Fine", "Fine, thanks",
            "Abmelden von meinem Konto", "Anmelden von meinem Handy", "Anmelden ?", "please",
            "Please stop the delivery",
            "stop de levering aub" })
    @NullAndEmptySource
    void aMessageThatOnlyContainsSuchAWordIsNot(String text) {
        assertEquals(Wish.NOTHING, OptOutWords.wishIn(text, false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Stop?", "Stop؟", "stop⁇", "STOP\u037e", "STOP❓", "Basta", "Kuendigen", "Kündigen",
            "plus de messages", "Plus de messages, s'il vous plaît!", "No, more messages", "No! More messages, please",
            "No\nMore messages", "Non! Voglio più messaggi", "Não, quero mais mensagens", "Nie, chcę więcej wiadomości",
            "Unsubscribe?", "cancel", "END", "Opzeggen!", "annuler", "résilier", "kündigen", "ENDE" })
    void aWordThatMayMeanSomethingElseIsAskedAboutSaveOnSms(String text) {
        assertEquals(Wish.ASK, OptOutWords.wishIn(text, false));
        assertEquals(Wish.STOP, OptOutWords.wishIn(text, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "START", "start!", "unstop", "Aanmelden", "reprendre", "anmelden" })
    void peopleCanComeBack(String text) {
        assertEquals(Wish.START, OptOutWords.wishIn(text, false));
    }

    /** Whoever is angry says it more than once. */
    @ParameterizedTest
    @ValueSource(strings = { "!", "\n", " 🛑", " STOP" })
    void howeverMuchStandsBehindItIsSaid(String again) {
        assertEquals(Wish.STOP, OptOutWords.wishIn("STOP" + again.repeat(600), false));
    }

    @Test
    void aLongTextIsReadQuickly() {
        var text = "a" + "\u0301".repeat(80_000) + "\u0316".repeat(80_000);

        assertTimeout(Duration.ofSeconds(1), () -> assertEquals(Wish.NOTHING, OptOutWords.wishIn(text, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", "PLEASE ", "STOP PLEASE ", "a ", "sent from my phone\n" })
    void soIsOneOfManyLinesOrWords(String piece) {
        var text = piece.repeat(8_000 / piece.length()) + "x";

        assertTimeout(Duration.ofMillis(200), () -> assertEquals(Wish.NOTHING, OptOutWords.wishIn(text, false)));
    }

    @Test
    void aWordOfOneLanguageIsAnsweredInIt() {
        assertEquals(Optional.of(Language.FR), OptOutWords.languageOf("désabonner"));
        assertEquals(Optional.of(Language.NL), OptOutWords.languageOf("afmelden"));
        assertEquals(Optional.empty(), OptOutWords.languageOf("stop"));
    }
}
