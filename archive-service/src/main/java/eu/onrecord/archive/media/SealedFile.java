package eu.onrecord.archive.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import eu.onrecord.archive.media.MediaStore.Unfinished;
import eu.onrecord.archive.seal.FileSeal;

/**
 * A file on its way into the store: counted, hashed and sealed as it comes, a segment at a time. For one thread at a time,
 * which
 * may wait.
 */
final class SealedFile implements Download.Sink {
    private final FileSeal seal;
    private final Unfinished stored;
    private final MessageDigest digest = newSha256();
    private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
    private byte[] first = new byte[0];
    private int number;
    private long size;

    SealedFile(FileSeal seal, Unfinished stored) {
        this.seal = seal;
        this.stored = stored;
    }

    /** A file that is whole. */
    record Whole(long size, String sha256, String foundType) {
    }

    /** Whether a text came where something else was declared. */
    boolean isText(String declared) {
        return FileType.isText(declared, first, FileType.of(first).orElse(null));
    }

    @Override
    public void take(byte[] piece) {
        if (first.length < FileType.FIRST_BYTES) {
            first = concatenated(first, Arrays.copyOf(piece, Math.min(piece.length, FileType.FIRST_BYTES)));
        }
        digest.update(piece);
        size += piece.length;
        for (var from = 0; from < piece.length;) {
            // the last segment is known when no byte follows
            if (segment.size() == FileSeal.plainBytes(number)) {
                write(false);
            }
            var length = Math.min(piece.length - from, FileSeal.plainBytes(number) - segment.size());
            segment.write(piece, from, length);
            from += length;
        }
    }

    private void write(boolean isLast) {
        try {
            var sealed = seal.seal(number, isLast, segment.toByteArray());
            stored.write(number == 0 ? concatenated(seal.header(), sealed) : sealed);
            segment.reset();
            number++;
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** When everything was taken; it is in the store when {@link Unfinished#finish} was called, and not before. */
    Whole end() {
        write(true);
        return new Whole(size, HexFormat.of().formatHex(digest.digest()), FileType.of(first).orElse(null));
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
