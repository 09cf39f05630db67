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

    private static Wish wish(String text) {
        return OptOutWords.wishIn(text, false);
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/wishes", name + ".txt"));
    }
}
