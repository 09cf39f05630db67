package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
    private final StoredName name = new StoredName(UUID.fromString("01900000-0000-7000-8000-0000000000ab"), UUID.randomUUID());
    @TempDir
    Path root;
    private MediaStore store;

    @BeforeEach
    void begin() {
        store = new DirectoryStore(root);
    }

    @Test
    void whatWasFinishedIsThereWholeAndReadFromAnywhere() throws IOException {
        put("0123456789");

        assertEquals(10, store.size(name));
        assertArrayEquals("345".getBytes(UTF_8), store.read(name, 3, 3));
        assertThrows(EOFException.class, () -> store.read(name, 8, 3));
        assertTrue(Files.exists(root.resolve("ab").resolve(name.file())));
    }

    @Test
    void whatWasNotFinishedIsNotThere() throws IOException {
        try (var unfinished = store.begin(name)) {
            unfinished.write(new byte[100]);
            assertThrows(NoSuchFileException.class, () -> store.size(name));
        }

        assertThrows(NoSuchFileException.class, () -> store.read(name, 0, 1));
        assertEquals(0, filesIn(root));
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        put("first");

        try (var unfinished = store.begin(name)) {
            unfinished.write("second".getBytes(UTF_8));
            assertFalse(unfinished.finish());
        }
        assertArrayEquals("first".getBytes(UTF_8), store.read(name, 0, 5));
        assertEquals(1, filesIn(root));
    }

    @Test
    void whatKilledPodsLeftIsTakenAway() throws IOException {
        put("kept");
        store.begin(name).write(new byte[10]);
        aged(THEN);

        store.sweep(0xab, THEN.minusSeconds(1));
        assertEquals(2, filesIn(root));
        store.sweep(0xac, THEN.plusSeconds(1));
        assertEquals(2, filesIn(root));
        store.sweep(0xab, THEN.plusSeconds(1));
        assertEquals(1, filesIn(root));
        assertEquals(4, store.size(name));
    }

    @Test
    void whatWasStoredInAPeriodIsTold() throws IOException {
        put("kept");
        aged(THEN);

        assertEquals(List.of(name), store.of(0xab, THEN, THEN.plusSeconds(1)));
        assertEquals(List.of(), store.of(0xab, THEN.plusSeconds(1), THEN.plusSeconds(2)));
        assertEquals(List.of(), store.of(0xab, THEN.minusSeconds(1), THEN));
        assertEquals(List.of(), store.of(0xaa, THEN, THEN.plusSeconds(1)));
    }

    @Test
    void aNameIsReadAsItIsWritten() {
        assertEquals(name, StoredName.of(name.file()).orElseThrow());
        for (var other : List.of("", "x", name.file() + ".unfinished", name.record().toString(), "." + name.file())) {
            assertTrue(StoredName.of(other).isEmpty(), other);
        }
    }

    private void put(String text) throws IOException {
        try (var unfinished = store.begin(name)) {
            unfinished.write(text.substring(0, text.length() / 2).getBytes(UTF_8));
            unfinished.write(text.substring(text.length() / 2).getBytes(UTF_8));
            assertTrue(unfinished.finish());
        }
    }

    private void aged(Instant time) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private static long filesIn(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
