package eu.onrecord.archive.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jboss.logging.Logger;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.archive.s3.Upload;

/**
 * A bucket that all pods share, and that lets one of two writers of one name succeed.
 */
final class S3Store implements MediaStore {
    private static final Logger LOG = Logger.getLogger(S3Store.class);
    private static final byte[] PROBE = { 1 };
    private static final int MOST_REFUSALS = 20;

    private final Bucket bucket;
    private final String folder;
    private Optional<Boolean> exclusive = Optional.empty();
    /** How often who came second was refused otherwise than S3 does it, or was not answered. */
    private int refusals;

    /** @param folder where in the bucket; empty for all of it */
    S3Store(Bucket bucket, String folder) {
        this.bucket = bucket;
        this.folder = folder.isEmpty() ? "" : folder + "/";
    }

    @Override
    public Unfinished begin(StoredName name) {
        return new Writing(key(name));
    }

    /** What is smaller than a part is written at once, and of what is larger no more than a part is held. */
    private final class Writing implements Unfinished {
        private final String key;
        private byte[] part = new byte[0];
        private int length;
        private Upload upload;
        private boolean isFinished;

        private Writing(String key) {
            this.key = key;
        }

        @Override
        public void write(byte[] bytes) {
            for (var from = 0; from < bytes.length;) {
                if (length == Upload.LEAST_PART) {
                    flush();
                }
                var some = Math.min(bytes.length - from, Upload.LEAST_PART - length);
                if (length + some > part.length) {
                    part = Arrays.copyOf(part, Math.min(Upload.LEAST_PART, Math.max(length + some, 2 * part.length)));
                }
                System.arraycopy(bytes, from, part, length, some);
                length += some;
                from += some;
            }
        }

        private void flush() {
            if (upload == null) {
                upload = bucket.upload(key);
            }
            upload.part(Arrays.copyOf(part, length));
            length = 0;
        }

        @Override
        public boolean finish() {
            if (upload == null) {
                return bucket.create(key, Arrays.copyOf(part, length), Map.of());
            }
            flush();
            isFinished = upload.finish();
            return isFinished;
        }

        @Override
        public void replace() {
            if (upload == null) {
                bucket.write(key, Arrays.copyOf(part, length));
            } else {
                flush();
                upload.replace();
                isFinished = true;
            }
        }

        @Override
        public void close() {
            if (upload != null && !isFinished) {
                upload.giveUp();
            }
        }
    }

    @Override
    public long size(StoredName name) throws IOException {
        return bucket.size(key(name)).orElseThrow(() -> new NoSuchFileException(name.file()));
    }

    @Override
    public Instant storedAt(StoredName name) throws IOException {
        return bucket.modified(key(name)).orElseThrow(() -> new NoSuchFileException(name.file()));
    }

    @Override
    public byte[] read(StoredName name, long from, int length) throws IOException {
        var bytes = bucket.read(key(name), from, length).orElseThrow(() -> new NoSuchFileException(name.file()));
        if (bytes.length != length) {
            throw new EOFException();
        }
        return bytes;
    }

    @Override
    public void delete(StoredName name) {
        bucket.delete(key(name));
    }

    /** Not every store that speaks S3 minds {@code If-None-Match}; one that is away is none that does not. */
    @Override
    public synchronized boolean isExclusive() {
        if (exclusive.isEmpty()) {
            try {
                exclusive = probed();
            } catch (UncheckedIOException away) {
                return true;
            }
        }
        return exclusive.orElse(true);
    }

    /** Empty where an answer was lost: whoever was refused may have been so by what they made themselves. */
    private Optional<Boolean> probed() {
        // as a file that no record tells of: what stays of it is taken away as such
        var probe = key(new StoredName(UUID.randomUUID(), UUID.randomUUID()));
        try {
            var isFirstMade = bucket.create(probe, PROBE, Map.of());
            var isSecondMade = isMadeAgain(probe);
            if (isFirstMade && isSecondMade) {
                LOG.error("The store of files lets two succeed who write one name: nothing is fetched into it before it is "
                        + "mended and the service started anew");
            }
            return Optional.of(!isSecondMade).filter(any -> isFirstMade);
        } finally {
            takeAway(probe);
        }
    }

    /** Whoever refuses the second in words of their own, such as those of a policy, lets no two succeed either. */
    private boolean isMadeAgain(String probe) {
        try {
            return bucket.create(probe, PROBE, Map.of()) || isMadeInParts(probe);
        } catch (UncheckedIOException inOtherWords) {
            refusals++;
            if (refusals < MOST_REFUSALS) {
                throw inOtherWords;
            }
            return false;
        }
    }

    /** Some mind the condition of what is written at once alone. */
    private boolean isMadeInParts(String probe) {
        var upload = bucket.upload(probe);
        var isMade = false;
        try {
            upload.part(PROBE);
            isMade = upload.finish();
            return isMade;
        } finally {
            if (!isMade) {
                takeAway(upload);
            }
        }
    }

    private static void takeAway(Upload upload) {
        try {
            upload.giveUp();
        } catch (UncheckedIOException kept) {
            LOG.warnf("What the store of files was tried with stays in it: %s", kept.getMessage());
        }
    }

    private void takeAway(String probe) {
        try {
            bucket.delete(probe);
        } catch (UncheckedIOException kept) {
            LOG.warnf("What the store of files was tried with stays in it: %s", kept.getMessage());
        }
    }

    @Override
    public long room() {
        return Long.MAX_VALUE;
    }

    @Override
    public List<StoredName> of(int number, Instant before) {
        var prefix = prefix(number);
        return bucket.list(prefix).stream().filter(it -> it.modified().isBefore(before))
                .map(it -> StoredName.of(it.key().substring(prefix.length()))).flatMap(Optional::stream).toList();
    }

    @Override
    public void sweep(int number, Instant before) {
        UncheckedIOException refused = null;
        for (var upload : bucket.unfinished(prefix(number))) {
            try {
                if (upload.begun().isBefore(before)) {
                    bucket.giveUp(upload);
                }
            } catch (UncheckedIOException one) {
                refused = one;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private String prefix(int number) {
        return folder + StoredName.folder(number) + "/";
    }

    private String key(StoredName name) {
        return folder + name.folder() + "/" + name.file();
    }
}
