package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicTest {
    private static final Set<String> SETTINGS = Set.of("retention.ms", "retention.bytes", "segment.ms", "max.message.bytes",
            "cleanup.policy");

    @Test
    void theFileDescribesEveryTopicThatTheCodeNamesOnce() {
        assertEquals(List.of(Topic.CHAT, Topic.CONSENT, Topic.QUARANTINE, Topic.CONSENT_DEAD_LETTER,
                Topic.ARCHIVE_DEAD_LETTER, Topic.CHECKPOINTS, Topic.ERASURE, Topic.ACTS),
                Topic.all().stream().map(Topic::name).toList());
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

    /** More of them later would change which partition a thread is in, and with it the order of what is under way. */
    @ParameterizedTest
    @CsvSource({ "onrecord.chat, 48", "onrecord.consent, 48", "onrecord.quarantine, 1",
            "onrecord.consent-service.dead-letter, 1", "onrecord.archive-service.dead-letter, 1", "onrecord.checkpoints, 1",
            "onrecord.erasure, 1", "onrecord.acts, 6" })
    void aTopicHasItsPartitionsFromTheStart(String topic, int partitions) {
        assertEquals(partitions, find(topic).partitions());
    }

    /** What Kafka deletes it deletes by segments: a segment that is open for a week keeps its first record for a week more. */
    @ParameterizedTest
    @MethodSource("topics")
    void whatCarriesChatsIsInSegmentsOfAnHour(Topic topic) {
        var kept = Long.parseLong(topic.config().get("retention.ms"));
        if (kept > 0 && kept <= Duration.ofDays(30).toMillis()) {
            assertEquals(String.valueOf(Duration.ofHours(1).toMillis()), topic.config().get("segment.ms"));
        } else {
            assertEquals(null, topic.config().get("segment.ms"));
        }
    }

    /** Compaction would keep the last of a thread for ever; a limit in bytes would lose what is still promised. */
    @ParameterizedTest
    @MethodSource("topics")
    void timeAloneDeletes(Topic topic) {
        assertEquals("delete", topic.config().get("cleanup.policy"));
        assertEquals("-1", topic.config().getOrDefault("retention.bytes", "-1"));
        assertTrue(SETTINGS.containsAll(topic.config().keySet()), topic.config()::toString);
    }

    /** A webhook whole is the largest; and where it could not be taken it must fit again. */
    @ParameterizedTest
    @CsvSource({ "onrecord.chat", "onrecord.consent", "onrecord.quarantine" })
    void whatCarriesChatsTakesTheLargestMessage(String topic) {
        assertEquals(String.valueOf(Topic.LARGEST_MESSAGE_BYTES), config(topic).get("max.message.bytes"));
    }

    /** A letter that cannot be written would hold up all that comes behind it. */
    @ParameterizedTest
    @CsvSource({ "onrecord.consent-service.dead-letter", "onrecord.archive-service.dead-letter" })
    void aDeadLetterMayBeLargerThanWhatItIsOfByWhatItSaysBeside(String topic) {
        assertEquals(String.valueOf(Topic.LARGEST_MESSAGE_BYTES + 64 * 1024), config(topic).get("max.message.bytes"));
    }

    @ParameterizedTest
    @CsvSource({ "onrecord.checkpoints", "onrecord.erasure", "onrecord.acts" })
    void whatCarriesNoChatsIsSmall(String topic) {
        assertEquals(null, config(topic).get("max.message.bytes"));
    }

    @Test
    void anEventComesAgainForAsLongAsMetaRetriesAndKafkaKeepsWhatCameLast() {
        var kept = config(Topic.CHAT).get("retention.ms");

        assertTrue(Duration.ofDays(7).plusMillis(Long.parseLong(kept)).compareTo(Topic.COMES_AGAIN_FOR) < 0);
        assertTrue(Topic.COMES_AGAIN_FOR.compareTo(Duration.ofDays(30)) < 0, "what is remembered is kept, too");
    }

    static List<Topic> topics() {
        return Topic.all();
    }

    private static Map<String, String> config(String name) {
        return find(name).config();
    }

    private static Topic find(String name) {
        return Topic.all().stream().filter(topic -> topic.name().equals(name)).findFirst().orElseThrow();
    }
}
