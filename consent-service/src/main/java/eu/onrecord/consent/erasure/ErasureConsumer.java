package eu.onrecord.consent.erasure;

import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.UnreadableEventException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

/**
 * Reads what is to be forgotten. After a restore from a backup the consumer group is set back to before it, and everything is
 * forgotten once more; to forget twice changes nothing.
 */
@ApplicationScoped
class ErasureConsumer {
    private static final Logger LOG = Logger.getLogger(ErasureConsumer.class);
    private static final long PAUSE_MILLIS = 1000;

    private final Erasures erasures;
    private final Vertx vertx;

    ErasureConsumer(Erasures erasures, Vertx vertx) {
        this.erasures = erasures;
        this.vertx = vertx;
    }

    @Incoming("erasure")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return InTurn.each(StreamSupport.stream(batch.spliterator(), false).toList(), this::forget).onFailure()
                .invoke(failure -> LOG.warnf("Erasures will be tried again: %s", failure.getClass().getSimpleName()))
                .onFailure().retry().when(failures -> failures.onItem().transformToUniAndConcatenate(failure -> pause()));
    }

    private Uni<Void> forget(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return erasures.forget(EventCodec.readErasure(kafkaRecord).data());
        } catch (UnreadableEventException unreadable) {
            LOG.errorf("Record %s-%d@%d is no erasure", kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset());
            return Uni.createFrom().voidItem();
        }
    }

    /** The database is away: nothing that is to be forgotten is passed over. */
    private Uni<String> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, ignored -> emitter.complete("")));
    }
}
