package eu.onrecord.archive.seal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A sealed stream that is opened segment by segment, in constant memory. For one thread at a time. */
public final class SealedSegments implements Closeable {
    private final DataKey key;
    private final InputStream sealed;
    private byte[] prefix;
    private byte[] current;
    private int counter;

    /** @param sealed closed with this */
    public SealedSegments(DataKey key, InputStream sealed) {
        this.key = key;
        this.sealed = sealed;
    }

    /**
     * The next segment, plain; empty behind the last. What was given is worth something only when that was reached.
     *
     * @throws BrokenSealException if it is not what was sealed
     */
    public byte[] next() throws IOException {
        if (prefix == null) {
            prefix = sealed.readNBytes(SegmentedSeal.PREFIX_BYTES);
            if (prefix.length < SegmentedSeal.PREFIX_BYTES) {
                throw new BrokenSealException(new EOFException());
            }
            current = sealed.readNBytes(SegmentedSeal.SEALED_SEGMENT_BYTES);
        }
        if (current == null) {
            return new byte[0];
        }
        var next = current.length < SegmentedSeal.SEALED_SEGMENT_BYTES ? new byte[0]
                : sealed.readNBytes(SegmentedSeal.SEALED_SEGMENT_BYTES);
        var plain = SegmentedSeal.open(key, prefix, counter++, next.length == 0, current);
        current = next.length == 0 ? null : next;
        return plain;
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
