package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Proofs;

/**
 * Shows heads to others: to the witnesses, then to the topic, and when all of them have it, to everybody who asks. Nothing is
 * visible before everything that has ever seen a head agrees. Blocking.
 */
final class Publication {
    static final String CHECKPOINT = "checkpoint";
    private static final int TRIES = 5;

    private final Store store;
    private final StoredTree tree;
    private final HeadTopic topic;
    private final Witnesses witnesses;
    private final LedgerKeys keys;
    private long size;

    /** @param shown the head that is visible */
    Publication(Store store, HeadTopic topic, Witnesses witnesses, LedgerKeys keys, Optional<Checkpoint> shown) {
        this.store = store;
        this.tree = new StoredTree(store);
        this.topic = topic;
        this.witnesses = witnesses;
        this.keys = keys;
        this.size = shown.map(Checkpoint::size).orElse(0L);
    }

    /**
     * A head that is visible.
     *
     * @param note as it stands there
     */
    record Visible(Note note, Checkpoint head) {
    }

    /**
     * The head that is visible.
     *
     * @throws RefusedException if what stands there is none of this ledger
     */
    static Optional<Visible> visible(Store store, LedgerKeys keys) {
        return store.read(CHECKPOINT).filter(Publication::isWritten)
                .map(bytes -> {
                    // first whether it is one of ours, or a note at all
                    var head = opened(bytes, keys);
                    return new Visible(Note.of(bytes), head);
                });
    }

    /** As above, without those who signed it. */
    static Optional<Checkpoint> shown(Store store, LedgerKeys keys) {
        return visible(store, keys).map(Visible::head);
    }

    /**
     * The visible head bears the signature of the key of now before that signs any other. A pod that has the former one alone
     * is
     * shut out of the topic for as long as it does not open it again; from then on it finds a head there that it does not know,
     * and signs nothing beside those of the next key.
     */
    static void takeOver(Store store, LedgerKeys keys) {
        var there = store.read(CHECKPOINT).filter(Publication::isWritten);
        var isOfFormer = there.flatMap(keys::read).filter(it -> !it.isOfNow() && !it.isBeyond()).isPresent();
        if (isOfFormer && !store.replace(CHECKPOINT, there,
                keys.signedAnew(Note.of(there.get())).toString().getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalStateException("somebody else shows heads");
        }
    }

    private static Checkpoint opened(byte[] bytes, LedgerKeys keys) {
        var read = keys.read(bytes)
                .orElseThrow(() -> new RefusedException(Refusal.STORE_HEAD_NOT_OURS,
                        CHECKPOINT + " is not signed with a key of ours"));
        if (read.isBeyond()) {
            throw new RefusedException(Refusal.FORMER_KEY_SIGNED_MORE, "the visible head has " + read.head().size());
        }
        return read.head();
    }

    /** A file whose bytes a power cut took is as good as none. */
    private static boolean isWritten(byte[] bytes) {
        for (var each : bytes) {
            if (each != 0) {
                return true;
            }
        }
        return false;
    }

    /** The size of the head that is visible. */
    long size() {
        return size;
    }

    /**
     * Shows the head of the tree as it is.
     *
     * @return the head; empty if too few witnesses answered, and nobody else is shown it
     */
    Optional<Note> publish(Edge edge) throws InterruptedException {
        tree.add(edge.partial());
        var head = witnesses.show(keys.sign(edge.size(), edge.root()), edge.size(), from -> consistency(from, edge));
        if (!witnesses.suffice(head)) {
            return Optional.empty();
        }
        topic.publish(head);
        show(head, edge.size());
        removeWhatIsCovered(edge.size());
        size = edge.size();
        return Optional.of(head);
    }

    private List<Hash> consistency(long from, Edge edge) {
        return tree.hashes(Proofs.consistency(from, edge.size()), edge.size(), edge.partialTiles());
    }

    /**
     * One who was shut out meanwhile may still come here, with a smaller head of the same tree: the greater one stays, and so
     * does what it does not know.
     */
    private void show(Note head, long headSize) {
        for (var tries = 0; tries < TRIES; tries++) {
            var there = store.read(CHECKPOINT);
            var isGreater = there.filter(Publication::isWritten).map(bytes -> opened(bytes, keys))
                    .filter(it -> it.size() >= headSize).isPresent();
            if (isGreater || store.replace(CHECKPOINT, there, head.toString().getBytes(StandardCharsets.UTF_8))) {
                return;
            }
        }
        throw new IllegalStateException("somebody else shows heads");
    }

    private void removeWhatIsCovered(long headSize) {
        tree.removePartial(size);
        var firsts = new StoredLeaves(store).batches();
        for (var i = 0; i + 1 < firsts.size() && firsts.get(i + 1) <= StoredTree.full(headSize); i++) {
            store.delete(Batch.name(firsts.get(i)));
        }
    }
}
