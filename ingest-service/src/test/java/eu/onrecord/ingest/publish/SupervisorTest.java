package eu.onrecord.ingest.publish;

import static eu.onrecord.ingest.publish.SecuredKafka.PASSWORD;
import static eu.onrecord.ingest.publish.SecuredKafka.allow;
import static eu.onrecord.ingest.publish.SecuredKafka.client;
import static eu.onrecord.ingest.publish.SecuredKafka.scram;
import static eu.onrecord.ingest.publish.SecuredKafka.user;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.testing.FaultyWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A producer that lives as long as the pod, whatever happens to it, against a real broker. */
@Timeout(180)
class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    @Test
    void whoWasNotKnownYetSendsAsSoonAsTheyAre() throws Exception {
        try (var kafka = KafkaNode.startSecured(directory.resolve("kafka"), "SASL_PLAINTEXT", scram())) {
            try (var supervisor = supervise(client(kafka))) {
                await().atMost(SOON).until(() -> supervisor.trouble().equals(Optional.of("Kafka did not let it in")));
                assertFalse(isAcknowledged(supervisor));

                user(kafka, new UserScramCredentialUpsertion("ingest",
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD));

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty());
                assertTrue(isAcknowledged(supervisor));
                assertTrue(supervisor.isLive());
                var registry = new SimpleMeterRegistry();
                ProducerFigures.register(supervisor, registry);
                for (var figure : List.of("buffer.available", "buffer.total", "request.latency")) {
                    assertTrue(registry.get("onrecord.producer." + figure).gauge().value() > 0, figure);
                }
                for (var figure : List.of("errors", "retries")) {
                    assertTrue(registry.get("onrecord.producer." + figure).functionCounter().count() >= 0, figure);
                }
                await().atMost(SOON).until(() -> supervisor.replacements() == 0);
            }
        }
    }

    @Test
    void whoIsShutOutForAWhileSendsAgain() throws Exception {
        var shortLived = new HashMap<>(scram());
        shortLived.put("connections.max.reauth.ms", "2000");
        try (var kafka = KafkaNode.startSecured(directory.resolve("kafka"), "SASL_PLAINTEXT", shortLived)) {
            var known = new UserScramCredentialUpsertion("ingest", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                    PASSWORD);
            user(kafka, known);
            try (var supervisor = supervise(client(kafka))) {
                await().atMost(SOON).until(() -> isAcknowledged(supervisor));

                user(kafka, new UserScramCredentialDeletion("ingest", ScramMechanism.SCRAM_SHA_512));
                await().atMost(SOON).until(() -> !isAcknowledged(supervisor));
                await().atMost(SOON).until(() -> supervisor.trouble().isPresent());
                assertTrue(supervisor.isLive(), "a new start would not help");
                user(kafka, known);

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
            }
        }
    }

    @Test
    void whatWasNotTrustedYetIsTrustedWhenItsCertificateIsThere() throws Exception {
        var server = store("server");
        var trusted = trust(server, "trusted");
        var current = Files.copy(trust(store("somebody-else"), "other"), directory.resolve("truststore.p12"));
        var ssl = Map.of("listener.name.client.ssl.keystore.location", server.toString(),
                "listener.name.client.ssl.keystore.password", PASSWORD, "listener.name.client.ssl.keystore.type", "PKCS12");
        try (var kafka = KafkaNode.startSecured(directory.resolve("kafka"), "SSL", ssl)) {
            var settings = Map.<String, Object> of("bootstrap.servers", kafka.bootstrapServers(), "security.protocol", "SSL",
                    "ssl.truststore.location", current.toString(), "ssl.truststore.password", PASSWORD);
            try (var supervisor = supervise(settings)) {
                await().atMost(SOON).until(() -> supervisor.trouble().equals(Optional.of("Kafka did not let it in")));

                Files.copy(trusted, current, StandardCopyOption.REPLACE_EXISTING);

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
            }
        }
    }

    @Test
    void settingsThatCannotBeUsedYetAreTriedAgain() throws Exception {
        var server = store("server");
        var missing = directory.resolve("comes-later.p12");
        var ssl = Map.of("listener.name.client.ssl.keystore.location", server.toString(),
                "listener.name.client.ssl.keystore.password", PASSWORD, "listener.name.client.ssl.keystore.type", "PKCS12");
        try (var kafka = KafkaNode.startSecured(directory.resolve("kafka"), "SSL", ssl)) {
            var settings = Map.<String, Object> of("bootstrap.servers", kafka.bootstrapServers(), "security.protocol", "SSL",
                    "ssl.truststore.location", missing.toString(), "ssl.truststore.password", PASSWORD);
            try (var supervisor = supervise(settings)) {
                assertEquals(Optional.of("there is no producer: its settings cannot be used"), supervisor.trouble());

                Files.copy(trust(server, "trusted"), missing);

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
            }
        }
    }

    @Test
    void aBrokerThatGoesSilentIsNoticedWithoutSendingAndIsFoundAgain() throws Exception {
        var port = FreePorts.takeOne();
        try (var wire = new FaultyWire()) {
            wire.leadTo(port);
            aBrokerGoesSilentBehind(wire, port);
        }
    }

    private void aBrokerGoesSilentBehind(FaultyWire wire, int port) throws Exception {
        try (var kafka = KafkaNode.start(directory.resolve("kafka"), port, wire.port())) {
            assertTrue(kafka.inside().endsWith(":" + port));
            try (var supervisor = supervise(Map.of("bootstrap.servers", "localhost:" + wire.port()))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));

                wire.swallowAnswers();
                await().atMost(SOON).until(() -> supervisor.trouble().equals(Optional.of("Kafka does not answer")));
                assertFalse(isAcknowledged(supervisor));
                assertTrue(supervisor.isLive());
                wire.allIsWell();

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
            }
        }
    }

    /** Another producer, or another start, changes nothing, and nobody is told to come here. */
    @Test
    void whoMayNotWriteAnyMoreIsNotReadyHoweverOftenItIsReplaced() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            allow(kafka, Topic.CHAT, AclOperation.DESCRIBE);
            allow(kafka, Topic.CHAT, AclOperation.WRITE);
            try (var supervisor = supervise(client(kafka))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
                SecuredKafka.forbid(kafka, Topic.CHAT, AclOperation.WRITE);

                await().atMost(SOON).until(() -> !isAcknowledged(supervisor) && supervisor.replacements() > 0);
                await().atMost(SOON).until(() -> supervisor.trouble()
                        .equals(Optional.of("nothing was acknowledged since the producer was replaced")));
                assertTrue(supervisor.isLive());

                allow(kafka, Topic.CHAT, AclOperation.WRITE);
                await().atMost(SOON).until(() -> isAcknowledged(supervisor) && supervisor.trouble().isEmpty());
            }
        }
    }

    /** Before anybody sends anything: a pod that may not write would take the place of one that may. */
    @Test
    void whoMayNotWriteIsNotReadyBeforeItsFirstEvent() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            allow(kafka, Topic.CHAT, AclOperation.DESCRIBE);
            try (var supervisor = supervise(client(kafka), System::nanoTime, new AdminCluster(client(kafka)))) {
                await().atMost(SOON)
                        .until(() -> supervisor.trouble().equals(Optional.of("it may not write to the chat's topic")));
                await().during(Duration.ofSeconds(8)).atMost(SOON).until(() -> supervisor.trouble().isPresent());
                allow(kafka, Topic.CHAT, AclOperation.WRITE);

                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
            }
        }
    }

    /** It is too large for the topic, and that is all. */
    @Test
    void oneRecordsRefusalIsNoFaultOfTheProducer() throws Exception {
        try (var kafka = KafkaNode.start(directory.resolve("kafka"), 0)) {
            var client = Map.<String, Object> of("bootstrap.servers", kafka.bootstrapServers());
            try (var supervisor = supervise(client, System::nanoTime, new AdminCluster(client))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty());
                largest(kafka, 10);
                var producer = supervisor.current().orElseThrow();

                await().atMost(SOON).until(() -> !isAcknowledged(supervisor));
                for (var i = 0; i < 3; i++) {
                    assertFalse(isAcknowledged(supervisor));
                    assertEquals(Optional.empty(), supervisor.trouble());
                }
                await().during(PATIENCE.multipliedBy(2)).atMost(SOON).until(() -> supervisor.trouble().isEmpty()
                        && supervisor.replacements() == 0);
                assertSame(producer, supervisor.current().orElseThrow());
            }
        }
    }

    /** As one that ran out of memory, because somebody who is no Kafka answered in its place. */
    @Test
    void aProducerWhoseThreadIsGoneIsReplaced() throws Exception {
        whoseThreadIsGone((supervisor, cluster) -> send(supervisor, "waits for ever"));
    }

    /** Nobody sends anything then: it is seen by what it does not hear, and others do. */
    @Test
    void aProducerThatHearsNothingOfAKafkaThatAnswersOthersIsReplaced() throws Exception {
        whoseThreadIsGone((supervisor, cluster) -> cluster.set(ClusterState.MAY_TAKE));
    }

    private void whoseThreadIsGone(BiConsumer<Supervisor, AtomicReference<ClusterState>> then) throws Exception {
        var dies = new AtomicBoolean();
        LongSupplier ticker = () -> {
            if (Thread.currentThread().getName().startsWith("kafka-producer-network-thread") && dies.getAndSet(false)) {
                throw new OutOfMemoryError("of a test");
            }
            return System.nanoTime();
        };
        var cluster = new AtomicReference<>(ClusterState.AWAY);
        try (var kafka = KafkaNode.start(directory.resolve("kafka"), 0)) {
            try (var supervisor = supervise(Map.of("bootstrap.servers", kafka.bootstrapServers()), ticker,
                    told(cluster::get))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
                var first = supervisor.current().orElseThrow();
                dies.set(true);
                send(supervisor, "the last one");
                await().atMost(SOON).until(() -> !dies.get());

                then.accept(supervisor, cluster);

                await().atMost(SOON.multipliedBy(2)).until(() -> supervisor.current().orElseThrow() != first);
                await().atMost(SOON).until(() -> isAcknowledged(supervisor) && supervisor.trouble().isEmpty());
            }
        }
    }

    /** One customer alone writes, and so one partition alone refuses: it is the topic all the same. */
    @Test
    void whoMayNotWriteIsNotReadyThoughOneCustomerAloneWrites() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            allow(kafka, Topic.CHAT, AclOperation.DESCRIBE);
            try (var supervisor = supervise(client(kafka))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty());

                await().atMost(SOON).until(() -> !isAcknowledged(supervisor) && supervisor.trouble().isPresent());
                await().during(Duration.ofSeconds(8)).atMost(SOON)
                        .until(() -> !isAcknowledged(supervisor) && supervisor.trouble().isPresent());
                allow(kafka, Topic.CHAT, AclOperation.WRITE);

                await().atMost(SOON).until(() -> isAcknowledged(supervisor) && supervisor.trouble().isEmpty());
            }
        }
    }

    /** As after all disks were lost: an id that is given again would have what was sent taken for what was sent twice. */
    @Test
    void whatIsAcknowledgedIsThereAlsoWhereAllIsMadeAnew() throws Exception {
        var port = FreePorts.takeOne();
        var client = Map.<String, Object> of("bootstrap.servers", "localhost:" + port);
        var first = KafkaNode.start(directory.resolve("first"), port);
        try (var supervisor = supervise(client, System::nanoTime, new AdminCluster(client))) {
            await().atMost(SOON).until(() -> supervisor.trouble().isEmpty());
            for (var i = 0; i < 3; i++) {
                assertTrue(isAcknowledged(supervisor));
            }
            first.close();
            try (var second = KafkaNode.start(directory.resolve("second"), port);
                    var other = supervise(client, System::nanoTime, new AdminCluster(client))) {
                await().atMost(SOON).until(() -> isAcknowledged(supervisor) && isAcknowledged(other));
                var before = events(second);
                for (var sends : List.of(Map.entry(other, 8), Map.entry(supervisor, 8), Map.entry(other, 6))) {
                    for (var i = 0; i < sends.getValue(); i++) {
                        assertTrue(isAcknowledged(sends.getKey()));
                    }
                }

                assertEquals(22, events(second) - before);
            }
        }
    }

    private static long events(KafkaNode kafka) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object> of("bootstrap.servers", kafka.inside()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topic.CHAT).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition())).toList();
            return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What cannot be understood is not taken then, and every chat is. */
    @Test
    void aQuarantineThatTakesNothingMakesNobodyUnready() throws Exception {
        try (var kafka = KafkaNode.start(directory.resolve("kafka"), 0)) {
            try (var supervisor = supervise(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                await().atMost(SOON).until(() -> supervisor.trouble().isEmpty() && isAcknowledged(supervisor));
                try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.inside()))) {
                    admin.deleteTopics(List.of(Topic.QUARANTINE)).all().get(30, TimeUnit.SECONDS);
                }
                var producer = supervisor.current().orElseThrow();
                await().atMost(SOON).until(() -> !producer.knowsQuarantine());
                var refused = producer.send(new ProducerRecord<>(Topic.QUARANTINE, "key", new byte[100]));

                assertFalse(isDone(refused));
                await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> supervisor.trouble().isEmpty());
                assertSame(producer, supervisor.current().orElseThrow());
            }
        }
    }

    private static void largest(KafkaNode kafka, int bytes) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.CHAT);
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.inside()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET)))).all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Supervisor supervise(Map<String, Object> kafka) {
        return supervise(kafka, System::nanoTime, told(() -> ClusterState.AWAY));
    }

    private static Supervisor supervise(Map<String, Object> kafka, LongSupplier ticker,
            Cluster cluster) {
        return new Supervisor(ProducerSettings.of(kafka, PATIENCE, Duration.ZERO, 1 << 25), PATIENCE, ticker, cluster);
    }

    private static Cluster told(Supplier<ClusterState> state) {
        return partitions -> state.get();
    }

    private static boolean isAcknowledged(Supervisor supervisor) throws Exception {
        return isDone(send(supervisor, "key"));
    }

    private static CompletableFuture<Void> send(Supervisor supervisor, String key) {
        return supervisor.current().orElseThrow().send(new ProducerRecord<>(Topic.CHAT, key, new byte[100]));
    }

    private static boolean isDone(CompletableFuture<Void> sent) throws Exception {
        try {
            sent.get(20, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException refused) {
            return false;
        }
    }

    private Path store(String name) throws Exception {
        var file = directory.resolve(name + ".p12");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-storetype", "PKCS12", "-keystore", file.toString());
        return file;
    }

    private Path trust(Path store, String name) throws Exception {
        var certificate = directory.resolve(name + ".crt").toString();
        var file = directory.resolve(name + ".p12");
        keytool("-exportcert", "-alias", store.getFileName().toString().replace(".p12", ""), "-keystore", store.toString(),
                "-file", certificate);
        keytool("-importcert", "-noprompt", "-alias", "kafka", "-file", certificate, "-storetype", "PKCS12", "-keystore",
                file.toString());
        return file;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), told);
    }
}
