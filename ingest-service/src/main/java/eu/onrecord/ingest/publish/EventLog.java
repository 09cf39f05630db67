package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/** The way into Kafka. It never blocks the caller: what cannot be taken at once is refused at once. */
@ApplicationScoped
public class EventLog {
    private static final Duration TELLING = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Supervisor supervisor;
    private final Duration connectPatience;
    private final Duration patience;

    EventLog(@Identifier("default-kafka-broker") Map<String, Object> kafka, PublishConfig config, MeterRegistry registry) {
        supervisor = new Supervisor(ProducerSettings.of(kafka, config.patience(), config.linger(), config.bufferBytes()),
                config.patience(), System::nanoTime, new AdminCluster(kafka));
        connectPatience = config.connectPatience();
        patience = config.patience();
        ProducerFigures.register(supervisor, registry);
    }

    /** Lets the start wait a moment for Kafka, so that the first webhook need not come twice; never longer. */
    void awaitKafka(@Observes StartupEvent start) throws InterruptedException {
        var deadline = System.nanoTime() + connectPatience.toNanos();
        while (!supervisor.current().map(LiveProducer::knowsChat).orElse(false) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /**
     * Publishes all of the records, in their order. Those behind one that is refused at once are not sent: whoever sent them
     * must send them all again.
     *
     * @return done when all in-sync replicas have every one of them; fails if that cannot be known for one, though others
     *         may be there then
     */
    public CompletionStage<Void> publish(List<ProducerRecord<String, byte[]>> records) {
        var producer = supervisor.current();
        if (producer.isEmpty()) {
            return CompletableFuture.failedFuture(new KafkaException("there is no producer"));
        }
        var sent = new ArrayList<CompletableFuture<Void>>(records.size());
        for (var event : records) {
            var acknowledged = producer.get().send(event);
            sent.add(acknowledged);
            if (acknowledged.isCompletedExceptionally()) {
                return acknowledged;
            }
        }
        return sent.size() == 1 ? sent.get(0) : CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    /** How long an acknowledgement may take to come: what the producer promises, and a little for telling it. */
    public Duration longestWait() {
        return patience.plus(TELLING);
    }

    /** What is the matter, in words; empty if what is published now can be expected to be acknowledged. */
    Optional<String> trouble() {
        return supervisor.trouble();
    }

    /** What else is the matter, in words: it keeps no event from being acknowledged. */
    Optional<String> remark() {
        return supervisor.current().filter(producer -> !producer.knowsQuarantine())
                .map(producer -> "Kafka has not told who leads the quarantine: what cannot be understood is not taken");
    }

    /** The same of single partitions: what belongs there comes again. */
    Optional<String> refusing() {
        var refusing = supervisor.refusingLately();
        return refusing == 0 ? Optional.empty() : Optional.of(refusing + " of the chat's partitions take nothing");
    }

    /** Whether there is hope without a restart. */
    boolean isLive() {
        return supervisor.isLive();
    }

    /** What is on its way may still arrive; but no longer than any webhook waits for it. */
    @PreDestroy
    void close() {
        supervisor.close();
    }
}
