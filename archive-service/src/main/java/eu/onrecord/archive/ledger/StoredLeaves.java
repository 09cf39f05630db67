package eu.onrecord.archive.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.tlog.Bundle;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Tile;

/** The leaves as the store holds them: in full bundles, and behind those in batches. Blocking. */
final class StoredLeaves {
    private final Store store;

    StoredLeaves(Store store) {
        this.store = store;
    }

    /**
     * Those from a place on, as far as one of its objects goes; empty if it holds none there. Where a bundle is full it tells:
     * a
     * pod that slept may have made a batch again that was removed because it was covered. Behind the bundles the last batch
     * that
     * begins before the place tells, and no other: one that covers their end is never removed.
     */
    Optional<Batch> from(long place) {
        return bundle(place / Tile.FULL).map(it -> new Batch(StoredTree.full(place), it)).or(() -> batch(place))
                .map(batch -> new Batch(place,
                        batch.commitments().subList((int) (place - batch.first()), batch.commitments().size())));
    }

    private Optional<Batch> batch(long place) {
        return batches().stream().filter(first -> first <= place).reduce((one, later) -> later)
                .flatMap(first -> store.read(Batch.name(first)).map(bytes -> Batch.read(first, bytes)))
                .filter(batch -> batch.end() > place);
    }

    /** The commitments of a full bundle; empty if there is none, or none that can be read. */
    Optional<List<byte[]>> bundle(long index) {
        try {
            return store.read(new Tile(0, index, Tile.FULL).entriesPath()).map(bytes -> Bundle.entries(bytes, Tile.FULL)
                    .stream().map(StoredLeaves::commitment).toList());
        } catch (Malformed damaged) {
            return Optional.empty();
        }
    }

    /** The first places of the batches that are there, in order. */
    List<Long> batches() {
        return store.names(Batch.FOLDER).stream().flatMap(name -> Batch.firstIn(name).stream()).toList();
    }

    private static byte[] commitment(byte[] entry) {
        var commitment = Arrays.copyOfRange(entry, 1, Math.max(1, entry.length));
        if (!Arrays.equals(LeafEntry.of(commitment), entry)) {
            throw new Malformed("an entry of another format");
        }
        return commitment;
    }
}
