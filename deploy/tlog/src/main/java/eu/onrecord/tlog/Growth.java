package eu.onrecord.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Appends leaves to a tree that is kept as tiles. Holds what a tree grows on from, and no more; which tiles come of it is a
 * function of the leaves, whoever appends them and in how many steps.
 */
public final class Growth {
    /** Of each level of tiles the last one, while it is partial. */
    private final List<ByteArrayOutputStream> edge = new ArrayList<>();
    private final Map<Tile, byte[]> full = new LinkedHashMap<>();
    /** Of each level of the tree the complete node that waits for its right neighbour. */
    private final Hash[] waiting = new Hash[Long.SIZE];
    private final Hasher hasher = new Hasher();
    private long size;

    /** A tree without leaves. */
    public Growth() {
        this(0, Map.of());
    }

    /**
     * @param size of the tree that it goes on from
     * @param tiles those of {@link Tiles#edge}
     * @throws Malformed if one has another length than its width demands
     */
    public Growth(long size, Map<Tile, byte[]> tiles) {
        this.size = size;
        var known = new Tiles(size, tiles);
        Tiles.edge(size).forEach(tile -> edge(tile.level()).writeBytes(tiles.get(tile)));
        new LeafRange(0, size).nodes().forEach(node -> waiting[node.level()] = known.hash(node));
    }

    /** @param text as {@link #text} gives it */
    public static Growth of(String text) {
        var words = text.split(" ", -1);
        var size = Spelling.number(words[0]);
        var tiles = new LinkedHashMap<Tile, byte[]>();
        var edge = Tiles.edge(size);
        if (words.length != 1 + edge.size()) {
            throw new Malformed("another number of tiles than the size demands");
        }
        for (var i = 0; i < edge.size(); i++) {
            tiles.put(edge.get(i), Spelling.bytes(words[i + 1]));
        }
        return new Growth(size, tiles);
    }

    /** All that it goes on from. */
    public String text() {
        return Stream.concat(Stream.of(String.valueOf(size)), partial().values().stream().map(Spelling::base64))
                .collect(Collectors.joining(" "));
    }

    /** One leaf more, by its entry. */
    public void append(byte[] entry) {
        append(hasher.ofLeaf(entry));
    }

    /** One leaf more. */
    public void append(Hash leaf) {
        var hash = leaf;
        var level = 0;
        put(level, hash);
        for (; (size >> level & 1) == 1; level++) {
            hash = hasher.of(waiting[level], hash);
            put(level + 1, hash);
        }
        waiting[level] = hash;
        size++;
    }

    private void put(int level, Hash hash) {
        if (level % Tile.HEIGHT == 0) {
            var last = edge(level / Tile.HEIGHT);
            last.writeBytes(hash.bytes());
            if (last.size() == Tile.FULL * Hash.BYTES) {
                full.put(new Tile(level / Tile.HEIGHT, (size >> level) / Tile.FULL, Tile.FULL), last.toByteArray());
                last.reset();
            }
        }
    }

    public long size() {
        return size;
    }

    /** The tiles that became full since this was asked last, in the order in which they did. */
    public Map<Tile, byte[]> takeFull() {
        var taken = new LinkedHashMap<>(full);
        full.clear();
        return taken;
    }

    /** The partial tiles of the tree as it is. */
    public Map<Tile, byte[]> partial() {
        var partial = new LinkedHashMap<Tile, byte[]>();
        Tiles.edge(size).forEach(tile -> partial.put(tile, edge(tile.level()).toByteArray()));
        return partial;
    }

    /** The root of the tree as it is. */
    public Hash root() {
        Hash root = null;
        for (var level = 0; level < waiting.length; level++) {
            if ((size >> level & 1) == 1) {
                root = root == null ? waiting[level] : Hash.of(waiting[level], root);
            }
        }
        return root == null ? Hash.ofNothing() : root;
    }

    private ByteArrayOutputStream edge(int level) {
        while (edge.size() <= level) {
            edge.add(new ByteArrayOutputStream());
        }
        return edge.get(level);
    }
}
