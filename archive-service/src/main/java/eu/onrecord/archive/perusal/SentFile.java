package eu.onrecord.archive.perusal;

import io.smallrye.mutiny.Multi;

/**
 * A file on its way to whoever reads it.
 *
 * @param bytes how many there are
 * @param pieces of it, in their order, made as they are asked for
 */
public record SentFile(long bytes, Multi<byte[]> pieces) {
    @Override
    public String toString() {
        return "SentFile[" + bytes + " bytes]";
    }
}
