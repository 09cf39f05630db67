package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.archive.s3.Credentials;
import eu.onrecord.archive.s3.S3Process;

/** The ledger in a bucket. What a lock does there is not tried: nothing that runs here holds anybody to one. */
class S3LedgerTest extends LedgerTest {
    @TempDir
    private static Path files;
    private static S3Process s3;

    @BeforeAll
    static void startS3() throws IOException, InterruptedException {
        s3 = S3Process.start(files, true);
    }

    @AfterAll
    static void stopS3() {
        s3.close();
    }

    @Override
    Store store(Path inside) {
        return in(s3.endpoint(), UUID.randomUUID().toString(), "ledger");
    }

    private static Store in(URI endpoint, String folder, String bucket) {
        return new S3Store(new Bucket(HttpClient.newHttpClient(), endpoint, bucket, "us-east-1",
                new Credentials("test", "test"), Clock.systemUTC()), folder, Optional.empty(), Clock.systemUTC());
    }

    @Test
    void recordsGetTheirPlacesAndHeadsAreShown() {
        var pod = pod();
        world.records(700);
        goOn(pod);
        world.records(5);
        goOn(pod);

        assertEquals(705, shown());
        oneHistory();
        assertEquals(List.of(), world.found());
    }

    @ParameterizedTest
    @CsvSource({ "batch/, true", "batch/, false", "tile/entries/000, true", "tile/0/000, false", "tile/0/002.p/, true",
            "checkpoint, true", "checkpoint, false" })
    void aCrashLeavesWhatTheNextPodGoesOnWith(String name, boolean isBefore) {
        var store = new CrashingStore(world.store);
        Runnable crash = () -> {
            throw new CrashingStore.Crash();
        };
        if (isBefore) {
            store.doBefore(it -> it.startsWith(name), crash);
        } else {
            store.doAfter(it -> it.startsWith(name), crash);
        }
        var first = pod(store);
        world.records(600);
        turn(first, 3);
        end(first);
        world.cutOff();

        world.records(10);
        goOn(pod());

        assertEquals(610, shown());
        oneHistory();
    }

    @Test
    void aDatabaseThatIsEmptyAgainTheBucketKnowsAll() {
        var pod = pod();
        var empty = world.copy();
        world.records(700);
        goOn(pod);

        world.putBack(empty);
        world.records(5);
        goOn(pod);

        assertEquals(705, shown());
        assertEquals(700, world.count("lost_leaf"));
        oneHistory();
    }

    @Test
    void ofManyWhoMakeOneObjectOneDoes() {
        for (var round = 0; round < 50; round++) {
            var name = "batch/" + round;
            var made = new AtomicInteger();
            CompletableFuture.allOf(IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(() -> {
                if (world.store.create(name, new byte[] { (byte) i })) {
                    made.incrementAndGet();
                }
            })).toArray(CompletableFuture[]::new)).join();

            assertEquals(1, made.get());
        }
    }

    @Test
    void whatIsReplacedIsWhatWasRead() {
        var store = world.store;

        assertTrue(store.replace("checkpoint", Optional.empty(), bytes(1)));
        assertFalse(store.replace("checkpoint", Optional.empty(), bytes(2)));
        assertFalse(store.replace("checkpoint", Optional.of(bytes(7)), bytes(2)));
        assertTrue(store.replace("checkpoint", Optional.of(bytes(1)), bytes(2)));
        assertArrayEquals(bytes(2), store.read("checkpoint").orElseThrow());
    }

    @Test
    void namesAreThoseOfOneFolder() {
        var store = world.store;
        for (var name : List.of("tile/0/000", "tile/0/001.p/7", "tile/0/x001/234", "batch/1")) {
            store.create(name, bytes(1));
        }
        IntStream.range(0, 1_100).parallel().forEach(i -> store.create("many/%04d".formatted(i), bytes(1)));

        assertEquals(List.of("000"), store.names("tile/0"));
        assertEquals(List.of("7"), store.names("tile/0/001.p/"));
        assertEquals(List.of(), store.names("nothing"));
        assertEquals(1_100, store.names("many").size());
        store.delete("batch/1");
        store.delete("batch/1");
        assertEquals(List.of(), store.names("batch"));
        assertEquals(Optional.empty(), store.read("batch/1"));
        assertFalse(store.has("batch/1"));
        assertTrue(store.has("tile/0/000"));
    }

    @Test
    void aBucketThatIsNotThereIsNoEmptyOne() {
        var store = in(s3.endpoint(), "x", "nobodys");

        assertThrows(UncheckedIOException.class, () -> store.read("checkpoint"));
        assertThrows(UncheckedIOException.class, () -> store.create("checkpoint", bytes(1)));
        assertThrows(UncheckedIOException.class, () -> store.names("batch"));
    }

    /** As it comes, this one lets both of two succeed in half of the races. */
    @Test
    void aStoreThatLetsBothSucceedIsRefused(@TempDir Path others) throws IOException, InterruptedException {
        try (var asItComes = S3Process.start(others, false)) {
            var pod = pod(in(asItComes.endpoint(), "", "ledger"));
            world.records(5);
            turn(pod, 3);

            assertEquals(Optional.of(Refusal.STORE_NOT_EXCLUSIVE), pod.refusal());
            assertEquals(5, world.count("leaf_queue"));
        }
    }

    @Test
    void aBucketThatIsAwayIsGoneOnWithWhenItIsThere() {
        var away = in(URI.create("http://127.0.0.1:1"), "x", "ledger");
        var pod = pod(away);
        world.records(5);
        turn(pod, 2);
        assertEquals(Optional.empty(), pod.refusal());
        assertTrue(pod.overdue().compareTo(Duration.ZERO) > 0);
        end(pod);

        goOn(pod());
        oneHistory();
    }

    private static byte[] bytes(int value) {
        return new byte[] { (byte) value };
    }
}
