package eu.onrecord.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.postgres.PostgresNode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Real Kafka, and with the argument {@code postgres=true} real PostgreSQL, for the tests of a service. Tells the service
 * {@code kafka.bootstrap.servers}, {@code local.postgres.port}, {@code local.postgres.log} and {@code local.directory}.
 */
public class PlatformResource implements QuarkusTestResourceLifecycleManager {
    private boolean withPostgres;
    private KafkaNode kafka;
    private PostgresNode postgres;

    @Override
    public void init(Map<String, String> arguments) {
        withPostgres = Boolean.parseBoolean(arguments.get("postgres"));
    }

    @Override
    public Map<String, String> start() {
        try {
            var directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/platform")), "run-");
            kafka = KafkaNode.startWithoutRetention(directory.resolve("kafka").toAbsolutePath(), 0);
            if (!withPostgres) {
                return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
            }
            postgres = PostgresNode.start(directory.resolve("postgres"), 0);
            return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "local.postgres.port",
                    String.valueOf(postgres.port()), "local.postgres.log", postgres.log().toString(), "local.directory",
                    directory.toAbsolutePath().toString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
            if (kafka != null) {
                kafka.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
