package eu.onrecord.archive.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A directory, with a level of folders so that none gets too full. */
final class DirectoryStore implements MediaStore {
    private final Path root;

    DirectoryStore(Path root) {
        this.root = root;
    }

    @Override
    public void put(UUID id, Writer writer) throws IOException {
        var file = file(id);
        Files.createDirectories(file.getParent());
        var unfinished = Files.createTempFile(file.getParent(), "unfinished-", "");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                writer.writeTo(out);
            }
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public InputStream get(UUID id) throws IOException {
        return Files.newInputStream(file(id));
    }

    private Path file(UUID id) {
        return root.resolve(id.toString().substring(0, 2)).resolve(id.toString());
    }
}
