package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;

/** Tests of a ledger of their own, each with real Kafka and PostgreSQL, and pods that take turns. */
abstract class LedgerTest {
    private static KafkaNode kafka;
    private static PostgresNode postgres;
    @TempDir
    private static Path platform;
    @TempDir
    private Path directory;
    LedgerWorld world;
    /** By which the test knows heads. */
    LedgerKeys known;

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
        world = new LedgerWorld(kafka, postgres, directory, store(directory));
        known = world.keys;
    }

    @AfterEach
    void end() throws IOException {
        world.close();
    }

    /** Where this test keeps its ledger. */
    Store store(Path inside) {
        return new DirectoryStore(inside.resolve("ledger"));
    }

    /** All that was in the topic. */
    static void loseTopic() {
        new LedgerWorldTopic(kafka).lose();
    }

    /** By whoever has a key, and may write there. */
    static void putInTopic(byte[] head, int times, LedgerKeys keys) {
        new LedgerWorldTopic(kafka).put(head, times, keys);
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

    /**
     * The database is of before, and so is the directory, of when it had 20 leaves; the topic, and whoever saw more, is not.
     */
    void wentBackTo20(String backup, byte[] visible) throws IOException {
        world.putBack(backup);
        Files.write(world.ledger().resolve("checkpoint"), visible);
        Files.delete(world.ledger().resolve("batch/00000000000000000020"));
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
        return Publication.shown(world.store, known).map(head -> head.size()).orElse(0L);
    }

    Hash root() {
        return Publication.shown(world.store, known).orElseThrow().root();
    }

    /** Every head that ever left the house is the beginning of the leaves, the store agrees, and each record has one place. */
    void oneHistory() {
        var leaves = world.leaves();
        var edge = new Edge();
        var roots = new HashMap<Long, Hash>();
        roots.put(0L, edge.root());
        leaves.forEach(leaf -> {
            edge.append(List.of(leaf));
            roots.put(edge.size(), edge.root());
        });
        world.published().forEach(head -> assertEquals(roots.get(head.size()), head.root(), "the head of " + head.size()));
        assertEquals(roots.get(shown()), root());
        var stored = new StoredLeaves(world.store);
        for (var at = 0L; at < leaves.size();) {
            for (var commitment : stored.from(at).orElseThrow().commitments()) {
                assertArrayEquals(leaves.get((int) at++), commitment);
            }
        }
        var proven = new StoredTree(world.store).hashes(List.of(new LeafRange(0, shown())), shown()).get(0);
        assertEquals(root(), proven);
        assertEquals(0, world.count("record r where not exists (select from leaf l where l.commitment = r.commitment)"));
        assertEquals(world.count("record") + world.count("lost_leaf"), world.count("leaf"));
    }
}
