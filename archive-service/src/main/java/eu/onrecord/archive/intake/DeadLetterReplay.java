package eu.onrecord.archive.intake;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import eu.onrecord.archive.intake.DeadLetterResource.Replayed;
import eu.onrecord.contract.wire.Topic;

/**
 * Takes dead letters once more, as if they came now. None is taken out: what is recorded is recorded once, and the topic
 * forgets by itself.
 */
@ApplicationScoped
class DeadLetterReplay {
    private static final Logger LOG = Logger.getLogger(DeadLetterReplay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Origins origins;
    private final Intake intake;

    DeadLetterReplay(Origins origins, Intake intake) {
        this.origins = origins;
        this.intake = intake;
    }

    Replayed run() {
        var count = new Count();
        try (var consumer = origins.consumer()) {
            var partitions = consumer.partitionsFor(Topic.ARCHIVE_DEAD_LETTER, PATIENCE).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                consumer.poll(A_MOMENT).forEach(letter -> take(letter, count));
            }
        }
        return new Replayed(count.recorded, count.known, count.left);
    }

    private void take(ConsumerRecord<String, byte[]> letter, Count count) {
        DeadLetter.unmarked(letter).filter(it -> Arrival.of(it).isPresent()).ifPresentOrElse(it -> again(it, count),
                () -> count.left++);
    }

    private void again(ConsumerRecord<String, byte[]> message, Count count) {
        try {
            if (intake.again(message).await().atMost(PATIENCE).isPresent()) {
                count.recorded++;
            } else {
                count.known++;
            }
        } catch (RuntimeException still) {
            LOG.warnf("The dead letter of %s-%d@%d still cannot be kept: %s", message.topic(), message.partition(),
                    message.offset(), still.getClass().getSimpleName());
            count.left++;
        }
    }

    private static final class Count {
        private int recorded;
        private int known;
        private int left;
    }
}
