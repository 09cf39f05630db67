package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Tile;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Some leaves in a row, and all that follows from them. The database and the store both have the leaves; where they differ the
 * tile tells which of them is right, and the heads tell whether it is.
 */
final class LedgerSpan {
    private static final String NOT_OF_LEAVES = "head-not-of-these-leaves";
    /** The clocks of two pods may differ by so much; each head is shown after those that are smaller. */
    private static final double MOST_APART = Duration.ofHours(1).toSeconds();
    /** In seconds: a database knows times that nobody can count, such as infinity. */
    private static final String SHOWN_AT = "extract(epoch from published_at)::float8 as shown_at";

    private final BiFunction<String, Tuple, Iterable<Row>> rows;
    private final LeavesAhead leaves;
    private final Store store;
    private final StoredLeaves stored;
    private final LedgerKeys keys;
    private final Edge edge;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    LedgerSpan(BiFunction<String, Tuple, Iterable<Row>> rows, LeavesAhead leaves, Store store, LedgerKeys keys, Edge edge,
            Instant now) {
        this.rows = rows;
        this.leaves = leaves;
        this.store = store;
        this.stored = new StoredLeaves(store);
        this.keys = keys;
        this.edge = edge;
        this.now = now;
    }

    List<Finding> findings() {
        return findings;
    }

    /**
     * Looks at the leaves up to a place.
     *
     * @param shown the size of the visible head, whose partial tiles are there
     * @return false if one of them is nowhere: nothing behind it can be told
     */
    boolean look(long to, long shown) {
        var heads = heads(edge.size(), to);
        holdTimes(edge.size(), heads);
        while (edge.size() < to) {
            var first = edge.size();
            var block = (int) Math.min(Tile.FULL, to - first);
            var kept = kept(first, block);
            var tile = tile(first, block);
            for (var i = 0; i < block; i++) {
                var commitment = decided(first + i, leaves.at(first + i), kept[i], tile.get(i));
                if (commitment == null) {
                    return false;
                }
                hold(edge.append(List.of(commitment)));
                if (heads.containsKey(edge.size())) {
                    hold(heads.get(edge.size()));
                }
                if (edge.size() == shown) {
                    hold(edge.partial());
                }
            }
            if (block < Tile.FULL) {
                holdBatches(first, kept);
            }
        }
        return true;
    }

    /** What stands at a place: of three that should say the same the two that do. Null if nobody says anything. */
    private byte[] decided(long index, byte[] leaf, byte[] kept, Hash tile) {
        var isLeafRight = kept == null || Arrays.equals(leaf, kept) || leaf != null && hash(leaf).equals(tile);
        var decided = leaf != null && isLeafRight ? leaf : kept;
        if (leaf == null) {
            find("leaf-missing", String.valueOf(index), index);
        } else if (!Arrays.equals(leaf, decided)) {
            find("leaf-changed", String.valueOf(index), index);
        }
        return decided;
    }

    /** What is in no full bundle stands in batches, as it was decided. */
    private void holdBatches(long first, byte[][] kept) {
        var made = edge.commitments();
        for (var i = 0; i < made.size(); i++) {
            if (!Arrays.equals(made.get(i), kept[i])) {
                find(kept[i] != null ? "batch-changed" : "batch-missing", String.valueOf(first + i), first + i);
                return;
            }
        }
    }

    private static Hash hash(byte[] commitment) {
        return Hash.ofLeaf(LeafEntry.of(commitment));
    }

    private void hold(Map<String, byte[]> made) {
        made.forEach((name, bytes) -> {
            var there = store.read(name);
            if (there.isEmpty() && !isFullMeanwhile(name)) {
                find("missing-in-store", name, edge.size() - 1);
            } else if (!Arrays.equals(there.orElse(bytes), bytes)) {
                find("changed-in-store", name, edge.size() - 1);
            }
        });
    }

    private boolean isFullMeanwhile(String name) {
        var end = name.lastIndexOf(Tile.PARTIAL);
        return end >= 0 && store.has(name.substring(0, end));
    }

    private void hold(Row head) {
        var made = new Checkpoint(keys.verifier().name(), edge.size(), edge.root());
        var opened = keys.open(head.getString("note").getBytes(StandardCharsets.UTF_8));
        var isSigned = opened.filter(it -> it.size() == made.size()).isPresent();
        // one that is not of these leaves is followed by others that are not
        var isNew = findings.stream().noneMatch(it -> it.kind().equals(NOT_OF_LEAVES));
        if (!isSigned) {
            findings.add(new Finding("head-not-signed", String.valueOf(made.size()), made.size()));
        } else if (!opened.get().equals(made) && isNew) {
            findings.add(new Finding(NOT_OF_LEAVES, String.valueOf(made.size()), made.size()));
        }
    }

    /** When a head was shown says no signature: but none was before a smaller one, and none is still to come. */
    private void holdTimes(long from, SortedMap<Long, Row> heads) {
        var before = Double.NEGATIVE_INFINITY;
        for (var row : rows.apply("""
                select max(extract(epoch from published_at))::float8 as shown_at
                from (select published_at from checkpoint where size <= $1 order by size desc limit 100) c""",
                Tuple.of(from))) {
            before = row.getDouble("shown_at") == null ? before : row.getDouble("shown_at");
        }
        for (var head : heads.entrySet()) {
            var at = head.getValue().getDouble("shown_at");
            if (at < before - MOST_APART || at > now.getEpochSecond() + MOST_APART || Double.isInfinite(at)) {
                findings.add(new Finding("head-time-changed", String.valueOf(head.getKey()), null));
            } else {
                before = Math.max(before, at);
            }
        }
    }

    private SortedMap<Long, Row> heads(long from, long to) {
        var heads = new TreeMap<Long, Row>();
        rows.apply("select size, note, " + SHOWN_AT + " from checkpoint where size > $1 and size <= $2", Tuple.of(from, to))
                .forEach(row -> heads.put(row.getLong("size"), row));
        return heads;
    }

    /** What the store has of a block of leaves; null where it has none. */
    private byte[][] kept(long first, int count) {
        var kept = new byte[count][];
        for (var i = 0; i < count;) {
            var at = first + i;
            var some = at % Tile.FULL == 0 && count == Tile.FULL
                    ? stored.bundle(at / Tile.FULL).map(it -> new Batch(at, it))
                    : readable(at);
            if (some.isEmpty()) {
                return kept;
            }
            for (var commitment : some.get().commitments()) {
                if (i < count) {
                    kept[i++] = commitment;
                }
            }
        }
        return kept;
    }

    private Optional<Batch> readable(long place) {
        try {
            return stored.from(place);
        } catch (RefusedException unreadable) {
            return Optional.empty();
        }
    }

    /** The hashes that the tile has of a block of leaves, if it has as many. */
    private List<Hash> tile(long first, int count) {
        var bytes = store.read(new Tile(0, first / Tile.FULL, count).path()).filter(it -> it.length == count * Hash.BYTES);
        return bytes.map(it -> Stream.iterate(0, i -> i + 1).limit(count)
                .map(i -> new Hash(Arrays.copyOfRange(it, i * Hash.BYTES, (i + 1) * Hash.BYTES))).toList())
                .orElseGet(() -> new ArrayList<>(Collections.nCopies(count, null)));
    }

    private void find(String kind, String place, long index) {
        findings.add(new Finding(kind, place, provable(index)));
    }

    private Long provable(long index) {
        for (var row : rows.apply("select size from checkpoint where size > $1 order by size limit 1", Tuple.of(index))) {
            return row.getLong("size");
        }
        return null;
    }
}
