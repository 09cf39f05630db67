package eu.onrecord.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
    private static final String SETTING = "onrecord.some-key";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x    | onrecord.some-key is no base64. Make a secret: openssl rand -base64 4
            a_b  | onrecord.some-key is no base64. Make a secret: openssl rand -base64 4
            ''   | onrecord.some-key has 0 bytes, and needs at least 4. Make one: openssl rand -base64 4
            AAAA | onrecord.some-key has 3 bytes, and needs at least 4. Make one: openssl rand -base64 4
            """)
    void whatIsWrongIsToldByTheNameOfTheSettingAndHowToMendIt(String base64, String told) {
        assertEquals(told, assertThrows(IllegalArgumentException.class, () -> Secret.of(SETTING, base64, 4)).getMessage());
    }

    @Test
    void aSecretIsWhatTheTextStandsFor() {
        assertArrayEquals(new byte[] { 0, 0, 0, 1 }, Secret.of(SETTING, " AAAA\r\nAQ==\n", 4));
    }
}
