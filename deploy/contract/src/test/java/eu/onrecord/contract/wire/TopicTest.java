package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void theFileDescribesEveryTopicThatTheCodeNames() {
        var described = Topic.all().stream().map(Topic::name).collect(Collectors.toSet());

        assertEquals(Set.of(Topic.CHAT, Topic.CONSENT, Topic.QUARANTINE, Topic.CONSENT_DEAD_LETTER,
                Topic.ARCHIVE_DEAD_LETTER, Topic.CHECKPOINTS, Topic.ERASURE), described);
    }

    /** Kafka is a recording too: what carries chats is gone after seven days, and after thirty what waits for a person. */
    @Test
    void whatCarriesChatsIsKeptForSevenDaysWhatIsQuarantinedForThirtyAndNoLonger() {
        for (var topic : Topic.all()) {
            var days = topic.name().equals(Topic.QUARANTINE) ? 30 : 7;
            var kept = Set.of(Topic.CHECKPOINTS, Topic.ERASURE).contains(topic.name());
            assertEquals(kept ? "-1" : String.valueOf(Duration.ofDays(days).toMillis()), topic.config().get("retention.ms"),
                    topic.name());
        }
    }

    @Test
    void anEventComesAgainForAsLongAsMetaRetriesAndKafkaKeepsWhatCameLast() {
        var kept = Topic.all().stream().filter(topic -> topic.name().equals(Topic.CHAT)).findFirst().orElseThrow().config()
                .get("retention.ms");

        assertTrue(Duration.ofDays(7).plusMillis(Long.parseLong(kept)).compareTo(Topic.COMES_AGAIN_FOR) < 0);
    }
}
