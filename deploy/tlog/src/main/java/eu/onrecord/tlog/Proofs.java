package eu.onrecord.tlog;

import java.util.ArrayList;
import java.util.List;

/** Which ranges make up the proofs of RFC 6962, and how a proof is checked (RFC 9162, sections 2.1.3.2 and 2.1.4.2). */
public final class Proofs {
    private Proofs() {
    }

    /** The audit path of a leaf, from the leaf up. */
    public static List<LeafRange> inclusion(long index, long size) {
        var path = new ArrayList<LeafRange>();
        inclusion(index, 0, size, path);
        return path;
    }

    /** What shows that the tree of the first size is the beginning of the tree of the second. */
    public static List<LeafRange> consistency(long from, long to) {
        var path = new ArrayList<LeafRange>();
        if (from > 0 && from < to) {
            consistency(from, 0, to, true, path);
        }
        return path;
    }

    /** Whether a leaf is in the tree that has this root. */
    public static boolean includes(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        var node = index;
        var last = size - 1;
        var hash = leaf;
        for (var sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.of(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.of(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the first tree is the beginning of the second. */
    public static boolean extendsTree(long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
        if (from == to) {
            return proof.isEmpty() && fromRoot.equals(toRoot);
        }
        if (from == 0) {
            return proof.isEmpty() && fromRoot.equals(Hash.ofNothing());
        }
        if (from > to || proof.isEmpty()) {
            return false;
        }
        var steps = new ArrayList<>(proof);
        if (Long.bitCount(from) == 1) {
            steps.add(0, fromRoot);
        }
        var node = from - 1;
        var last = to - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        var first = steps.get(0);
        var second = steps.get(0);
        for (var step : steps.subList(1, steps.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = Hash.of(step, first);
                second = Hash.of(step, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Hash.of(second, step);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first.equals(fromRoot) && second.equals(toRoot);
    }

    private static void inclusion(long index, long from, long to, List<LeafRange> path) {
        if (to - from == 1) {
            return;
        }
        var middle = from + leftSize(to - from);
        if (index < middle) {
            inclusion(index, from, middle, path);
            path.add(new LeafRange(middle, to));
        } else {
            inclusion(index, middle, to, path);
            path.add(new LeafRange(from, middle));
        }
    }

    private static void consistency(long size, long from, long to, boolean whole, List<LeafRange> path) {
        if (size == to - from) {
            if (!whole) {
                path.add(new LeafRange(from, to));
            }
            return;
        }
        var left = leftSize(to - from);
        if (size <= left) {
            consistency(size, from, from + left, whole, path);
            path.add(new LeafRange(from + left, to));
        } else {
            consistency(size - left, from + left, to, false, path);
            path.add(new LeafRange(from, from + left));
        }
    }

    /** The largest power of two below the size. */
    private static long leftSize(long size) {
        return Long.highestOneBit(size - 1);
    }
}
