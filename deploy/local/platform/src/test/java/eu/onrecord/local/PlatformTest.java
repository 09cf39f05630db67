package eu.onrecord.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.postgres.PostgresNode;

class PlatformTest {
    @TempDir
    Path directory;

    @Test
    void kafkaHasTheTopicsOfTheContract() throws Exception {
        try (var kafka = KafkaNode.start(directory, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var expected = Topic.all().stream().map(Topic::name).collect(Collectors.toSet());

            assertTrue(admin.listTopics().names().get(30, TimeUnit.SECONDS).containsAll(expected));
        }
    }

    @Test
    void kafkaKeepsItsDataOverARestart() throws Exception {
        try (var kafka = KafkaNode.start(directory, 0);
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.CHECKPOINTS, "kept")).get(30, TimeUnit.SECONDS);
        }

        try (var kafka = KafkaNode.start(directory, 0);
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "reader", "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.CHECKPOINTS));
            var found = consumer.poll(Duration.ofSeconds(30));
            assertEquals("kept", found.iterator().next().value());
        }
    }

    @Test
    void whatAnotherClockCallsNowIsNotDeletedUnderATest() throws Exception {
        try (var kafka = KafkaNode.startWithoutRetention(directory, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (var setting : List.of("log.initial.task.delay.ms", "log.retention.check.interval.ms")) {
                var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
                var millis = admin.describeConfigs(List.of(broker)).all().get(30, TimeUnit.SECONDS).get(broker).get(setting);
                assertTrue(Long.parseLong(millis.value()) >= Duration.ofDays(1).toMillis(), setting);
            }
        }
    }

    @Test
    void postgresKeepsItsDataOverARestart() throws Exception {
        try (var postgres = PostgresNode.start(directory, 0)) {
            sql(postgres, "create table kept (it int)");
            sql(postgres, "insert into kept values (7)");
        }

        try (var postgres = PostgresNode.start(directory, 0)) {
            sql(postgres, "update kept set it = 8 where it = 7");
        }
    }

    private static void sql(PostgresNode postgres, String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:postgresql:" + postgres.address("consent"),
                PostgresNode.USER, PostgresNode.PASSWORD); var statements = connection.createStatement()) {
            statements.execute(statement);
        }
    }
}
