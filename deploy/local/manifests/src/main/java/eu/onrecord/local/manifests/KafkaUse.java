package eu.onrecord.local.manifests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

import eu.onrecord.contract.wire.Topic;

/**
 * What a service does in Kafka, as far as its code tells: what its channels read, and with which group; which topics its
 * classes name, and what those classes do; whether it asks for a topic's configuration; in whose name it writes in
 * transactions.
 *
 * @param operations by kind and name of the resource
 */
record KafkaUse(Map<String, Set<String>> operations) {
    private static final String INCOMING = "mp.messaging.incoming.";

    /**
     * @param classes of the service
     * @param settings its {@code application.properties}
     */
    static KafkaUse of(Path classes, Properties settings) throws IOException {
        var topics = Topic.all().stream().map(Topic::name).collect(Collectors.toSet());
        var operations = new TreeMap<String, Set<String>>();
        var incoming = new HashSet<String>();
        settings.stringPropertyNames().stream().filter(name -> name.startsWith(INCOMING) && name.endsWith(".topic"))
                .forEach(name -> {
                    var channel = name.substring(0, name.length() - "topic".length());
                    incoming.add(settings.getProperty(name));
                    allow(operations, "topic " + settings.getProperty(name), "Describe", "Read");
                    allow(operations, "group " + settings.getProperty(channel + "group.id"), "Describe", "Read");
                });
        settings.stringPropertyNames().stream().filter(name -> name.startsWith("mp.messaging.outgoing.")
                && name.endsWith(".topic")).forEach(name -> allow(operations, "topic " + settings.getProperty(name),
                        "Describe", "Write"));
        for (var type : ServiceClasses.of(classes)) {
            transactionalIds(type).forEach(id -> allow(operations, "transactionalId " + id, "Describe", "Write"));
            for (var topic : named(type, topics)) {
                var asksForSettings = calls(type, call -> call.name.equals("describeConfigs"));
                if (asksForSettings) {
                    allow(operations, "topic " + topic, "Describe", "DescribeConfigs");
                }
                if (reads(type)) {
                    allow(operations, "topic " + topic, "Describe", "Read");
                }
                if (writes(type) || !asksForSettings && !reads(type) && !incoming.contains(topic)) {
                    allow(operations, "topic " + topic, "Describe", "Write");
                }
            }
        }
        return new KafkaUse(operations);
    }

    private static void allow(Map<String, Set<String>> operations, String resource, String... allowed) {
        operations.computeIfAbsent(resource, any -> new TreeSet<>()).addAll(Set.of(allowed));
    }

    private static Set<String> named(ClassNode type, Set<String> topics) {
        var named = new HashSet<String>();
        type.methods.forEach(method -> method.instructions.forEach(instruction -> {
            if (instruction instanceof LdcInsnNode constant && topics.contains(constant.cst)) {
                named.add((String) constant.cst);
            }
        }));
        return named;
    }

    /** What stands behind the setting's name, in code. */
    private static List<String> transactionalIds(ClassNode type) {
        var ids = new ArrayList<String>();
        type.methods.forEach(method -> {
            Object before = null;
            for (var instruction : method.instructions) {
                if (instruction instanceof LdcInsnNode constant) {
                    if ("transactional.id".equals(before)) {
                        ids.add((String) constant.cst);
                    }
                    before = constant.cst;
                }
            }
        });
        return ids;
    }

    /** A consumer of its own, beside the channels. */
    private static boolean reads(ClassNode type) {
        return calls(type, call -> call.owner.startsWith("org/apache/kafka/clients/consumer/")
                && (call.name.equals("assign") || call.name.equals("subscribe")));
    }

    private static boolean writes(ClassNode type) {
        return calls(type, call -> call.owner.equals("eu/onrecord/contract/wire/EventCodec") && call.name.equals("write")
                || call.owner.equals("org/apache/kafka/clients/producer/ProducerRecord") && call.name.equals("<init>")
                || call.owner.equals("eu/onrecord/contract/wire/Envelope") && call.name.equals("<init>")
                || call.name.equals("withTopic"));
    }

    private static boolean calls(ClassNode type, Predicate<MethodInsnNode> wanted) {
        return type.methods.stream().anyMatch(method -> {
            for (var instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call && wanted.test(call)) {
                    return true;
                }
            }
            return false;
        });
    }
}
