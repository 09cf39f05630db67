package eu.onrecord.consent.optout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.optout.OptOutWords.Wish;

/** Sentences of somebody who had not seen the rule: of 60 wishes in other words, and of 200 that mean something else. */
class OtherWordsTest {
    private static final int LEAST_HEARD = 45;
    private static final int MOST_ASKED = 2;

    @ParameterizedTest
    @ValueSource(strings = { "en", "nl", "fr", "de" })
    void mostWhoWantNoMoreMessagesAreHeard(String language) throws IOException {
        var missed = lines(language + "-wishes").stream().filter(it -> wish(it) == Wish.NOTHING).toList();

        assertTrue(60 - missed.size() >= LEAST_HEARD, missed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = { "en", "nl", "fr", "de" })
    void whoWantsSomethingElseIsNeverOptedOutAndHardlyEverAsked(String language) throws IOException {
        var ordinary = lines(language + "-ordinary");

        assertEquals(List.of(), ordinary.stream().filter(it -> wish(it) == Wish.STOP).toList());
        var asked = ordinary.stream().filter(it -> wish(it) != Wish.NOTHING).toList();
        assertTrue(asked.size() <= MOST_ASKED, asked::toString);
    }

    /** The same words about what is no message. */
    @ParameterizedTest
    @ValueSource(strings = { "I did not receive your SMS", "I have not received any messages",
            "I don't get your messages, please resend",
            "Do not send the order again", "Remove me from the order, it is for my wife", "Take my name off the parcel",
            "Stop sending me the wrong product", "Schrijf mij uit voor de cursus van maandag",
            "Meld mij af voor de afspraak van morgen", "Melden Sie mich vom Termin ab", "Supprimez mon numero de la commande" })
    void whatIsAboutSomethingElseTakesNothingAway(String said) {
        assertEquals(Wish.NOTHING, wish(said));
    }

    @ParameterizedTest
    @ValueSource(strings = { "do not contact me", "Don't message me", "no more whatsapps please", "remove my number",
            "Delete my number please",
            "this is spam, stop", "please take my number off", "Löschen Sie meine Nummer", "verwijder mij",
            "Remove me from the order list and send me no more messages" })
    void whatIsSaidInFewWordsIsHeard(String said) {
        assertEquals(Wish.LESS, wish(said));
    }

    private static Wish wish(String text) {
        return OptOutWords.wishIn(text, false);
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/wishes", name + ".txt"));
    }
}
