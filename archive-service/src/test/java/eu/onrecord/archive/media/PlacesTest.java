package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private final Places places = new Places(40);

    /** Of 40 with two hosts ten are kept for each. */
    @ParameterizedTest
    @CsvSource({ "0, 0, 30", "20, 0, 10", "30, 0, 0", "30, 10, 0", "20, 10, 10", "10, 25, 5", "40, 0, 0", "0, 30, 10",
            "5, 30, 5" })
    void eachHostHasSomeWhateverTheOthersTake(int its, int others, int left) {
        assertEquals(left, places.ofHost("a", Map.of("a", its, "b", others)));
    }

    @Test
    void oneHostAloneHasAll() {
        assertEquals(40, places.ofHost("a", Map.of("a", 0)));
        assertEquals(3, places.ofHost("a", Map.of("a", 37)));
    }

    @Test
    void withMoreHostsThanPlacesEachHasOneAsLongAsThereAre() {
        var taken = new HashMap<String, Integer>();
        for (var i = 0; i < 100; i++) {
            taken.put("host " + i, i < 39 ? 1 : 0);
        }

        assertEquals(0, places.ofHost("host 0", taken));
        assertEquals(1, places.ofHost("host 50", taken));
        taken.put("host 40", 1);
        assertEquals(0, places.ofHost("host 50", taken));
    }

    @Test
    void noChannelHasMoreThanHalf() {
        assertEquals(20, places.ofChannel(0));
        assertEquals(0, places.ofChannel(20));
        assertEquals(1, new Places(1).ofChannel(0));
    }
}
