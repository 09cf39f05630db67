package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;

/** The topic of the heads, as it can be lost. */
record LedgerWorldTopic(KafkaNode kafka) {

    /** By whoever has a key, and may write there: a head some times more, each where that key says that it was to stand. */
    void put(byte[] head, int times, LedgerKeys keys) {
        var settings = Map.<String, Object> of("bootstrap.servers", kafka.bootstrapServers());
        var partition = new TopicPartition(Topic.CHECKPOINTS, 0);
        var id = HeadTopic.id(settings);
        try (var admin = Admin.create(settings);
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var end = admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition)
                    .get(20, TimeUnit.SECONDS).offset();
            for (var i = 0; i < times; i++) {
                var message = new ProducerRecord<>(partition.topic(), 0, "checkpoint", head);
                message.headers().add("place", keys.place(id, end + i, head));
                producer.send(message);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** All that was in it. */
    void lose() {
        var partition = new TopicPartition(Topic.CHECKPOINTS, 0);
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(List.of(partition).toString(), failed);
        }
    }
}
