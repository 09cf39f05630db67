package eu.onrecord.archive.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import eu.onrecord.tlog.Hash;

/**
 * Commitments that get their places together. The one object that decides: it is named by its first place alone, and whoever
 * finds one takes it over. Bundles and tiles follow from it.
 *
 * @param first the place of its first commitment
 * @param commitments of 32 bytes each, at least one
 */
record Batch(long first, List<byte[]> commitments) {
    static final String FOLDER = "batch";
    private static final Pattern FILE = Pattern.compile("0[0-9]{19}");
    /** How many at once: their file is 512 KiB, so that it is written in one piece. */
    static final int MOST = 16_384;

    Batch {
        commitments = List.copyOf(commitments);
    }

    static Batch read(long first, byte[] bytes) {
        if (bytes.length == 0 || bytes.length % Hash.BYTES != 0) {
            throw new RefusedException(Refusal.STORE_DIFFERS, name(first) + " is no batch");
        }
        var commitments = new ArrayList<byte[]>();
        var distinct = new HashSet<ByteBuffer>();
        for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining();) {
            var commitment = new byte[Hash.BYTES];
            rest.get(commitment);
            commitments.add(commitment);
            distinct.add(ByteBuffer.wrap(commitment));
        }
        if (distinct.size() < commitments.size()) {
            // nobody made it so: its bytes were lost
            throw new RefusedException(Refusal.STORE_DIFFERS, name(first) + " has a commitment twice");
        }
        return new Batch(first, commitments);
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(commitments.size() * Hash.BYTES);
        commitments.forEach(bytes::put);
        return bytes.array();
    }

    String name() {
        return name(first);
    }

    /** The place behind its last. */
    long end() {
        return first + commitments.size();
    }

    static String name(long first) {
        return FOLDER + "/" + file(first);
    }

    static String file(long first) {
        return String.format("%020d", first);
    }

    /** The place that a file in the folder is named by; empty if it is no batch, such as what a file system puts there. */
    static Optional<Long> firstIn(String file) {
        return FILE.matcher(file).matches() ? Optional.of(Long.valueOf(file)) : Optional.empty();
    }
}
