package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.settings.Safety;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/**
 * Whether an acknowledgement means more than one disk: looked at when the cluster first answers, and on and on, for what is not
 * allowed yet may be allowed soon, what is unsafe may be mended, and what is safe may be changed. Where it may not be asked,
 * that is said and changes nothing.
 */
@ApplicationScoped
class ClusterSafety {
    private static final Logger LOG = Logger.getLogger(ClusterSafety.class);
    private static final List<String> TOPICS = List.of(Topic.CHAT, Topic.QUARANTINE);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(2);
    private static final Duration UNTIL_WELL = Duration.ofSeconds(10);
    private static final Duration WHILE_WELL = Duration.ofMinutes(5);

    private final Map<String, Object> kafka;
    private final boolean unsafeAllowed;
    private volatile String danger;
    private volatile boolean closed;
    private boolean isRefusalTold;
    private Thread looking;

    ClusterSafety(@Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = Safety.OVERRIDE, defaultValue = "false") boolean unsafeAllowed) {
        this.kafka = kafka;
        this.unsafeAllowed = unsafeAllowed;
    }

    void begin(@Observes StartupEvent start) {
        looking = new Thread(this::look, "cluster-safety");
        looking.setDaemon(true);
        looking.start();
    }

    /** What is unsafe, where nobody allowed it. */
    Optional<String> trouble() {
        return unsafeAllowed ? Optional.empty() : remark();
    }

    /** What is unsafe, allowed or not. */
    Optional<String> remark() {
        return Optional.ofNullable(danger);
    }

    private void look() {
        try {
            while (!closed) {
                Thread.sleep(next().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks.
     *
     * @return how long until it is looked again
     */
    private Duration next() throws InterruptedException {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var admin = Admin.create(settings)) {
            var needed = needed(admin);
            found(Replication.danger(replication(admin, needed)).orElse(null));
            tellOfRefusal(needed.isEmpty());
            return danger == null && !needed.isEmpty() ? WHILE_WELL : UNTIL_WELL;
        } catch (ExecutionException notTold) {
            return notTold.getCause() instanceof AuthorizationException ? UNTIL_WELL : UNTIL_ANSWERED;
        } catch (KafkaException | TimeoutException away) {
            return UNTIL_ANSWERED;
        } catch (RuntimeException unexpected) {
            LOG.warnf("How safe Kafka's acknowledgements are could not be looked at: %s", unexpected.getClass().getName());
            return UNTIL_WELL;
        }
    }

    /** Says so when it is another thing than before. */
    private void found(String now) {
        if (now != null && !now.equals(danger)) {
            LOG.warnf("What Kafka acknowledges is not safe: %s%s", now,
                    unsafeAllowed ? "; that is allowed here" : "; the service is not ready with it");
        } else if (now == null && danger != null) {
            LOG.info("What Kafka acknowledges is safe again");
        }
        danger = now;
    }

    private void tellOfRefusal(boolean isRefused) {
        var isNews = isRefused && !isRefusalTold;
        isRefusalTold = isRefused;
        if (isNews) {
            LOG.warn("Kafka does not say how many replicas acknowledge: DescribeConfigs is not allowed. Look at it by hand.");
        }
    }

    /** @param needed by topic; where it is not told, nothing is held against it */
    private static List<Replication> replication(Admin admin, Map<String, Integer> needed)
            throws ExecutionException, InterruptedException, TimeoutException {
        var topics = admin.describeTopics(TOPICS).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return TOPICS.stream().map(topic -> new Replication(topic,
                topics.get(topic).partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0),
                needed.getOrDefault(topic, Replication.SAFE))).toList();
    }

    /** How many replicas have to be in sync, by topic; empty where it may not be asked. */
    private static Map<String, Integer> needed(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            var configs = admin.describeConfigs(TOPICS.stream().map(ClusterSafety::resource).toList()).all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return TOPICS.stream().collect(Collectors.toMap(topic -> topic, topic -> Integer
                    .parseInt(configs.get(resource(topic)).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value())));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof AuthorizationException) {
                return Map.of();
            }
            throw refused;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    @PreDestroy
    void close() {
        closed = true;
        if (looking != null) {
            looking.interrupt();
        }
    }
}
