package eu.onrecord.tlog;

/**
 * Which tile (https://c2sp.org/tlog-tiles): up to 256 hashes of one level of tiles, side by side. Level 0 holds the leaves'
 * hashes; each hash above is that of a full tile below.
 *
 * @param level of tiles, from 0; each is eight of the tree's
 * @param index from the left
 * @param width how many hashes; 256 if it is full
 */
public record Tile(int level, long index, int width) {
    /** How many hashes, or entries, a full one holds. */
    public static final int FULL = 256;
    /** How many levels of the tree one level of tiles is. */
    public static final int HEIGHT = 8;
    /** Stands between a full one's path and the width of a partial one. */
    public static final String PARTIAL = ".p/";

    /** @throws Malformed if there can be none such */
    public Tile {
        if (level < 0 || level > 63 / HEIGHT || index < 0 || width < 1 || width > FULL) {
            throw new Malformed("no such tile");
        }
    }

    /** The one that a node can be made of, as it is in a tree of this size. The node is complete in it. */
    static Tile of(NodeId node, long size) {
        var level = node.level() / HEIGHT;
        return at(level, first(node) / FULL, size);
    }

    /** One of a tree of this size. */
    static Tile at(int level, long index, long size) {
        return new Tile(level, index, (int) Math.min(FULL, (size >> HEIGHT * level) - index * FULL));
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The full one of the same place. */
    public Tile full() {
        return new Tile(level, index, FULL);
    }

    /** Below a log's prefix. */
    public String path() {
        return "tile/" + level + "/" + place();
    }

    /** Where the entries are whose hashes are in this one, of level 0. */
    public String entriesPath() {
        if (level != 0) {
            throw new IllegalStateException("entries belong to level 0");
        }
        return "tile/entries/" + place();
    }

    private String place() {
        return digits(index) + (isFull() ? "" : PARTIAL + width);
    }

    /** Three digits an element, so that no folder is large, and no file bears a folder's name. */
    private static String digits(long index) {
        var last = String.format("%03d", index % 1000);
        var rest = new StringBuilder(last);
        for (var above = index / 1000; above > 0; above /= 1000) {
            rest.insert(0, String.format("x%03d/", above % 1000));
        }
        return rest.toString();
    }

    /** The place of a node's first hash among all hashes of its level of tiles. */
    static long first(NodeId node) {
        return node.index() << node.level() % HEIGHT;
    }
}
