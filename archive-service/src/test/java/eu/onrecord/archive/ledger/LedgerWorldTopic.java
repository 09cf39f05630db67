package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;

/** The topic of the heads, as it can be lost. */
record LedgerWorldTopic(KafkaNode kafka) {

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
