package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** What makes production survive one fault: of a pod, a broker, a database's machine, a zone; and a mistake, by backups. */
final class Durability implements Check {
    @Override
    public Stream<String> findings(Manifests manifests) {
        return Stream.of(services(manifests), kafka(manifests), databases(manifests)).flatMap(all -> all);
    }

    private static Stream<String> services(Manifests manifests) {
        return manifests.of("Deployment").stream().flatMap(deployment -> {
            var scaled = manifests.of("HorizontalPodAutoscaler").stream()
                    .filter(it -> it.at("/spec/scaleTargetRef/name").asText().equals(nameOf(deployment)))
                    .mapToInt(it -> it.at("/spec/minReplicas").asInt(1)).findFirst();
            var replicas = scaled.orElse(deployment.at("/spec/replicas").asInt(1));
            var spread = each(deployment.at("/spec/template/spec/topologySpreadConstraints"))
                    .map(it -> it.path("topologyKey").asText()).toList();
            var budget = manifests.of("PodDisruptionBudget").stream().anyMatch(it -> Manifests.matches(
                    it.at("/spec/selector/matchLabels"), deployment.at("/spec/template/metadata/labels")));
            return Stream.of(need(replicas >= 2, where(deployment) + " has one pod"),
                    need(scaled.isEmpty() || deployment.at("/spec/replicas").isMissingNode(),
                            where(deployment) + " says how many pods, and so does its autoscaler"),
                    need(spread.containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")),
                            where(deployment) + " is not spread over zones and machines"),
                    need(budget, where(deployment) + " has no disruption budget"),
                    need(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asText().equals("0"),
                            where(deployment) + " takes pods away before others are there"))
                    .flatMap(all -> all);
        });
    }

    private static Stream<String> kafka(Manifests manifests) {
        var brokers = manifests.of("KafkaNodePool").stream().filter(pool -> each(pool.at("/spec/roles"))
                .anyMatch(role -> role.asText().equals("broker"))).mapToInt(pool -> pool.at("/spec/replicas").asInt()).sum();
        var volumes = manifests.of("KafkaNodePool").stream().flatMap(pool -> each(pool.at("/spec/storage/volumes"))
                .flatMap(volume -> need(volume.path("type").asText().equals("persistent-claim")
                        && !volume.path("deleteClaim").asBoolean(), where(pool) + " loses its data with its pods")));
        var clusters = manifests.of("Kafka").stream().flatMap(kafka -> {
            var config = kafka.at("/spec/kafka/config");
            return Stream.of(need(brokers >= 3, where(kafka) + " has fewer than three brokers"),
                    need(config.path("min.insync.replicas").asInt() >= 2, where(kafka) + " acknowledges what one broker has"),
                    need(config.path("default.replication.factor").asInt() >= 3,
                            where(kafka) + " has topics on fewer than three brokers"),
                    need(config.path("offsets.topic.replication.factor").asInt() >= 3
                            && config.path("transaction.state.log.replication.factor").asInt() >= 3
                            && config.path("transaction.state.log.min.isr").asInt() >= 2,
                            where(kafka) + " keeps its own state on fewer than three brokers"),
                    need(!config.path("unclean.leader.election.enable").asBoolean(true),
                            where(kafka) + " may make a broker a leader that has not everything"),
                    need(!config.path("auto.create.topics.enable").asBoolean(true), where(kafka) + " makes topics by itself"),
                    need(!kafka.at("/spec/kafka/authorization").isMissingNode(),
                            where(kafka) + " lets everybody do everything"),
                    each(kafka.at("/spec/kafka/listeners")).flatMap(listener -> need(
                            listener.path("tls").asBoolean() && !listener.at("/authentication/type").isMissingNode(),
                            where(kafka) + " has a listener without TLS or without users")))
                    .flatMap(all -> all);
        });
        var topics = manifests.of("KafkaTopic").stream().flatMap(topic -> need(topic.at("/spec/replicas").asInt() >= 3,
                where(topic) + " is on fewer than three brokers"));
        return Stream.of(volumes, clusters, topics).flatMap(all -> all);
    }

    private static Stream<String> databases(Manifests manifests) {
        var clusters = manifests.of("Cluster").stream().flatMap(cluster -> Stream.of(
                need(cluster.at("/spec/instances").asInt() >= 3
                        && cluster.at("/spec/affinity/podAntiAffinityType").asText().equals("required"),
                        where(cluster) + " has fewer than two standbys on machines of their own"),
                need(cluster.at("/spec/backup/retentionPolicy").asText().equals("35d")
                        && cluster.at("/spec/backup/barmanObjectStore/endpointURL").asText().startsWith("https://")
                        && !cluster.at("/spec/backup/barmanObjectStore").has("serverName"),
                        where(cluster) + " has backups elsewhere, or too short"),
                need(!cluster.at("/spec/enableSuperuserAccess").asBoolean(),
                        where(cluster) + " has a superuser to log in with"),
                need(each(cluster.at("/spec/postgresql/pg_hba"))
                        .anyMatch(line -> line.asText().matches("hostnossl all all all reject")),
                        where(cluster) + " is reached in plain text"),
                need(!cluster.at("/spec/backup/barmanObjectStore/destinationPath").isMissingNode()
                        && cluster.at("/spec/backup/barmanObjectStore").has("wal"),
                        where(cluster) + " is not backed up with its log"),
                need(manifests.of("ScheduledBackup").stream().anyMatch(it -> it.at("/spec/cluster/name").asText().equals(
                        nameOf(cluster)) && !it.at("/spec/suspend").asBoolean()
                        && it.at("/spec/method").asText().equals("barmanObjectStore")
                        && it.at("/spec/schedule").asText().matches("0 \\d+ \\d+ \\* \\* \\*")),
                        where(cluster) + " is backed up at no time"),
                need(manifests.of("Cluster").stream().filter(other -> !other.equals(cluster)
                        && (nameOf(other).equals("archive-keys-db") || nameOf(cluster).equals("archive-keys-db"))).noneMatch(
                                other -> other.at("/spec/backup/barmanObjectStore/destinationPath").equals(
                                        cluster.at("/spec/backup/barmanObjectStore/destinationPath"))),
                        where(cluster) + " has its backups beside the keys'"),
                need(owner(cluster), where(cluster) + " gives the pods' role the schema"))
                .flatMap(all -> all));
        var keys = manifests.of("Cluster").stream().flatMap(cluster -> need(
                cluster.at("/spec/postgresql/synchronous/number").asInt() >= 1
                        && cluster.at("/spec/postgresql/synchronous/dataDurability").asText("required").equals("required"),
                where(cluster) + " loses what was told to be durable with one machine"));
        return Stream.of(clusters, keys, manifests.find("Cluster", "archive-keys-db").isPresent() ? Stream.<String> empty()
                : Stream.of("There is no cluster of the archive's keys")).flatMap(all -> all);
    }

    /** The role that owns the schema is none of those that pods have. */
    private static boolean owner(JsonNode cluster) {
        var owner = cluster.at("/spec/bootstrap/initdb/owner").asText();
        return owner.endsWith("_owner") && each(cluster.at("/spec/managed/roles")).noneMatch(
                role -> role.path("name").asText().equals(owner) || role.path("superuser").asBoolean()
                        || role.path("createrole").asBoolean()
                        || each(role.path("inRoles")).anyMatch(in -> in.asText().equals(owner)));
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
