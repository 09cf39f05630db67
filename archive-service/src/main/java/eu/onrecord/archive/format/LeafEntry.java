package eu.onrecord.archive.format;

import java.nio.ByteBuffer;

/**
 * What the ledger holds of a record: the format's version and the commitment, and nothing by which the record could be found.
 */
public final class LeafEntry {
    private LeafEntry() {
    }

    /** @return 33 bytes */
    public static byte[] of(byte[] commitment) {
        return ByteBuffer.allocate(1 + commitment.length).put((byte) RecordEnvelope.VERSION).put(commitment).array();
    }
}
