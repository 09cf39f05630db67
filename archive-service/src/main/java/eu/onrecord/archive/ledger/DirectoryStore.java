package eu.onrecord.archive.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory that all pods share. A file is written aside, forced to the disk, and then linked to its name, which fails if the
 * name is taken: so there is never half a file, and never a second one.
 */
final class DirectoryStore implements Store {
    private static final String ASIDE = "unfinished";
    private static final String LOCK = ".lock";

    private final Path root;

    DirectoryStore(Path root) {
        this.root = root;
    }

    /**
     * Removes what pods left that died while they wrote.
     *
     * @param before what was begun before is finished by nobody
     */
    DirectoryStore withoutLeftovers(Instant before) {
        var aside = root.resolve(ASIDE);
        names(ASIDE).forEach(name -> {
            try {
                if (Files.getLastModifiedTime(aside.resolve(name)).toInstant().isBefore(before)) {
                    Files.deleteIfExists(aside.resolve(name));
                }
            } catch (NoSuchFileException gone) {
                // another pod did so
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return this;
    }

    @Override
    public Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(name)));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            if (Files.isDirectory(root.resolve(name))) {
                return Optional.empty();
            }
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(root.resolve(name));
    }

    @Override
    public boolean create(String name, byte[] bytes) {
        try {
            var aside = written(bytes);
            try {
                return link(root.resolve(name), aside);
            } finally {
                Files.delete(aside);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public boolean replace(String name, Optional<byte[]> was, byte[] bytes) {
        try (var channel = FileChannel.open(folder(root).resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null || !same(was, read(name))) {
                return false;
            }
            Files.move(written(bytes), root.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            force(root);
            return true;
        } catch (OverlappingFileLockException held) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** It is looked at under a lock of ours. */
    @Override
    public boolean refusesWhoComesLate(String probe) {
        return true;
    }

    @Override
    public List<String> names(String folder) {
        try (var files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void delete(String name) {
        try {
            var file = root.resolve(name);
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (DirectoryNotEmptyException others) {
            // they stay
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path written(byte[] bytes) throws IOException {
        var aside = folder(root.resolve(ASIDE)).resolve(UUID.randomUUID().toString());
        try {
            return written(aside, bytes);
        } catch (IOException failed) {
            // half a file takes up the room that it lacked
            Files.deleteIfExists(aside);
            throw failed;
        }
    }

    private static Path written(Path aside, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        return aside;
    }

    private static boolean link(Path name, Path file) throws IOException {
        while (true) {
            try {
                Files.createLink(name, file);
                force(name.getParent());
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            } catch (NoSuchFileException noFolder) {
                // or somebody took it away, with the last file in it
                folder(name.getParent());
            }
        }
    }

    private static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            force(folder.getParent());
        }
        return folder;
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent() && Arrays.equals(one.orElse(null), other.orElse(null));
    }
}
