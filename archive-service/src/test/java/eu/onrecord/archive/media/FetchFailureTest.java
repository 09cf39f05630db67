package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchFailureTest {

    @ParameterizedTest
    @CsvSource({ "302, false", "204, false", "401, false", "404, true", "403, true", "410, true", "407, false", "408, false",
            "425, false", "429, false", "500, false", "503, false" })
    void onlyAWordAboutTheFileIsOne(int status, boolean isAnswer) {
        assertEquals(isAnswer, FetchFailure.answered(status, null).isAnswer());
    }
}
