package eu.onrecord.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.kafka.common.ClusterResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeClusterTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-, -, -, false", "a, a, a, false", "-, a, a, false", "a, -, a, false",
            "a, b, a, true",
            "a, b, b, true", "-, a, b, true" })
    void itIsLeftWhenAnotherClusterAnswersOnce(String first, String second, String third, boolean isLeft) {
        var home = new HomeCluster();

        for (var id : new String[] { first, second, third }) {
            home.onUpdate(new ClusterResource(id));
        }

        assertEquals(isLeft, home.isLeft());
    }
}
