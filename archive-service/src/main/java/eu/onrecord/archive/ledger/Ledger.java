package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the ledger can show: its signed head, and the proofs against it. */
@ApplicationScoped
public class Ledger {
    private final Pool pool;

    Ledger(Pool pool) {
        this.pool = pool;
    }

    /** A signed head. */
    public record Head(long size, Hash root, String note) {
    }

    /** The audit path of a leaf in a tree of a size. */
    public record Inclusion(Hash leaf, long index, long size, List<Hash> path) {
    }

    /** The newest signed head; empty before the first. */
    public Uni<Optional<Head>> head() {
        return head("select size, root, note from checkpoint order by size desc limit 1", Tuple.tuple());
    }

    /** The size of the first signed head that a leaf is in; empty before there is one. */
    public Uni<Optional<Long>> sizeWith(long index) {
        return head("select size, root, note from checkpoint where size > $1 order by size limit 1", Tuple.of(index))
                .map(head -> head.map(Head::size));
    }

    /** That a record with this commitment is in the tree of this head; empty if it is not. */
    public Uni<Optional<Inclusion>> inclusion(byte[] commitment, Head head) {
        return pool.preparedQuery("select index from leaf where commitment = $1 and index < $2")
                .execute(Tuple.of(Buffer.buffer(commitment), head.size()))
                .chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().item(Optional.<Inclusion> empty())
                        : inclusion(rows.iterator().next().getLong("index"), head).map(Optional::of));
    }

    /** That the tree of one size is the beginning of the tree of another. Both sizes were reached. */
    public Uni<List<Hash>> consistency(long from, long to) {
        return hashes(Proofs.consistency(from, to));
    }

    /** The hash of the tree when it had this size. The size was reached. */
    Uni<Hash> root(long size) {
        return hashes(List.of(new LeafRange(0, size))).map(hashes -> hashes.get(0));
    }

    private Uni<Inclusion> inclusion(long index, Head head) {
        var leafFirst = Stream.concat(Stream.of(new LeafRange(index, index + 1)),
                Proofs.inclusion(index, head.size()).stream()).toList();
        return hashes(leafFirst)
                .map(hashes -> new Inclusion(hashes.get(0), index, head.size(), hashes.subList(1, hashes.size())));
    }

    private Uni<List<Hash>> hashes(List<LeafRange> ranges) {
        var nodes = ranges.stream().flatMap(range -> range.nodes().stream()).distinct().toList();
        return LedgerNodes.find(pool, nodes).map(known -> ranges.stream().map(range -> range.hash(known)).toList());
    }

    private Uni<Optional<Head>> head(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters).map(rows -> {
            for (var row : rows) {
                return Optional.of(new Head(row.getLong("size"), new Hash(row.getBuffer("root").getBytes()),
                        row.getString("note")));
            }
            return Optional.empty();
        });
    }
}
