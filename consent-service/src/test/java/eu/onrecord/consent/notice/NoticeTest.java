package eu.onrecord.consent.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    private static final URI PRIVACY = URI.create("https://example.org/privacy");

    @ParameterizedTest
    @EnumSource
    void everyLanguageTellsCompanyDurationAndPrivacyPolicy(Language language) {
        var text = new Notice("1", false, "Voorbeeld BV", Period.ofYears(5), PRIVACY, ShippedTexts.PURPOSE, ShippedTexts.NOTICE)
                .textIn(List.of(language));

        assertTrue(text.contains("Voorbeeld BV") && text.contains(PRIVACY.toString()) && text.contains("5 ")
                && text.contains("STOP"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{company} {retention} {purpose}", "{company} {privacyUrl} {purpose}",
            "{retention} {privacyUrl} {purpose}", "{company} {retention} {privacyUrl}" })
    void aTextThatLeavesOutWhatMustBeToldIsRefused(String text) {
        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", false, "X", Period.ofYears(5), PRIVACY, ShippedTexts.PURPOSE, Map.of(Language.EN, text)));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        var text = "{company} {purpose} {retention} {privacyUrl}" + "x".repeat(1024);

        assertThrows(IllegalArgumentException.class,
                () -> new Notice("1", false, "X", Period.ofYears(5), PRIVACY, ShippedTexts.PURPOSE, Map.of(Language.EN, text)));
    }

    @Test
    void aNumberOfACountryWithSeveralLanguagesIsToldInAllOfTheChannels() {
        var languages = Language.choose(null, "+32470123456", null, List.of(Language.NL, Language.FR), all -> true);
        var text = new Notice("1", false, "Voorbeeld BV", Period.ofYears(5), PRIVACY, ShippedTexts.PURPOSE,
                ShippedTexts.NOTICE).textIn(languages);

        assertTrue(text.contains("U chat met") && text.contains("Vous discutez avec"), text);
        assertEquals("nl+fr", Language.tags(languages));
    }

    @Test
    void whatTheCrmSaysCountsBeforeTheCountry() {
        assertEquals(List.of(Language.DE), Language.choose("de", "+31612345678", null, List.of(Language.NL), all -> true));
        assertEquals(List.of(Language.FR), Language.choose(null, "+33612345678", null, List.of(Language.NL), all -> true));
    }

    @Test
    void aLanguageThatTheNoticeDoesNotSpeakIsNotChosen() {
        assertEquals(List.of(Language.NL),
                Language.choose("de", "+4915112345678", null, List.of(Language.NL), Language.NL::equals));
    }

    @ParameterizedTest
    @CsvSource({ "P5Y, EN, 5 years", "P1Y, EN, 1 year", "P5Y, NL, 5 jaar", "P1Y, FR, 1 an", "P2Y, DE, 2 Jahre",
            "P18M, EN, 18 months",
            "P6M, NL, 6 maanden", "P30D, DE, 30 Tage", "P12M, FR, 1 an", "P1D, NL, 1 dag" })
    void aDurationIsSaidAsPeopleSayIt(Period retention, Language language, String words) {
        assertEquals(words, RetentionWords.of(retention, language));
    }

    @ParameterizedTest
    @ValueSource(strings = { "P0D", "P1Y1D" })
    void aDurationThatNobodySaysIsRefused(Period retention) {
        assertThrows(IllegalArgumentException.class, () -> RetentionWords.of(retention, Language.EN));
    }

    @ParameterizedTest
    @CsvSource({ "+31612345678,, NL", "+33612345678,, FR", "+4915112345678,, DE", "+15551234567,, EN", "+353871234567,, EN",
            "+32470123456,,", "+972541234567,,", ", NL.1349, NL", ", BE.1349,", ", ZZ.1,", "+32470123456, NL.1, NL" })
    void theLanguageIsThatOfTheCountryWhereItHasOne(String phone, String userId, Language language) {
        assertEquals(Optional.ofNullable(language), Language.of(phone, userId));
    }
}
