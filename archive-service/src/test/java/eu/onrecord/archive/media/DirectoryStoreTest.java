package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends MediaStoreTest {
    @TempDir
    private Path root;

    @Override
    MediaStore store() {
        return new DirectoryStore(root);
    }

    @Override
    int objects() throws IOException {
        try (var files = Files.walk(root)) {
            return (int) files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void itTellsHowMuchRoomThereIs() throws IOException {
        assertEquals(Files.getFileStore(root).getTotalSpace() / 2, store.room(), Files.getFileStore(root).getTotalSpace() / 2);
        assertTrue(store.room() > 0);
    }

    @Test
    void aNameIsReadAsItIsWritten() {
        assertEquals(name, StoredName.of(name.file()).orElseThrow());
        for (var other : List.of("", "x", name.file() + ".unfinished", name.record().toString(), "." + name.file())) {
            assertTrue(StoredName.of(other).isEmpty(), other);
        }
    }
}
