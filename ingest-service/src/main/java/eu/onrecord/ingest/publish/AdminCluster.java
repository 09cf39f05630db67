package eu.onrecord.ingest.publish;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.publish.ClusterState.Partition;

/** Asked by a client that is made for the question, with the producer's settings and nothing else in common with it. */
final class AdminCluster implements Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Object> settings;

    /** @param kafka how to reach it */
    AdminCluster(Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    }

    /** A question to it. */
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    @Override
    public ClusterState state(Set<Integer> partitions) {
        return ask(admin -> {
            var chat = chat(admin);
            return !mayWrite(chat) ? ClusterState.FORBIDDEN
                    : ClusterState.of(replicasNeeded(admin), chat.partitions().stream()
                            .filter(it -> partitions.isEmpty() || partitions.contains(it.partition()))
                            .map(it -> new Partition(it.leader() == null || it.leader().isEmpty() ? 0 : it.isr().size(),
                                    it.replicas().size()))
                            .toList());
        }).orElse(ClusterState.AWAY);
    }

    /** Whoever does not say what is allowed allows it, as far as anybody knows. */
    private static boolean mayWrite(TopicDescription topic) {
        return topic.authorizedOperations() == null || topic.authorizedOperations().isEmpty()
                || topic.authorizedOperations().contains(AclOperation.WRITE);
    }

    private static TopicDescription chat(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeTopics(List.of(Topic.CHAT), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames().get(PATIENCE.toMillis(), MILLISECONDS).get(Topic.CHAT);
    }

    /** Empty where it may not be asked: then all of them are. */
    private static OptionalInt replicasNeeded(Admin admin) throws InterruptedException, TimeoutException {
        var chat = new ConfigResource(ConfigResource.Type.TOPIC, Topic.CHAT);
        try {
            return OptionalInt.of(Integer.parseInt(admin.describeConfigs(List.of(chat)).all()
                    .get(PATIENCE.toMillis(), MILLISECONDS).get(chat).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                    .value()));
        } catch (ExecutionException notTold) {
            return OptionalInt.empty();
        }
    }

    private <T> Optional<T> ask(Question<T> question) {
        Admin admin = null;
        try {
            admin = Admin.create(settings);
            return Optional.of(question.ask(admin));
        } catch (KafkaException | ExecutionException | TimeoutException away) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (admin != null) {
                // a broker that answers nobody would hold up whoever waits for what is under way
                admin.close(Duration.ZERO);
            }
        }
    }
}
