package eu.onrecord.archive.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.tlog.Growth;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;
import eu.onrecord.tlog.Tile;
import eu.onrecord.tlog.Tiles;

/** The tree as it is kept in the store. Blocking. */
final class StoredTree {
    private static final int MOST_FOLDERS = 4;

    private final Store store;

    StoredTree(Store store) {
        this.store = store;
    }

    /**
     * Keeps bundles and tiles. No partial one is made where the full one is: it would stay for ever.
     *
     * @throws RefusedException if something else stands under a name
     */
    void add(Map<String, byte[]> objects) {
        objects.forEach((name, bytes) -> {
            var end = name.lastIndexOf(Tile.PARTIAL);
            var isNeeded = end < 0 || !store.has(name.substring(0, end));
            if (isNeeded && !store.create(name, bytes) && !Arrays.equals(bytes, store.read(name).orElse(bytes))) {
                throw new RefusedException(Refusal.STORE_DIFFERS, name);
            }
        });
    }

    /** Removes the partial tiles and bundles of a head, where the full ones are by now. */
    void removePartial(long size) {
        for (var tile : Tiles.edge(size)) {
            if (store.has(tile.full().path())) {
                removePartial(tile.full().path());
                if (tile.level() == 0) {
                    removePartial(tile.full().entriesPath());
                }
            }
        }
    }

    /** How many leaves of a tree are in full bundles. */
    static long full(long size) {
        return size - size % Tile.FULL;
    }

    private void removePartial(String full) {
        var folder = full + Tile.PARTIAL;
        store.names(folder).forEach(width -> store.delete(folder + width));
    }

    /** Hashes of ranges of a tree whose head was published. */
    List<Hash> hashes(List<LeafRange> ranges, long size) {
        return hashes(ranges, size, Map.of());
    }

    /**
     * Hashes of ranges of a tree of a size.
     *
     * @param partial its partial tiles where no head of it was published yet
     * @throws TileMissingException if the store has lost one
     */
    List<Hash> hashes(List<LeafRange> ranges, long size, Map<Tile, byte[]> partial) {
        var found = new HashMap<Tile, byte[]>();
        for (var tile : Tiles.of(ranges, size)) {
            found.put(tile, partial.containsKey(tile) ? partial.get(tile) : read(tile));
        }
        var tiles = new Tiles(size, found);
        return ranges.stream().map(tiles::hash).toList();
    }

    /**
     * What a tree of this size grows on from: made of the full tiles alone, and of the leaves behind the last of them.
     *
     * @param last the hashes of the leaves behind the last full tile
     * @throws TileMissingException if the store has lost one
     */
    Growth growth(long size, List<Hash> last) {
        var partial = new HashMap<Tile, byte[]>();
        for (var tile : Tiles.edge(size)) {
            partial.put(tile, tile.level() == 0 ? joined(last) : above(tile));
        }
        return new Growth(size, partial);
    }

    /** A partial tile of a level above the leaves, from the full tiles that its hashes are of. */
    private byte[] above(Tile tile) {
        var hashes = new ArrayList<Hash>();
        for (var i = 0; i < tile.width(); i++) {
            var below = new Tile(tile.level() - 1, tile.index() * Tile.FULL + i, Tile.FULL);
            hashes.add(Tiles.above(read(below)));
        }
        return joined(hashes);
    }

    private byte[] read(Tile tile) {
        return store.read(tile.path()).map(bytes -> whole(bytes, tile))
                .or(() -> store.read(tile.full().path()).map(bytes -> Arrays.copyOf(whole(bytes, tile.full()),
                        tile.width() * Hash.BYTES)))
                .orElseThrow(() -> new TileMissingException(tile));
    }

    private static byte[] whole(byte[] bytes, Tile tile) {
        if (bytes.length != tile.width() * Hash.BYTES) {
            throw new RefusedException(Refusal.STORE_DIFFERS, tile.path() + " has another length");
        }
        return bytes;
    }

    /** The first full tile or bundle of a tree of a size that is not there, by its name; empty if all are. */
    Optional<String> missing(long size) {
        var listed = new Listed();
        for (var level = 0; size >> Tile.HEIGHT * (level + 1) > 0; level++) {
            for (var index = 0L; index < size >> Tile.HEIGHT * (level + 1); index++) {
                var tile = new Tile(level, index, Tile.FULL);
                var names = level == 0 ? List.of(tile.path(), tile.entriesPath()) : List.of(tile.path());
                for (var name : names) {
                    if (!listed.has(name)) {
                        return Optional.of(name);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Asks for a whole folder at once, for there are a thousand tiles in it. */
    private final class Listed {
        private final Map<String, Set<String>> folders = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
                return size() > MOST_FOLDERS;
            }
        };

        private boolean has(String name) {
            var end = name.lastIndexOf('/');
            return folders.computeIfAbsent(name.substring(0, end), folder -> Set.copyOf(store.names(folder)))
                    .contains(name.substring(end + 1));
        }
    }

    private static byte[] joined(List<Hash> hashes) {
        var bytes = new byte[hashes.size() * Hash.BYTES];
        for (var i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i).bytes(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }
}
