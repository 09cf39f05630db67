package eu.onrecord.tlog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tree's hashes, made of its tiles. */
public final class Tiles {
    private final long size;
    private final Map<Tile, byte[]> tiles;

    /**
     * @param size of the tree
     * @param tiles those that {@link #of} names, each with its hashes one behind the other
     * @throws Malformed if one has another length than its width demands
     */
    public Tiles(long size, Map<Tile, byte[]> tiles) {
        this.size = size;
        this.tiles = tiles;
        tiles.forEach((tile, bytes) -> {
            if (bytes.length != tile.width() * Hash.BYTES) {
                throw new Malformed("a tile of another length than its width");
            }
        });
    }

    /** The tiles of a tree of this size that the hashes of these ranges can be made of. */
    public static Set<Tile> of(List<LeafRange> ranges, long size) {
        return ranges.stream().flatMap(range -> range.nodes().stream()).map(node -> Tile.of(node, size))
                .collect(Collectors.toSet());
    }

    /** The last, partial tile of each level of a tree of this size: what it grows on from. */
    public static List<Tile> edge(long size) {
        return IntStream.iterate(0, level -> size >> Tile.HEIGHT * level > 0, level -> level + 1)
                .filter(level -> (size >> Tile.HEIGHT * level) % Tile.FULL > 0)
                .mapToObj(level -> Tile.at(level, (size >> Tile.HEIGHT * level) / Tile.FULL, size)).toList();
    }

    /** The Merkle tree hash of leaves that lie side by side. */
    public Hash hash(LeafRange range) {
        var known = new HashMap<NodeId, Hash>();
        range.nodes().forEach(node -> known.put(node, hash(node)));
        return range.hash(known);
    }

    /**
     * The hash that stands above a full tile, in the tile of the level above.
     *
     * @throws Malformed if it is not full
     */
    public static Hash above(byte[] full) {
        if (full.length != Tile.FULL * Hash.BYTES) {
            throw new Malformed("a tile that is not full");
        }
        return hash(full, 0, Tile.FULL);
    }

    Hash hash(NodeId node) {
        var tile = Tile.of(node, size);
        var bytes = tiles.get(tile);
        if (bytes == null) {
            throw new IllegalStateException("a tile that was not asked for");
        }
        var from = (int) (Tile.first(node) % Tile.FULL);
        return hash(bytes, from, 1 << node.level() % Tile.HEIGHT);
    }

    /** The hash above some hashes of a tile, as many as a power of two. */
    private static Hash hash(byte[] tile, int from, int count) {
        return count == 1 ? new Hash(Arrays.copyOfRange(tile, from * Hash.BYTES, (from + 1) * Hash.BYTES))
                : Hash.of(hash(tile, from, count / 2), hash(tile, from + count / 2, count / 2));
    }
}
