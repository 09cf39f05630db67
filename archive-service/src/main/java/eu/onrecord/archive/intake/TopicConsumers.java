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
import eu.onrecord.contract.wire.UnreadableEventException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Reads batches of both topics. A batch that fails is taken record by record, so that one bad record takes no other with it: it
 * goes to the dead letters. While the database is away nothing is anybody's fault, and the batch waits.
 */
@ApplicationScoped
class TopicConsumers {
    private static final Logger LOG = Logger.getLogger(TopicConsumers.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final int MOST_FAULTS = 5;

    private final Intake intake;
    private final Pool pool;
    private final Vertx vertx;
    private final MutinyEmitter<byte[]> kafka;

    TopicConsumers(Intake intake, Pool pool, Vertx vertx, @Channel("events") MutinyEmitter<byte[]> kafka) {
        this.intake = intake;
        this.pool = pool;
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

    /**
     * Again and again, without growing, for as long as the fault may be somebody else's: a database that is away, a deadlock.
     * What cannot be read, or fails though the database answers each time, is buried.
     */
    private Uni<Void> alone(ConsumerRecord<String, byte[]> record) {
        var faults = new AtomicInteger();
        return take(List.of(record)).onFailure().recoverWithUni(failure -> databaseAnswers()
                .chain(answers -> answers && isItsOwnFault(failure, faults) ? bury(record, failure)
                        : Uni.createFrom().failure(failure)))
                .onFailure().retry().when(failures -> failures.onItem().transformToUniAndConcatenate(failure -> pause()));
    }

    private static boolean isItsOwnFault(Throwable failure, AtomicInteger faults) {
        return failure instanceof UnreadableEventException || faults.incrementAndGet() == MOST_FAULTS;
    }

    private Uni<Boolean> databaseAnswers() {
        return pool.query("select 1").execute().map(rows -> true).onFailure().recoverWithItem(false);
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
