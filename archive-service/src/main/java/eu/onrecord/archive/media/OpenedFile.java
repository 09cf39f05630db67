package eu.onrecord.archive.media;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

import eu.onrecord.archive.media.SealedFile.Whole;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.FileSeal;
import eu.onrecord.archive.seal.SealedSegments;

/** A sealed file that is read, from anywhere in it. On threads that may wait. */
public final class OpenedFile {
    private final MediaStore store;
    private final StoredName name;
    private final SealedSegments segments;
    private final FileSeal seal;

    private OpenedFile(MediaStore store, StoredName name, SealedSegments segments, FileSeal seal) {
        this.store = store;
        this.name = name;
        this.segments = segments;
        this.seal = seal;
    }

    /**
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws eu.onrecord.archive.seal.BrokenSealException if it is no sealed file
     */
    static OpenedFile of(MediaStore store, StoredName name, DataKey key, String scope) throws IOException {
        var segments = new SealedSegments(store.size(name));
        return new OpenedFile(store, name, segments,
                FileSeal.of(key, name.record(), scope, store.read(name, 0, FileSeal.HEADER_BYTES)));
    }

    /** How many bytes it has. */
    long size() {
        return segments.plainBytes();
    }

    /**
     * Every byte of it, checked.
     *
     * @throws eu.onrecord.archive.seal.BrokenSealException if it is not what was sealed
     */
    Whole whole() throws IOException {
        var digest = SealedFile.newSha256();
        var all = all();
        var type = FileType.of(all.piece(0)).orElse(null);
        for (var i = 0; i < all.pieces(); i++) {
            digest.update(all.piece(i));
        }
        return new Whole(size(), HexFormat.of().formatHex(digest.digest()), type);
    }

    Range all() {
        return new Range(0, size());
    }

    /** @throws eu.onrecord.archive.problem.Problem if none of its bytes is in the range */
    Range range(ByteRange asked) {
        var from = asked.first() != null ? asked.first() : Math.max(0, size() - asked.last());
        var until = asked.first() == null || asked.last() == null ? size() : Math.min(size() - 1, asked.last()) + 1;
        if (from >= until) {
            throw ProblemType.RANGE_OUTSIDE.problem("The file has no such bytes.").with("size", size());
        }
        return new Range(from, until);
    }

    /** Some of its bytes, in pieces. */
    public final class Range {
        private final long from;
        private final long until;

        private Range(long from, long until) {
            this.from = from;
            this.until = until;
        }

        /** The first of them. */
        public long from() {
            return from;
        }

        /** The first behind them. */
        public long until() {
            return until;
        }

        /** How many bytes the whole file has. */
        public long size() {
            return OpenedFile.this.size();
        }

        /** How many pieces they are. */
        int pieces() {
            // also of a file without a byte there is one to be checked
            return segments.at(Math.max(from, until - 1)) - segments.at(from) + 1;
        }

        /** @throws eu.onrecord.archive.seal.BrokenSealException if it is not what was sealed */
        byte[] piece(int i) throws IOException {
            var number = segments.at(from) + i;
            var plain = seal.open(number, segments.isLast(number),
                    store.read(name, segments.sealedFrom(number), segments.sealedBytes(number)));
            var begin = segments.plainFrom(number);
            return Arrays.copyOfRange(plain, (int) Math.max(0, from - begin), (int) Math.min(plain.length, until - begin));
        }
    }
}
