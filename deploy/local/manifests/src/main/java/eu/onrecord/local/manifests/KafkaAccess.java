package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Who may come in at Kafka, in whatever overlay, and that what it is told can be done. */
final class KafkaAccess implements Check {
    private static final Set<String> CONFIG = Set.of("default.replication.factor", "min.insync.replicas",
            "offsets.topic.replication.factor", "transaction.state.log.replication.factor", "transaction.state.log.min.isr",
            "auto.create.topics.enable", "unclean.leader.election.enable", "message.max.bytes", "replica.fetch.max.bytes");

    @Override
    public Stream<String> findings(Manifests manifests) {
        return kafka(manifests);
    }

    private static Stream<String> kafka(Manifests manifests) {
        var clusters = manifests.of("Kafka").stream().flatMap(kafka -> {
            var config = kafka.at("/spec/kafka/config");
            var authorization = kafka.at("/spec/kafka/authorization");
            return Stream.of(
                    need(authorization.path("type").asText().equals("simple") && authorization.size() == 1,
                            where(kafka) + " lets others in than its users"),
                    need(!config.has("allow.everyone.if.no.acl.found"),
                            where(kafka) + " lets everybody do what nobody forbade"),
                    need(!config.path("auto.create.topics.enable").asBoolean(true), where(kafka) + " makes topics by itself"),
                    need(config.path("message.max.bytes").asInt() >= 8 * 1024 * 1024
                            && config.path("replica.fetch.max.bytes").asInt() > config.path("message.max.bytes").asInt(),
                            where(kafka) + " does not take the contract's largest message"),
                    need(kafka.at("/spec/entityOperator").has("topicOperator")
                            && kafka.at("/spec/entityOperator").has("userOperator"),
                            where(kafka) + " has nobody who makes its topics and users"),
                    need(fields(config).allMatch(entry -> CONFIG.contains(entry.getKey())),
                            where(kafka) + " is configured by an unknown word"),
                    need(each(kafka.at("/spec/kafka/listeners")).count() == 1, where(kafka) + " has another listener"),
                    each(kafka.at("/spec/kafka/listeners")).flatMap(listener -> need(listener.path("tls").asBoolean()
                            && listener.at("/authentication/type").asText().equals("scram-sha-512")
                            && listener.path("type").asText().equals("internal") && listener.path("port").asInt() == 9093
                            && listener.at("/networkPolicyPeers/0/podSelector/matchLabels").path("app.kubernetes.io/part-of")
                                    .asText()
                                    .equals("onrecord"),
                            where(kafka) + " has a listener that is not ours alone")))
                    .flatMap(all -> all);
        });
        var users = manifests.of("KafkaUser").stream().flatMap(user -> need(
                user.at("/spec/authentication/type").asText().equals("scram-sha-512")
                        && each(user.at("/spec/authorization/acls")).noneMatch(acl -> acl.has("host")),
                where(user) + " logs in by other means than the services"));
        var pools = manifests.of("KafkaNodePool").stream().flatMap(pool -> need(
                each(pool.at("/spec/roles")).map(JsonNode::asText).collect(Collectors.toSet())
                        .equals(Set.of("controller", "broker"))
                        && pool.at("/spec/replicas").asInt() % 2 == 1 && pool.at("/spec/resources/limits").has("memory")
                        && each(pool.at("/spec/storage/volumes"))
                                .allMatch(volume -> volume.path("size").asText().matches("\\d+Gi")),
                where(pool) + " is no odd number of brokers that decide, with bounds"));
        var topics = manifests.of("KafkaTopic").stream().flatMap(topic -> need(!topic.path("metadata").has("annotations")
                && topic.at("/spec/replicas").asInt() <= manifests.of("KafkaNodePool").stream().mapToInt(
                        pool -> pool.at("/spec/replicas").asInt()).sum(),
                where(topic) + " cannot be made, or by nobody"));
        return Stream.of(clusters, users, pools, topics).flatMap(all -> all);
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
