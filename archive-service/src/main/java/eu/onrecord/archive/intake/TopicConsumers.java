package eu.onrecord.archive.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import eu.onrecord.contract.wire.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;

/**
 * Reads batches of the topics and keeps what comes, whether it is understood or not. A batch that fails is tried again, at last
 * record by record, for as long as it takes: nothing is skipped because of a fault of ours. Only what has not even an id goes
 * to
 * the dead letters.
 */
@ApplicationScoped
class TopicConsumers {
    private static final Logger LOG = Logger.getLogger(TopicConsumers.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final String CANNOT_BE_KEPT = "cannot-be-kept";

    private final Intake intake;
    private final Positions positions;
    private final Vertx vertx;
    private final MutinyEmitter<byte[]> kafka;
    private final DeadLetters deadLetters;
    private final Held held;
    private final Graves graves = new Graves();

    TopicConsumers(Intake intake, @Identifier("intake") Positions positions, Vertx vertx,
            @Channel("events") MutinyEmitter<byte[]> kafka, DeadLetters deadLetters, Held held) {
        this.deadLetters = deadLetters;
        this.held = held;
        this.intake = intake;
        this.positions = positions;
        this.vertx = vertx;
        this.kafka = kafka;
    }

    @Incoming("chat")
    Uni<Void> onChat(ConsumerRecords<String, byte[]> batch) {
        return on(batch);
    }

    @Incoming("consent")
    Uni<Void> onConsent(ConsumerRecords<String, byte[]> batch) {
        return on(batch);
    }

    /** What other services and people did. */
    @Incoming("acts")
    Uni<Void> onActs(ConsumerRecords<String, byte[]> batch) {
        return on(batch);
    }

    private Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        var records = StreamSupport.stream(batch.spliterator(), false).toList();
        return takeOrReadAgain(records).onFailure().recoverWithUni(() -> oneByOne(records));
    }

    /**
     * Either the topic has nothing between what the database knows and these; or the database is of before what was read last,
     * as after a restore: then that is read again, and these with it.
     */
    private Uni<Void> takeOrReadAgain(List<ConsumerRecord<String, byte[]>> records) {
        return take(records, Map.of()).onFailure(WentBackException.class).recoverWithUni(() -> vertx
                .executeBlocking(() -> positions.gapsBefore(records), false).chain(gaps -> take(records, gaps))
                .onFailure(WentBackException.class).recoverWithUni(() -> positions.seekBack(partitions(records))));
    }

    private static Set<TopicPartition> partitions(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(it -> new TopicPartition(it.topic(), it.partition())).collect(Collectors.toSet());
    }

    private Uni<Void> oneByOne(List<ConsumerRecord<String, byte[]>> records) {
        var taken = Uni.createFrom().voidItem();
        for (var record : records) {
            taken = taken.chain(() -> takeOrReadAgain(List.of(record)).onFailure().invoke(failure -> LOG.warnf(
                    "Record %s-%d@%d is tried again: %s", record.topic(), record.partition(), record.offset(),
                    failure.getClass().getSimpleName()))
                    .onFailure().invoke(() -> held.failed(record)).invoke(() -> held.taken(record)).onFailure().retry()
                    .when(failures -> failures.onItem()
                            .transformToUniAndConcatenate(failure -> pause())));
        }
        return taken;
    }

    private Uni<String> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, ignored -> emitter.complete("")));
    }

    private Uni<Void> take(List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> gaps) {
        return Uni.createFrom().deferred(() -> {
            var arrivals = new ArrayList<Arrival>();
            var buried = Uni.createFrom().voidItem();
            for (var record : records) {
                if (Arrival.isOurOwnAct(record)) {
                    continue;
                }
                var arrival = Arrival.of(record);
                arrival.ifPresent(arrivals::add);
                buried = arrival.isPresent() || graves.isKnown(record) ? buried : buried.chain(() -> bury(record));
            }
            return buried.chain(() -> intake.take(arrivals, transaction -> positions.moveOn(transaction, records, gaps)))
                    .invoke(() -> positions.reached(records)).replaceWithVoid();
        });
    }

    /** Once, also where what it came with is tried again and again. */
    private Uni<Void> bury(ConsumerRecord<String, byte[]> record) {
        LOG.errorf("Record %s-%d@%d has no id or key, or no value that can be kept, and goes to the dead letters",
                record.topic(), record.partition(),
                record.offset());
        deadLetters.mark(record, CANNOT_BE_KEPT);
        return letter(record.key(), record.value(), record.headers())
                // where the topic takes less than those it is for: then the letter says where it stood, and why
                .onFailure(TopicConsumers::isTooLarge).recoverWithUni(() -> letter(null, null, deadLetters.ours(record)))
                .invoke(() -> graves.add(record));
    }

    private Uni<Void> letter(String key, byte[] value, Headers headers) {
        return kafka.sendMessage(Message.of(value, List.of(OutgoingKafkaRecordMetadata.<String> builder()
                .withTopic(Topic.ARCHIVE_DEAD_LETTER).withKey(key).withHeaders(headers).build())));
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure.getCause() instanceof RecordTooLargeException;
    }
}
