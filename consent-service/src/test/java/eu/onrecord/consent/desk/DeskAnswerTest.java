package eu.onrecord.consent.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.desk.DeskAnswer.Later;
import eu.onrecord.consent.desk.DeskAnswer.Refused;
import eu.onrecord.consent.desk.DeskAnswer.Taken;

class DeskAnswerTest {
    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 202, 204, 299 })
    void whatSucceededIsTaken(int status) {
        assertEquals(new Taken(), DeskAnswer.of(status, "7"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 401, 403, 404, 405, 410, 413, 415, 422, 451, 499 })
    void aClientErrorIsForGood(int status) {
        assertEquals(new Refused(status), DeskAnswer.of(status, "7"));
    }

    @ParameterizedTest
    @CsvSource({ "408, , ", "409, , ", "425, , ", "429, , ", "429, 7, PT7S", "429, ' 7 ', PT7S", "429, 86400, PT1H",
            "429, 3600, PT1H", "429, -1, ", "429, 'Wed, 21 Oct 2026 07:28:00 GMT', ", "500, , ", "503, 30, PT30S", "301, , ",
            "302, 5, PT5S", "100, , ", "429, 99999999999, " })
    void whatSpeaksOfTheMomentIsAskedAgainWhenItSays(int status, String retryAfter, Duration after) {
        assertEquals(new Later(Optional.ofNullable(after)), DeskAnswer.of(status, retryAfter));
    }
}
