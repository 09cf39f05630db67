package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each store of files does. */
abstract class MediaStoreTest {
    static final int FOLDER = 0xab;
    private static final int PART = 5 * 1024 * 1024;
    private static final int SEGMENT = 1024 * 1024;
    final StoredName name = new StoredName(UUID.fromString("01900000-0000-7000-8000-0000000000ab"), UUID.randomUUID());
    MediaStore store;

    @BeforeEach
    void begin() throws IOException {
        store = store();
    }

    /** A new one, without a file. */
    abstract MediaStore store() throws IOException;

    /** What lies there, whatever it is. */
    abstract int objects() throws IOException;

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 10, SEGMENT, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 7 })
    void whatWasFinishedIsThereWholeAndReadFromAnywhere(int length) throws IOException {
        var bytes = bytes(length);
        put(bytes);

        assertEquals(length, store.size(name));
        for (var from : List.of(0, 1, length / 2, length - 1)) {
            if (from >= 0 && from < length) {
                var some = Math.min(SEGMENT, length - from);
                assertArrayEquals(Arrays.copyOfRange(bytes, from, from + some), store.read(name, from, some));
            }
        }
        // nobody seals nothing: then there is a header
        if (length > 0) {
            assertThrows(EOFException.class, () -> store.read(name, Math.max(0, length - 2), 3));
            assertThrows(EOFException.class, () -> store.read(name, length + 100, 3));
        }
        assertEquals(1, objects());
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, PART + 1, 2 * PART })
    void whatWasNotFinishedIsNotThere(int length) throws IOException {
        try (var unfinished = store.begin(name)) {
            unfinished.write(bytes(length));
            assertThrows(NoSuchFileException.class, () -> store.size(name));
        }

        assertThrows(NoSuchFileException.class, () -> store.read(name, 0, 1));
        assertEquals(0, objects());
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, PART + 1 })
    void whatIsThereIsNotWrittenOver(int length) throws IOException {
        put("first".getBytes(UTF_8));

        try (var unfinished = store.begin(name)) {
            unfinished.write(bytes(length));
            assertFalse(unfinished.finish());
        }
        assertArrayEquals("first".getBytes(UTF_8), store.read(name, 0, 5));
        assertEquals(5, store.size(name));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, PART + 100 })
    void ofSeveralWhoFinishAtOnceOneDoes(int length) throws IOException {
        for (var round = 0; round < 5; round++) {
            var theirs = new StoredName(UUID.randomUUID(), UUID.randomUUID());
            var finished = IntStream.range(0, 3).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                try (var unfinished = store.begin(theirs)) {
                    unfinished.write(bytes(length));
                    return unfinished.finish();
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            })).toList();
            assertEquals(1, finished.stream().filter(MediaStoreTest::came).count());
            assertEquals(length, store.size(theirs));
        }
    }

    private static boolean came(CompletableFuture<Boolean> finished) {
        try {
            return finished.get();
        } catch (ExecutionException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, PART + 100 })
    void whatKilledPodsLeftIsTakenAwayAndNothingElse(int length) throws IOException {
        put("kept".getBytes(UTF_8));
        var killed = store.begin(new StoredName(name.record(), UUID.randomUUID()));
        killed.write(bytes(length));
        var now = Instant.now();

        store.sweep(FOLDER, now.minus(Duration.ofMinutes(1)));
        store.sweep(FOLDER + 1, now.plus(Duration.ofMinutes(1)));
        var left = objects();
        store.sweep(FOLDER, now.plus(Duration.ofMinutes(1)));
        assertEquals(1, objects());
        assertTrue(left >= 1);
        assertEquals(4, store.size(name));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, PART + 100 })
    void whatIsSpoiltIsReplacedAndWhatIsGoneToo(int length) throws IOException {
        for (var isThere : List.of(true, false)) {
            if (isThere) {
                put("spoilt".getBytes(UTF_8));
            } else {
                store.delete(name);
            }
            try (var unfinished = store.begin(name)) {
                unfinished.write(bytes(length));
                unfinished.replace();
            }
            assertEquals(length, store.size(name));
            assertEquals(List.of(name), store.of(FOLDER, Instant.now().plusSeconds(60)));
        }
    }

    @Test
    void whatWasStoredBeforeATimeIsTold() throws IOException {
        put("kept".getBytes(UTF_8));
        var now = Instant.now();
        var minute = Duration.ofMinutes(1);

        assertEquals(List.of(name), store.of(FOLDER, now.plus(minute)));
        assertEquals(List.of(), store.of(FOLDER, now.minus(minute)));
        assertEquals(List.of(), store.of(FOLDER - 1, now.plus(minute)));
    }

    @Test
    void whatIsTakenAwayIsNotThere() throws IOException {
        put("kept".getBytes(UTF_8));

        store.delete(name);
        store.delete(name);
        assertEquals(0, objects());
        assertThrows(NoSuchFileException.class, () -> store.size(name));
        put("again".getBytes(UTF_8));
        assertEquals(5, store.size(name));
    }

    private void put(byte[] bytes) throws IOException {
        try (var unfinished = store.begin(name)) {
            for (var from = 0; from < bytes.length; from += SEGMENT) {
                unfinished.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SEGMENT)));
            }
            assertTrue(unfinished.finish());
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
