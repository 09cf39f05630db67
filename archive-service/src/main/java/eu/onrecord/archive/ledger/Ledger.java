package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Proofs;
import eu.onrecord.tlog.TlogProof;
import eu.onrecord.tlog.VerifierKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the ledger can show: its visible head, and the proofs against it. */
@ApplicationScoped
public class Ledger {
    private final Pool pool;
    private final Store store;
    private final StoredTree tree;
    private final LedgerKeys keys;
    private final String policy;
    private final Vertx vertx;

    Ledger(Pool pool, Store store, LedgerKeys keys, LedgerConfig config, Vertx vertx) {
        this.pool = pool;
        this.store = store;
        this.tree = new StoredTree(store);
        this.keys = keys;
        this.policy = PublishedPolicy.of(keys.verifier(), keys.former(), new String(LedgerWiring.configured(config),
                StandardCharsets.UTF_8));
        this.vertx = vertx;
    }

    /** A signed head that everybody may see. */
    public record Head(long size, Hash root, Note note) {
    }

    /** By which others know this ledger's heads. */
    public VerifierKey verifier() {
        return keys.verifier();
    }

    /** The policy for whoever verifies a proof. */
    public String policy() {
        return policy;
    }

    /** The head that is visible; empty before the first. */
    public Uni<Optional<Head>> head() {
        return vertx.executeBlocking(() -> store.read(Publication.CHECKPOINT).flatMap(bytes -> keys.open(bytes)
                .map(head -> new Head(head.size(), head.root(), Note.of(bytes)))), false);
    }

    /** The size of the first signed head that a leaf is in; empty before there is one. */
    public Uni<Optional<Long>> sizeWith(long index) {
        return HeadTable.sizeWith(pool, index);
    }

    /** That a record with this commitment is in the tree of this head; empty if it is not. */
    public Uni<Optional<TlogProof>> inclusion(byte[] commitment, Head head) {
        return pool.preparedQuery("select index from leaf where commitment = $1 and index < $2")
                .execute(Tuple.of(Buffer.buffer(commitment), head.size()))
                .chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().item(Optional.<TlogProof> empty())
                        : inclusion(rows.iterator().next().getLong("index"), head).map(Optional::of));
    }

    /** That the tree of one size is the beginning of the tree of another, both of them within the head's. */
    public Uni<List<Hash>> consistency(long from, long to, Head head) {
        return hashes(Proofs.consistency(from, to), head);
    }

    /** The places that this database calls lost, and that are not: their record is here, or the store has no report of it. */
    public Uni<List<Long>> lostUntruly() {
        return vertx.executeBlocking(() -> LostLeaves.reported(store), false)
                .chain(reported -> LeafTable.lost(pool).map(lost -> lost.entrySet().stream()
                        .filter(it -> it.getValue() || !reported.contains(it.getKey())).map(Map.Entry::getKey).toList()));
    }

    private Uni<TlogProof> inclusion(long index, Head head) {
        return hashes(Proofs.inclusion(index, head.size()), head).map(path -> new TlogProof(index, path, head.note()));
    }

    private Uni<List<Hash>> hashes(List<LeafRange> ranges, Head head) {
        return vertx.executeBlocking(() -> tree.hashes(ranges, head.size()), false);
    }
}
