package eu.onrecord.consent.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/**
 * For how long a record is tried again and again: nothing behind it is taken meanwhile. How far the client is behind it does
 * not
 * tell any more when it has fetched nothing for a while.
 */
@ApplicationScoped
class Held {
    private final Map<TopicPartition, Instant> since = new ConcurrentHashMap<>();
    private final Clock clock;

    Held(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes StartupEvent start, MeterRegistry registry) {
        Gauge.builder("onrecord.intake.held", this, Held::seconds).baseUnit("seconds")
                .description("for how long the same record is tried again and again").register(registry);
    }

    void failed(ConsumerRecord<?, ?> message) {
        since.putIfAbsent(new TopicPartition(message.topic(), message.partition()), clock.instant());
    }

    void taken(ConsumerRecord<?, ?> message) {
        since.remove(new TopicPartition(message.topic(), message.partition()));
    }

    private double seconds() {
        return since.values().stream().min(Comparator.naturalOrder())
                .map(first -> Duration.between(first, clock.instant()).toMillis() / 1000.0).orElse(0.0);
    }
}
