package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.wire.Topic;

/** The topics are those of the contract, and each service may do in Kafka what its code does, and nothing else. */
final class KafkaContract implements Check {
    private final Map<String, Topic> topics;
    private final Map<String, KafkaUse> uses;

    /** @param uses what each service does in Kafka, by its name */
    KafkaContract(Map<String, KafkaUse> uses) {
        this.topics = Topic.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
        this.uses = uses;
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        return Stream.of(missing(manifests), manifests.of("KafkaTopic").stream().flatMap(this::topic),
                uses.keySet().stream().filter(service -> manifests.find("KafkaUser", service).isEmpty())
                        .map(service -> "There is no KafkaUser " + service),
                manifests.of("KafkaUser").stream().flatMap(this::user)).flatMap(all -> all);
    }

    private Stream<String> missing(Manifests manifests) {
        return topics.keySet().stream().filter(topic -> manifests.of("KafkaTopic").stream()
                .noneMatch(object -> nameIn(object).equals(topic))).map(topic -> "There is no KafkaTopic " + topic);
    }

    private static String nameIn(JsonNode topic) {
        return topic.at("/spec/topicName").asText(nameOf(topic));
    }

    private Stream<String> topic(JsonNode object) {
        var topic = topics.get(nameIn(object));
        if (topic == null) {
            return Stream.of(where(object) + " is no topic of the contract");
        }
        var config = new TreeMap<String, String>();
        fields(object.at("/spec/config")).forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return Stream.of(
                object.at("/spec/partitions").asInt() == topic.partitions() ? Stream.<String> empty()
                        : Stream.of(
                                where(object) + " has " + object.at("/spec/partitions") + " partitions, and the contract says "
                                        + topic.partitions()),
                config.equals(new TreeMap<>(topic.config())) ? Stream.<String> empty()
                        : Stream.of(
                                where(object) + " is configured as " + config + ", and the contract says " + topic.config()))
                .flatMap(all -> all);
    }

    private Stream<String> user(JsonNode user) {
        var use = uses.get(nameOf(user));
        if (use == null) {
            return Stream.of(where(user) + " is no service");
        }
        var allowed = new TreeMap<String, Set<String>>();
        each(user.at("/spec/authorization/acls")).forEach(acl -> allowed
                .computeIfAbsent(acl.at("/resource/type").asText() + " " + acl.at("/resource/name").asText()
                        + (acl.at("/resource/patternType").asText("literal").equals("literal") ? "" : " and all that begin so")
                        + (acl.path("type").asText("allow").equals("allow") ? "" : " denied"), any -> new TreeSet<>())
                .addAll(each(acl.path("operations")).map(JsonNode::asText).toList()));
        return allowed.equals(use.operations()) ? Stream.empty()
                : Stream.of(where(user) + " may " + allowed + ", and the service does " + use.operations());
    }
}
