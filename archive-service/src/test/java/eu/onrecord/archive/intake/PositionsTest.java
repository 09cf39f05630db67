package eu.onrecord.archive.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

/** Where to read on is known to the archive's database alone. */
@QuarkusTest
class PositionsTest extends ArchiveTest {
    private static final TopicPartition ZERO = new TopicPartition("a-topic", 0);
    private static final TopicPartition ONE = new TopicPartition("a-topic", 1);
    @Inject
    @Identifier("intake")
    Positions positions;
    @Inject
    TopicIds topicIds;
    private MockConsumer<String, byte[]> consumer;
    private String topicId;

    @BeforeEach
    void twoPartitions() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get(20, TimeUnit.SECONDS).contains("a-topic")) {
                admin.createTopics(List.of(new NewTopic("a-topic", 2, (short) 1))).all().get(20, TimeUnit.SECONDS);
            }
        }
        topicId = topicIds.of(List.of("a-topic")).get("a-topic");
        change("delete from intake_position where topic = 'a-topic'");
        consumer = new MockConsumer<>("latest");
        consumer.assign(List.of(ZERO, ONE));
        consumer.updateBeginningOffsets(Map.of(ZERO, 3L, ONE, 0L));
        consumer.updateEndOffsets(Map.of(ZERO, 100L, ONE, 100L));
    }

    @Test
    void aDatabaseThatKnowsNothingReadsFromTheBeginning() {
        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));

        assertEquals(List.of(3L, 0L), List.of(consumer.position(ZERO), consumer.position(ONE)));
    }

    @Test
    void whatWasReadIsNotReadAgain() {
        known(ZERO, 40);
        read(ZERO, 40, 42, 41);

        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));

        assertEquals(List.of(43L, 0L), List.of(consumer.position(ZERO), consumer.position(ONE)));
    }

    /** As after a restore from a backup: Kafka's own word does not count. */
    @Test
    void aRestoredDatabaseReadsAgainWhatItLost() {
        known(ZERO, 10);
        consumer.commitSync(Map.of(ZERO, new OffsetAndMetadata(43)));

        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));

        assertEquals(10L, consumer.position(ZERO));
    }

    /** A pod that lost its partitions may still be at its last batch. */
    @Test
    void whatIsReadAgainDoesNotMoveBack() {
        known(ZERO, 42);
        read(ZERO, 42);
        read(ZERO, 7);

        assertEquals(1, count("intake_position where topic = 'a-topic' and next_offset = 43"));
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        known(ZERO, 500);

        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));
        read(ZERO, 3, 4, 5);

        assertEquals(3L, consumer.position(ZERO));
        assertEquals(1, count("intake_position where topic = 'a-topic' and next_offset = 6"));
    }

    @Test
    void whatTheTopicHasForgottenIsNotWaitedFor() {
        known(ZERO, 1);

        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));
        read(ZERO, 3);

        assertEquals(1, count("intake_position where topic = 'a-topic' and next_offset = 4"));
    }

    /** As of a database that was restored under a pod that goes on. */
    @Test
    void itMovesOverNoGap() {
        known(ZERO, 10);

        assertThrows(WentBackException.class, () -> read(ZERO, 11));
        change("delete from intake_position where topic = 'a-topic'");
        assertThrows(WentBackException.class, () -> read(ZERO, 10));
    }

    /** However far it has come: it has other messages at the places that were read. */
    @Test
    void aTopicThatWasMadeAnewAndHasMoreByNowIsReadFromItsBeginning() {
        known("another", ZERO, 40);

        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));

        assertEquals(3L, consumer.position(ZERO));
        positions.onPartitionsAssigned(consumer, List.of(ZERO, ONE));
        assertEquals(1, count("intake_position where topic = 'a-topic' and partition = 0 and next_offset = 3 and topic_id = $1",
                topicId));
    }

    private void known(TopicPartition partition, long next) {
        known(topicId, partition, next);
    }

    private void known(String topic, TopicPartition partition, long next) {
        change("insert into intake_position (topic, partition, topic_id, next_offset) values ('a-topic', $1, $2, $3)",
                partition.partition(), topic, next);
    }

    private void read(TopicPartition partition, long... offsets) {
        var records = Arrays.stream(offsets)
                .mapToObj(offset -> new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", new byte[0]))
                .toList();
        pool.withTransaction(transaction -> positions.moveOn(transaction, records, Map.of())).await().atMost(SOON);
    }
}
