package eu.onrecord.tlog;

/**
 * A complete node: the root of the {@code 2^level} leaves that begin at {@code index * 2^level}. It never changes again.
 *
 * @param level zero for leaves
 * @param index from the left
 */
public record NodeId(int level, long index) {
}
