package eu.onrecord.archive.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import eu.onrecord.contract.wire.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;

/**
 * Reads batches of both topics. A batch that fails is taken record by record, so that one bad record takes no other with it: it
 * goes to the dead letters. While a database is away nothing is a record's fault, and the batch waits.
 */
@ApplicationScoped
class TopicConsumers {
    private static final Logger LOG = Logger.getLogger(TopicConsumers.class);
    private static final long PAUSE_MILLIS = 1000;

    private final Intake intake;
    private final Vertx vertx;
    private final MutinyEmitter<byte[]> kafka;

    TopicConsumers(Intake intake, Vertx vertx, @Channel("events") MutinyEmitter<byte[]> kafka) {
        this.intake = intake;
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

    private Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        var records = StreamSupport.stream(batch.spliterator(), false).toList();
        return take(records).onFailure().recoverWithUni(() -> oneByOne(records));
    }

    private Uni<Void> take(List<ConsumerRecord<String, byte[]>> records) {
        return Uni.createFrom().deferred(() -> intake.take(records.stream().map(Arrival::of).toList()));
    }

    private Uni<Void> oneByOne(List<ConsumerRecord<String, byte[]>> records) {
        var taken = Uni.createFrom().voidItem();
        for (var record : records) {
            taken = taken.chain(() -> alone(record));
        }
        return taken;
    }

    /** Again and again, without growing, for as long as the fault may be somebody else's. */
    private Uni<Void> alone(ConsumerRecord<String, byte[]> record) {
        var attempts = new AtomicInteger();
        return take(List.of(record)).onFailure().recoverWithUni(
                failure -> Fault.of(failure).isTheRecords(attempts.incrementAndGet()) ? bury(record, failure)
                        : Uni.createFrom().failure(failure))
                .onFailure().invoke(failure -> LOG.warnf("Record %s-%d@%d is tried again: %s", record.topic(),
                        record.partition(), record.offset(), failure.getClass().getSimpleName()))
                .onFailure().retry().when(failures -> failures.onItem().transformToUniAndConcatenate(failure -> pause()));
    }

    private Uni<String> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, ignored -> emitter.complete("")));
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> record, Throwable failure) {
        var reason = failure.getClass().getSimpleName();
        LOG.errorf("Record %s-%d@%d goes to the dead letters: %s", record.topic(), record.partition(), record.offset(), reason);
        record.headers().add("onrecord_reason", reason.getBytes(StandardCharsets.UTF_8));
        return kafka.sendMessage(Message.of(record.value(), List.of(OutgoingKafkaRecordMetadata.<String> builder()
                .withTopic(Topic.ARCHIVE_DEAD_LETTER).withKey(record.key()).withHeaders(record.headers()).build())));
    }
}
