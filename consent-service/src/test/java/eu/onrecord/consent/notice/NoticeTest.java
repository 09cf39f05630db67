package eu.onrecord.consent.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.consent.ConsentEvent.Retention;
import eu.onrecord.contract.consent.ConsentEvent.Retention.From;

class NoticeTest {
    private static final URI PRIVACY = URI.create("https://example.org/privacy");
    private static final Retention FIVE_YEARS = new Retention(Period.ofYears(5), From.MESSAGE);

    @ParameterizedTest
    @ValueSource(strings = { "en", "nl", "fr", "de" })
    void everyLanguageTellsCompanyDurationAndPrivacyPolicy(Language language) {
        var text = Notice.shipped("Voorbeeld BV", FIVE_YEARS, PRIVACY)
                .in(List.of(language)).text();

        assertTrue(text.contains("Voorbeeld BV") && text.contains(PRIVACY.toString()) && text.contains("5 ")
                && text.contains("STOP"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{company} {retention} {purpose}", "{company} {privacyUrl} {purpose}",
            "{retention} {privacyUrl} {purpose}", "{company} {retention} {privacyUrl}" })
    void aTextThatLeavesOutWhatMustBeToldIsRefused(String text) {
        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", "X", PRIVACY, FIVE_YEARS, ShippedTexts.retentions(FIVE_YEARS),
                        ShippedTexts.PURPOSE,
                        Map.of(Language.EN, text)));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        var text = "{company} {purpose} {retention} {privacyUrl}" + "x".repeat(1024);

        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", "X", PRIVACY, FIVE_YEARS, ShippedTexts.retentions(FIVE_YEARS),
                        ShippedTexts.PURPOSE,
                        Map.of(Language.EN, text)));
    }

    @Test
    void aNumberOfACountryWithSeveralLanguagesIsToldInAllOfTheChannels() {
        var languages = Language.choose(null, "+32470123456", null, List.of(Language.NL, Language.FR), all -> true);
        var text = Notice.shipped("Voorbeeld BV", FIVE_YEARS, PRIVACY).in(languages).text();

        assertTrue(text.contains("U chat met") && text.contains("Vous discutez avec"), text);
        assertEquals("nl+fr", Language.tags(languages));
    }

    @Test
    void whatTheCrmSaysCountsBeforeTheCountry() {
        assertEquals(List.of(Language.DE), Language.choose("de", "+31612345678", null, List.of(Language.NL), all -> true));
        assertEquals(List.of(Language.FR), Language.choose(null, "+33612345678", null, List.of(Language.NL), all -> true));
    }

    @Test
    void aRegionIsToldInItsLanguage() {
        assertEquals(List.of(Language.DE),
                Language.choose("de-AT", "+31612345678", null, List.of(Language.NL), Language.DE::equals));
    }

    @Test
    void aLanguageThatTheNoticeDoesNotSpeakIsNotChosen() {
        assertEquals(List.of(Language.NL),
                Language.choose("de", "+4915112345678", null, List.of(Language.NL), Language.NL::equals));
    }

    @ParameterizedTest
    @CsvSource({ "P5Y, en, 5 years", "P1Y, en, 1 year", "P5Y, nl, 5 jaar", "P1Y, fr, 1 an", "P2Y, de, 2 Jahre",
            "P18M, en, 18 months",
            "P6M, nl, 6 maanden", "P30D, de, 30 Tage", "P12M, fr, 1 an", "P1D, nl, 1 dag" })
    void aDurationIsSaidAsPeopleSayIt(Period retention, Language language, String words) {
        assertEquals(words, RetentionWords.of(new Retention(retention, From.MESSAGE), language));
    }

    @ParameterizedTest
    @CsvSource({ "LAST_CONTACT, en, 5 years after our last contact", "LAST_CONTACT, nl, 5 jaar na ons laatste contact",
            "LAST_CONTACT, fr, 5 ans après notre dernier contact", "LAST_CONTACT, de, bis 5 Jahre nach unserem letzten Kontakt",
            "RELATIONSHIP_END, en, 5 years after you are no longer our customer",
            "RELATIONSHIP_END, nl, 5 jaar nadat u geen klant meer bent",
            "RELATIONSHIP_END, fr, 5 ans après la fin de notre relation",
            "RELATIONSHIP_END, de, bis 5 Jahre nach dem Ende unserer Geschäftsbeziehung" })
    void afterWhatADurationBeginsIsSaidUnlessItIsTheMessage(From from, Language language, String words) {
        assertEquals(words, RetentionWords.of(new Retention(Period.ofYears(5), from), language));
    }

    @Test
    void whatIsKeptWithAShowingIsWhatWasShown() {
        var shown = Notice.shipped("Voorbeeld BV", FIVE_YEARS, PRIVACY).in(List.of(Language.NL, Language.FR));

        assertEquals("als bewijs van onze communicatie; comme preuve de nos échanges", shown.purpose());
        assertEquals(FIVE_YEARS, shown.retention());
        assertEquals("683631c75fe46f341122cd07879d37968c6f389e67081905c8fa6c66fcd51e2d", shown.hash(), shown.text());
    }

    @ParameterizedTest
    @ValueSource(strings = { "P0D", "P1Y1D" })
    void aDurationThatNobodySaysIsRefused(Period retention) {
        assertThrows(IllegalArgumentException.class,
                () -> RetentionWords.of(new Retention(retention, From.MESSAGE), Language.EN));
    }

    @ParameterizedTest
    @CsvSource({ "+31612345678,, nl", "+33612345678,, fr", "+4915112345678,, de", "+15551234567,, en", "+353871234567,, en",
            "+34612345678,, es",
            "+32470123456,,", "+972541234567,,", ", NL.1349, nl", ", BE.1349,", ", ZZ.1,", "+32470123456, NL.1, nl" })
    void theLanguageIsThatOfTheCountryWhereItHasOne(String phone, String userId, Language language) {
        assertEquals(Optional.ofNullable(language), Language.of(phone, userId));
    }

    @Test
    void aDeploymentsOwnLanguageNeedsItsOwnWords() {
        var spanish = new Language("es");
        var text = Map.of(spanish, "{company} guarda este chat {purpose} durante {retention}: {privacyUrl}");

        var notice = new Notice("1", "X", PRIVACY, FIVE_YEARS, Map.of(spanish, "5 años"), Map.of(spanish, "como prueba"),
                text);
        assertEquals("X guarda este chat como prueba durante 5 años: https://example.org/privacy",
                notice.in(Language.choose(null, "+34612345678", null, List.of(Language.NL), notice::speaks)).text());
        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", "X", PRIVACY, FIVE_YEARS, Map.of(), Map.of(spanish, "como prueba"), text));
        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", "X", PRIVACY, FIVE_YEARS, Map.of(spanish, "5 años"), Map.of(), text));
        assertTrue(new Replies("X", Map.of(spanish, "Adiós"), Map.of(spanish, "¿?")).speak(spanish));
        assertFalse(Replies.shipped("X").speak(spanish));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "n", "nl_NL", "+31" })
    void whatIsNoTagIsRefused(String tag) {
        assertThrows(IllegalArgumentException.class, () -> new Language(tag));
    }
}
