package eu.onrecord.archive.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    /** Who asked waits so long. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    /** Where a replay goes on that was not ended. */
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private final Origins origins;
    private final DeadLetters letters;
    private final Intake intake;

    DeadLetterReplay(Origins origins, DeadLetters letters, Intake intake) {
        this.origins = origins;
        this.letters = letters;
        this.intake = intake;
    }

    /**
     * What became of the letters.
     *
     * @param isFinished whether all were taken; the next run goes on where this one ended
     */
    record Run(Replayed replayed, boolean isFinished) {
    }

    Run run() {
        var count = new Count();
        try (var consumer = origins.consumer()) {
            var partitions = consumer.partitionsFor(Topic.ARCHIVE_DEAD_LETTER, PATIENCE).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            reached.forEach(consumer::seek);
            var ends = consumer.endOffsets(partitions, PATIENCE);
            var deadline = System.nanoTime() + LONGEST.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                for (var letter : consumer.poll(A_MOMENT)) {
                    take(letter, count);
                    reached.put(new TopicPartition(letter.topic(), letter.partition()), letter.offset() + 1);
                    if (System.nanoTime() > deadline) {
                        return count.run(false);
                    }
                }
                if (System.nanoTime() > deadline) {
                    return count.run(false);
                }
            }
        }
        reached.clear();
        return count.run(true);
    }

    private void take(ConsumerRecord<String, byte[]> letter, Count count) {
        letters.unmarked(letter).filter(it -> Arrival.of(it).isPresent()).ifPresentOrElse(it -> again(it, count),
                () -> count.left++);
    }

    private void again(ConsumerRecord<String, byte[]> message, Count count) {
        try {
            if (intake.again(List.of(message)).await().atMost(PATIENCE).isEmpty()) {
                count.known++;
            } else {
                count.recorded++;
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

        private Run run(boolean isFinished) {
            return new Run(new Replayed(recorded, known, left), isFinished);
        }
    }
}
