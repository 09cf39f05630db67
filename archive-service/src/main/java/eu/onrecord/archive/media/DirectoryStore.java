package eu.onrecord.archive.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** A directory that all pods share, with a level of folders so that none gets too full. */
final class DirectoryStore implements MediaStore {
    private static final String UNFINISHED = ".unfinished";

    private final Path root;

    /** @param root is there: it is made when the service starts, and not when a volume is away meanwhile */
    DirectoryStore(Path root) {
        this.root = root;
    }

    /** The store in a directory, which is made where there is none. */
    static DirectoryStore in(Path root) {
        try {
            return new DirectoryStore(Files.createDirectories(root));
        } catch (IOException refused) {
            throw new UncheckedIOException("onrecord.media-store.directory cannot be made", refused);
        }
    }

    @Override
    public Unfinished begin(StoredName name) throws IOException {
        var file = file(name);
        if (!Files.isDirectory(file.getParent())) {
            try {
                // and nothing above it: a volume that is away is not filled beside it
                Files.createDirectory(file.getParent());
            } catch (FileAlreadyExistsException another) {
                // made it at the same moment
            }
            synchronise(root);
        }
        var unfinished = file.resolveSibling(name.file() + "." + UUID.randomUUID() + UNFINISHED);
        return new Writing(unfinished, file,
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static final class Writing implements Unfinished {
        private final Path unfinished;
        private final Path file;
        private final FileChannel channel;

        private Writing(Path unfinished, Path file, FileChannel channel) {
            this.unfinished = unfinished;
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        /** The bytes first, then the name, then what holds the name. */
        @Override
        public boolean finish() throws IOException {
            force();
            try {
                Files.createLink(file, unfinished);
            } catch (FileAlreadyExistsException there) {
                return false;
            }
            synchronise(file.getParent());
            return true;
        }

        private void force() throws IOException {
            channel.force(true);
            channel.close();
        }

        @Override
        public void replace() throws IOException {
            force();
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            synchronise(file.getParent());
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }

    private static void synchronise(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long size(StoredName name) throws IOException {
        return Files.size(file(name));
    }

    @Override
    public Instant storedAt(StoredName name) throws IOException {
        return Files.getLastModifiedTime(file(name)).toInstant();
    }

    @Override
    public byte[] read(StoredName name, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        try (var channel = FileChannel.open(file(name), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new EOFException();
                }
            }
        }
        return bytes.array();
    }

    @Override
    public void delete(StoredName name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** A link is made where there is none. */
    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public long room() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public List<StoredName> of(int folder, Instant before) throws IOException {
        return in(folder, before, file -> true).stream()
                .flatMap(file -> StoredName.of(file.getFileName().toString()).stream()).toList();
    }

    @Override
    public void sweep(int folder, Instant before) throws IOException {
        for (var file : in(folder, before, file -> file.getFileName().toString().endsWith(UNFINISHED))) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> in(int folder, Instant before, Predicate<Path> which) throws IOException {
        var directory = root.resolve(StoredName.folder(folder));
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(which).filter(Files::isRegularFile).filter(file -> time(file)
                    .filter(written -> written.isBefore(before)).isPresent()).toList();
        }
    }

    /** Empty of one that is gone by now. */
    private static Optional<Instant> time(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path file(StoredName name) {
        return root.resolve(name.folder()).resolve(name.file());
    }
}
