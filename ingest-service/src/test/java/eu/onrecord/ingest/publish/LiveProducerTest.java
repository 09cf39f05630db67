package eu.onrecord.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.wire.Topic;

/** What is remembered of what a producer was answered, partition by partition. */
class LiveProducerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Node NODE = new Node(1, "localhost", 9092);

    private final AtomicLong nanos = new AtomicLong(1);
    private final MockProducer<String, byte[]> kafka = new MockProducer<>(
            new Cluster("cluster", List.of(NODE), List.of(partition(0), partition(1)), Set.of(), Set.of()), false, null,
            new StringSerializer(), new ByteArraySerializer());
    private final LiveProducer producer = new LiveProducer(kafka, nanos::get);

    @Test
    void aPartitionThatRefusesIsRememberedWhateverOthersAcknowledge() {
        refused(0, new NotEnoughReplicasException("of a test"));
        acknowledged(1);

        assertEquals(Set.of(0), producer.refusing(LONG));
        assertEquals(Optional.empty(), producer.state().sinceFirstFailure());

        acknowledged(0);
        assertEquals(Set.of(), producer.refusing(LONG));
    }

    @Test
    void whatRefusedLongAgoDoesSoNoMore() {
        refused(0, new NotEnoughReplicasException("of a test"));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        refused(1, new NotEnoughReplicasException("of a test"));

        assertEquals(Set.of(1), producer.refusing(Duration.ofMinutes(1)));
        assertEquals(Set.of(0, 1), producer.refusing(Duration.ofMinutes(3)));
    }

    @Test
    void whereOneRefusesAndAnotherMayNotItIsSome() {
        refused(0, new NotEnoughReplicasException("of a test"));
        assertTrue(producer.state().someRefuse());

        refused(1, new NotEnoughReplicasException("of a test"));
        assertFalse(producer.state().someRefuse());
    }

    @Test
    void whatWeMayNotDoIsKafkasOwnWordUntilItAcknowledges() {
        refused(0, new TopicAuthorizationException("of a test"));
        assertTrue(producer.isRefused());
        assertFalse(producer.state().someRefuse());

        acknowledged(1);
        assertFalse(producer.isRefused());
    }

    @Test
    void whatIsSaidOfOneRecordIsSaidOfNothingElse() {
        refused(0, new RecordTooLargeException("of a test"));

        assertFalse(producer.isRefused());
        assertEquals(Set.of(), producer.refusing(LONG));
        assertEquals(Optional.empty(), producer.state().sinceFirstFailure());
    }

    private void refused(int partition, RuntimeException why) {
        var sent = send(partition);
        assertTrue(kafka.errorNext(why));
        assertTrue(sent.isCompletedExceptionally());
    }

    private void acknowledged(int partition) {
        var sent = send(partition);
        assertTrue(kafka.completeNext());
        assertTrue(sent.isDone() && !sent.isCompletedExceptionally());
    }

    private CompletableFuture<Void> send(int partition) {
        return producer.send(new ProducerRecord<>(Topic.CHAT, partition, "key", new byte[1]));
    }

    private static PartitionInfo partition(int number) {
        return new PartitionInfo(Topic.CHAT, number, NODE, new Node[] { NODE }, new Node[] { NODE });
    }
}
