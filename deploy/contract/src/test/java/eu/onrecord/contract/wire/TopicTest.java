package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {

    @Test
    void theFileDescribesEveryTopicThatTheCodeNames() {
        var described = Topic.all().stream().map(Topic::name).collect(Collectors.toSet());

        assertEquals(Set.of(Topic.CHAT, Topic.CONSENT, Topic.QUARANTINE, Topic.CONSENT_DEAD_LETTER,
                Topic.ARCHIVE_DEAD_LETTER, Topic.CHECKPOINTS, Topic.ERASURE, Topic.ACTS), described);
    }

    /** Kafka is a recording too: what carries chats is gone after seven days, and after thirty what waits for a person. */
    @ParameterizedTest
    @CsvSource({ "onrecord.chat, 7", "onrecord.consent, 7", "onrecord.quarantine, 30",
            "onrecord.consent-service.dead-letter, 7", "onrecord.archive-service.dead-letter, 7", "onrecord.acts, 30",
            "onrecord.erasure, 400" })
    void whatATopicHoldsIsKeptForItsDaysAndNoLonger(String topic, int days) {
        assertEquals(String.valueOf(Duration.ofDays(days).toMillis()), config(topic).get("retention.ms"));
    }

    @Test
    void theLedgersHeadsAreKept() {
        assertEquals("-1", config(Topic.CHECKPOINTS).get("retention.ms"));
    }

    @Test
    void anEventComesAgainForAsLongAsMetaRetriesAndKafkaKeepsWhatCameLast() {
        var kept = config(Topic.CHAT).get("retention.ms");

        assertTrue(Duration.ofDays(7).plusMillis(Long.parseLong(kept)).compareTo(Topic.COMES_AGAIN_FOR) < 0);
    }

    private static Map<String, String> config(String name) {
        return Topic.all().stream().filter(topic -> topic.name().equals(name)).findFirst().orElseThrow().config();
    }
}
