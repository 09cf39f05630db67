package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import eu.onrecord.contract.wire.Topic;
import io.smallrye.common.annotation.Identifier;

/**
 * Ready only while Kafka can acknowledge: every partition has a leader and as many replicas in sync as an acknowledgement
 * needs. Asked of the brokers each time, because a producer that has nothing to send does not notice that they are gone.
 */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private static final List<String> TOPICS = List.of(Topic.CHAT, Topic.QUARANTINE);
    private static final int PATIENCE_MILLIS = 2000;

    private final Admin admin;
    private final EventLog log;

    KafkaReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka, EventLog log) {
        this.admin = Admin.create(kafka);
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka").status(log.isConnected() && canAcknowledge()).build();
    }

    private boolean canAcknowledge() {
        try {
            var topics = admin.describeTopics(TOPICS).allTopicNames().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            var configs = admin.describeConfigs(TOPICS.stream().map(KafkaReadiness::resource).toList()).all()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return TOPICS.stream().allMatch(topic -> canAcknowledge(topics.get(topic), configs.get(resource(topic))));
        } catch (ExecutionException | TimeoutException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean canAcknowledge(TopicDescription topic, Config config) {
        var needed = Integer.parseInt(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
        return topic.partitions().stream()
                .allMatch(partition -> partition.leader() != null && partition.isr().size() >= needed);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
}
