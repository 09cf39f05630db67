package eu.onrecord.archive.seal;

/**
 * Where the segments of a sealed file stand in it, and which of the file's bytes they hold. Pure.
 *
 * @param sealedBytes how long the sealed file is
 */
public record SealedSegments(long sealedBytes) {

    /** @throws BrokenSealException if no sealed file is so long */
    public SealedSegments {
        if (sealedBytes < FileSeal.HEADER_BYTES + FileSeal.TAG_BYTES || lastBytes(sealedBytes) < FileSeal.TAG_BYTES
        // only of a file without a byte the last one is empty
                || count(sealedBytes) > 1 && lastBytes(sealedBytes) == FileSeal.TAG_BYTES
                || count(sealedBytes) > Integer.MAX_VALUE) {
            throw new BrokenSealException();
        }
    }

    private static long count(long sealedBytes) {
        return (sealedBytes + FileSeal.SEGMENT_BYTES - 1) / FileSeal.SEGMENT_BYTES;
    }

    private static long lastBytes(long sealedBytes) {
        return sealedBytes - (count(sealedBytes) - 1) * FileSeal.SEGMENT_BYTES;
    }

    /** How many segments there are. */
    public int count() {
        return (int) count(sealedBytes);
    }

    /** How many bytes the file has. */
    public long plainBytes() {
        return sealedBytes - FileSeal.HEADER_BYTES - (long) count() * FileSeal.TAG_BYTES;
    }

    /** Which segment holds a byte of the file. */
    public int at(long offset) {
        return (int) ((offset + FileSeal.HEADER_BYTES) / (FileSeal.SEGMENT_BYTES - FileSeal.TAG_BYTES));
    }

    /** Which byte of the file is the first of a segment. */
    public long plainFrom(int number) {
        return number == 0 ? 0
                : (long) number * (FileSeal.SEGMENT_BYTES - FileSeal.TAG_BYTES) - FileSeal.HEADER_BYTES;
    }

    /** Where a segment begins in the sealed file. */
    public long sealedFrom(int number) {
        return number == 0 ? FileSeal.HEADER_BYTES : (long) number * FileSeal.SEGMENT_BYTES;
    }

    /** How long a segment is in the sealed file. */
    public int sealedBytes(int number) {
        return (int) (Math.min(sealedBytes, (long) (number + 1) * FileSeal.SEGMENT_BYTES) - sealedFrom(number));
    }

    /** Whether no segment follows. */
    public boolean isLast(int number) {
        return number == count() - 1;
    }
}
