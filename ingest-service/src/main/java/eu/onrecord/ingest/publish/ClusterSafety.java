package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
    private static final int MOST_UNANSWERED = 10;
    private static final Duration UNTIL_WELL = Duration.ofSeconds(10);
    private static final Duration WHILE_WELL = Duration.ofMinutes(5);

    private final Map<String, Object> kafka;
    private final boolean unsafeAllowed;
    private volatile String danger;
    private volatile boolean closed;
    private volatile boolean looked;
    /** How often in a row it was not told. */
    private int unanswered;
    private List<String> told = List.of();
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

    /** What is unsafe, where nobody allowed it; also while nobody has looked yet. */
    Optional<String> trouble() {
        return unsafeAllowed ? Optional.empty()
                : looked ? remark() : Optional.of("how many replicas acknowledge was not looked at yet");
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
        Admin admin = null;
        try {
            admin = Admin.create(settings);
            var topics = new ArrayList<Replication>();
            for (var topic : TOPICS) {
                topics.add(new Replication(topic, replicas(admin, topic), needed(admin, topic)));
            }
            found(Replication.danger(topics).orElse(null));
            tellOfRefusal(topics.stream().filter(it -> !it.isTold()).map(Replication::topic).toList());
            looked = true;
            unanswered = 0;
            return danger == null && topics.stream().allMatch(Replication::isTold) ? WHILE_WELL : UNTIL_WELL;
        } catch (KafkaException | TimeoutException away) {
            return notTold(away);
        } catch (RuntimeException unexpected) {
            LOG.warnf("How safe Kafka's acknowledgements are could not be looked at: %s", unexpected.getClass().getName());
            looked = true;
            return UNTIL_WELL;
        } finally {
            if (admin != null) {
                // a broker that answers nobody would hold up whoever waits for what is under way
                admin.close(Duration.ZERO);
            }
        }
    }

    /** While nobody answers the producer hears nothing either; where it alone is answered, this takes no pod down for ever. */
    private Duration notTold(Exception why) {
        unanswered++;
        if (unanswered == MOST_UNANSWERED) {
            LOG.warnf("Kafka does not say how many replicas acknowledge: %s. Look at it by hand.",
                    why.getClass().getSimpleName());
            looked = true;
        }
        return UNTIL_ANSWERED;
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

    private void tellOfRefusal(List<String> topics) {
        var isNews = !topics.isEmpty() && !topics.equals(told);
        told = topics;
        if (isNews) {
            LOG.warnf("Kafka does not say how many replicas acknowledge in %s: it is not there, or may not be asked "
                    + "(Describe, DescribeConfigs). Look at it by hand.", String.join(", ", topics));
        }
    }

    /** Of the partition that has the fewest; empty where it is not told. */
    private static OptionalInt replicas(Admin admin, String topic) throws InterruptedException, TimeoutException {
        return told(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).map(it -> it.partitions().stream()
                .mapToInt(partition -> partition.replicas().size()).min()).orElseGet(OptionalInt::empty);
    }

    /** How many have to be in sync; empty where it is not told. */
    private static OptionalInt needed(Admin admin, String topic) throws InterruptedException, TimeoutException {
        return told(admin.describeConfigs(List.of(resource(topic))).values().get(resource(topic)))
                .map(it -> OptionalInt.of(Integer.parseInt(it.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value())))
                .orElseGet(OptionalInt::empty);
    }

    /** Empty where it is refused; that nobody answers is no answer. */
    private static <T> Optional<T> told(KafkaFuture<T> asked) throws InterruptedException, TimeoutException {
        try {
            return Optional.of(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof AuthorizationException
                    || refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaException(refused.getCause());
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
