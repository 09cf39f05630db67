package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.postgres.PostgresNode;

/** Tests of a ledger of their own, each with real Kafka and PostgreSQL, and pods that take turns. */
abstract class LedgerTest {
    private static KafkaNode kafka;
    private static PostgresNode postgres;
    @TempDir
    private static Path platform;
    @TempDir
    private Path directory;
    LedgerWorld world;

    @BeforeAll
    static void start() throws IOException {
        kafka = KafkaNode.startWithoutRetention(platform.resolve("kafka"), 0);
        postgres = PostgresNode.start(platform.resolve("postgres"), 0);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
        kafka.close();
    }

    @BeforeEach
    void begin() {
        world = new LedgerWorld(kafka, postgres, directory);
    }

    @AfterEach
    void end() throws IOException {
        world.close();
    }

    /** All that was in the topic. */
    static void loseTopic() {
        new LedgerWorldTopic(kafka).lose();
    }

    Keeper pod() {
        return pod(world.store);
    }

    Keeper pod(Store store) {
        return world.pod(store, world.keys, steps());
    }

    static Clock steps() {
        return new SteppingClock(Instant.parse("2026-11-28T10:00:00Z"));
    }

    static void end(Keeper pod) {
        try {
            pod.end();
        } catch (RuntimeException gone) {
            // its connection may have been cut off
        }
    }

    static void turn(Keeper pod, int times) {
        for (var i = 0; i < times; i++) {
            try {
                pod.turn();
            } catch (RuntimeException failed) {
                // the next turn goes on
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Until nothing waits, and all is in the head that is shown. */
    void goOn(Keeper pod) {
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (world.count("leaf_queue") > 0 || shown() < world.count("leaf")) {
            turn(pod, 1);
            assertTrue(System.nanoTime() < deadline, () -> "it does not go on: " + pod.refusal());
        }
    }

    long shown() {
        return Publication.shown(world.store, world.keys).map(head -> head.size()).orElse(0L);
    }
}
