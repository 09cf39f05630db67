package eu.onrecord.ingest.publish;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.publish.ClusterState.Partition;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/** The way into Kafka. It never blocks the caller: what cannot be taken at once is refused at once. */
@ApplicationScoped
public class EventLog {
    private static final Duration TELLING = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(3);

    private final Supervisor supervisor;
    private final Duration connectPatience;
    private final Duration patience;

    EventLog(@Identifier("default-kafka-broker") Map<String, Object> kafka, PublishConfig config, MeterRegistry registry) {
        supervisor = new Supervisor(ProducerSettings.of(kafka, config.patience(), config.linger(), config.bufferBytes()),
                config.patience(), System::nanoTime,
                partitions -> cluster(kafka, partitions));
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

    /** Whether there is hope without a restart. */
    boolean isLive() {
        return supervisor.isLive();
    }

    /**
     * Asked with the same settings as the producer's, and nothing else in common with it.
     *
     * @param partitions which of the chat's are asked about; empty for all
     */
    static ClusterState cluster(Map<String, Object> kafka, Set<Integer> partitions) {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_PATIENCE.toMillis());
        try (var admin = Admin.create(settings)) {
            var needed = replicasNeeded(admin);
            return ClusterState.of(needed, admin.describeTopics(List.of(Topic.CHAT)).allTopicNames()
                    .get(ADMIN_PATIENCE.toMillis(), MILLISECONDS).get(Topic.CHAT).partitions().stream()
                    .filter(it -> partitions.isEmpty() || partitions.contains(it.partition()))
                    .map(it -> new Partition(it.leader() == null || it.leader().isEmpty() ? 0 : it.isr().size(),
                            it.replicas().size()))
                    .toList());
        } catch (KafkaException | ExecutionException | TimeoutException away) {
            return ClusterState.AWAY;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ClusterState.AWAY;
        }
    }

    /** Empty where it may not be asked: then all of them are. */
    private static OptionalInt replicasNeeded(Admin admin) throws InterruptedException, TimeoutException {
        var chat = new ConfigResource(ConfigResource.Type.TOPIC, Topic.CHAT);
        try {
            return OptionalInt.of(Integer.parseInt(admin.describeConfigs(List.of(chat)).all()
                    .get(ADMIN_PATIENCE.toMillis(), MILLISECONDS).get(chat).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                    .value()));
        } catch (ExecutionException notTold) {
            return OptionalInt.empty();
        }
    }

    /** What is on its way may still arrive; but no longer than any webhook waits for it. */
    @PreDestroy
    void close() {
        supervisor.close();
    }
}
