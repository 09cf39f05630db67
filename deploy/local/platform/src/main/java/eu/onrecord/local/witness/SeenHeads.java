package eu.onrecord.local.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import eu.onrecord.tlog.Note;

/** The last head of each log that was seen, in a file named by the hash of the log's origin. */
final class SeenHeads {
    private final Path directory;

    SeenHeads(Path directory) {
        this.directory = directory;
    }

    Optional<Note> last(String origin) {
        return read(hash(origin));
    }

    Optional<Note> read(String hash) {
        try {
            var file = directory.resolve(hash);
            return Files.exists(file) ? Optional.of(Note.of(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** On the disk when it returns. */
    void keep(String origin, Note head) {
        try {
            var aside = Files.createDirectories(directory).resolve(hash(origin) + ".new");
            try (var channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(aside, directory.resolve(hash(origin)), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String hash(String origin) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
