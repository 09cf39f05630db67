package eu.onrecord.archive.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.tlog.Bundle;
import eu.onrecord.tlog.Growth;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Tile;

/** What the ledger grows on from: the tree's edge, and the entries of the bundle that is not full yet. */
final class Edge {
    private final Growth growth;
    private final List<byte[]> entries = new ArrayList<>();

    Edge() {
        this(new Growth(), List.of());
    }

    /** @param last the commitments behind the last full bundle */
    Edge(Growth growth, List<byte[]> last) {
        this.growth = growth;
        last.forEach(commitment -> entries.add(LeafEntry.of(commitment)));
    }

    /** @param text as {@link #text} gives it */
    static Edge of(String text) {
        return new Edge(Growth.of(text), List.of());
    }

    /** The same again, that grows by itself. */
    Edge copy() {
        return new Edge(new Growth(growth.size(), growth.partial()), commitments());
    }

    /** All that it goes on from, where it ends with a full bundle. */
    String text() {
        if (!entries.isEmpty()) {
            throw new IllegalStateException("within a bundle");
        }
        return growth.text();
    }

    long size() {
        return growth.size();
    }

    Hash root() {
        return growth.root();
    }

    /** Appends, and gives the bundles and tiles that became full, by their names. */
    Map<String, byte[]> append(List<byte[]> commitments) {
        var full = new LinkedHashMap<String, byte[]>();
        for (var commitment : commitments) {
            var entry = LeafEntry.of(commitment);
            entries.add(entry);
            growth.append(entry);
            if (entries.size() == Tile.FULL) {
                full.put(new Tile(0, growth.size() / Tile.FULL - 1, Tile.FULL).entriesPath(), Bundle.of(entries));
                entries.clear();
            }
        }
        growth.takeFull().forEach((tile, bytes) -> full.put(tile.path(), bytes));
        return full;
    }

    /** The partial bundle and tiles of a head of this size, by their names. */
    Map<String, byte[]> partial() {
        var partial = new LinkedHashMap<String, byte[]>();
        growth.partial().forEach((tile, bytes) -> {
            if (tile.level() == 0) {
                partial.put(tile.entriesPath(), Bundle.of(entries));
            }
            partial.put(tile.path(), bytes);
        });
        return partial;
    }

    /** The commitments behind the last full bundle. */
    List<byte[]> commitments() {
        return entries.stream().map(entry -> Arrays.copyOfRange(entry, 1, entry.length)).toList();
    }

    /** The partial tiles, as whoever makes a proof wants them. */
    Map<Tile, byte[]> partialTiles() {
        return growth.partial();
    }
}
