package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import eu.onrecord.contract.wire.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The heads that left the house: once somebody may have kept one, nothing before it can change. */
@ApplicationScoped
class PublishedHeads {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;
    private final Ledger ledger;
    private final NoteSigner signer;
    private final MutinyEmitter<byte[]> kafka;
    private final Vertx vertx;
    private final Map<String, Object> kafkaSettings;
    private volatile Optional<Checkpoint> last;

    PublishedHeads(Pool pool, Ledger ledger, NoteSigner signer, @Channel("events") MutinyEmitter<byte[]> kafka, Vertx vertx,
            @Identifier("default-kafka-broker") Map<String, Object> kafkaSettings) {
        this.pool = pool;
        this.ledger = ledger;
        this.signer = signer;
        this.kafka = kafka;
        this.vertx = vertx;
        this.kafkaSettings = kafkaSettings;
    }

    /** Publishes the newest head if it was not. A head between two that were published need not be. */
    Uni<Void> publishNew() {
        return pool.query("select size, note from checkpoint where not published order by size desc limit 1").execute()
                .chain(rows -> {
                    if (rows.rowCount() == 0) {
                        return Uni.createFrom().voidItem();
                    }
                    var note = rows.iterator().next().getString("note");
                    var size = rows.iterator().next().getLong("size");
                    return publish(note).invoke(() -> last = signer.open(note)).chain(() -> pool
                            .preparedQuery("update checkpoint set published = true where not published and size <= $1")
                            .execute(Tuple.of(size))).replaceWithVoid();
                });
    }

    /**
     * Whether the ledger in this database goes on from the last head that was published: after a restore from a backup it may
     * not, nor after a failover that lost what was committed last.
     */
    Uni<Boolean> areExtended() {
        return known().chain(published -> published.isEmpty() ? Uni.createFrom().item(true)
                : ledger.head().chain(ours -> ours.isEmpty() || ours.get().size() < published.get().size()
                        ? Uni.createFrom().item(false)
                        : ledger.root(published.get().size()).map(published.get().root()::equals)));
    }

    private Uni<Optional<Checkpoint>> known() {
        return last != null ? Uni.createFrom().item(last)
                : vertx.executeBlocking(this::readLast).invoke(found -> last = found);
    }

    private Uni<Void> publish(String note) {
        return kafka.sendMessage(Message.of(note.getBytes(StandardCharsets.UTF_8), List.of(OutgoingKafkaRecordMetadata
                .<String> builder().withTopic(Topic.CHECKPOINTS).withKey("checkpoint").build())));
    }

    /** @throws IllegalStateException if there is one that this key did not sign: then nobody knows what was published */
    private Optional<Checkpoint> readLast() {
        var settings = new HashMap<>(kafkaSettings);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topic.CHECKPOINTS, 0);
            consumer.assign(List.of(partition));
            var end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
            if (end == 0) {
                return Optional.empty();
            }
            consumer.seek(partition, end - 1);
            for (var found : consumer.poll(PATIENCE)) {
                return Optional.of(signer.open(new String(found.value(), StandardCharsets.UTF_8)).orElseThrow(
                        () -> new IllegalStateException(
                                "the last published checkpoint is not signed with the configured key")));
            }
            throw new IllegalStateException("the last checkpoint could not be read");
        }
    }
}
