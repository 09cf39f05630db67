package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Subject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Makes the tree again of its leaves, and holds the stored nodes and every signed head to it. Where a leaf and its node differ
 * the heads tell which of them is right: so the tree goes on with the node, and a head that it does not lead to is told too.
 */
@ApplicationScoped
class LedgerAudit implements Audit {
    private static final Logger LOG = Logger.getLogger(LedgerAudit.class);
    private static final String NOT_OF_LEAVES = "head-not-of-these-leaves";
    private static final int PAGE = 2_048;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final Ledger ledger;
    private final PublishedHeads published;
    private final NoteSigner signer;
    private final LedgerConfig config;

    LedgerAudit(Pool pool, Ledger ledger, PublishedHeads published, NoteSigner signer, LedgerConfig config) {
        this.pool = pool;
        this.ledger = ledger;
        this.published = published;
        this.signer = signer;
        this.config = config;
    }

    @Override
    public Subject subject() {
        return Subject.LEDGER;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        var begun = Frontier.of(after);
        var from = begun.size();
        var end = rows("""
                select coalesce((select max(index) + 1 from leaf), 0) as leaves,
                coalesce((select max(size) from checkpoint), 0) as size""", Tuple.tuple()).iterator().next();
        var to = Math.min(from + PAGE, Math.max(end.getLong("leaves"), end.getLong("size")));
        var span = new Span(begun, to);
        span.look();
        var isLast = span.isCut || to < from + PAGE;
        if (isLast) {
            published().ifPresent(span.findings::add);
            span.findings.addAll(beyond());
        }
        if (isLast && end.getLong("leaves") > end.getLong("size")) {
            span.findings.add(new Finding("leaf-without-head", end.getLong("size") + "..", null));
        }
        return new Piece(to - from, span.findings, isLast ? null : span.growth.frontier().text());
    }

    /** What stands where no leaf is, of one moment, for the ledger grows: nodes, of each level the last one, and heads. */
    private List<Finding> beyond() {
        var findings = new ArrayList<Finding>();
        for (var row : rows("""
                select l.level, n.index from generate_series(0, 62) as l (level)
                cross join lateral (select index from ledger_node n where n.level = l.level order by index desc limit 1) n
                where n.index >= coalesce((select max(index) + 1 from leaf), 0) >> l.level""", Tuple.tuple())) {
            findings.add(new Finding("node-of-no-leaf", row.getInteger("level") + "/" + row.getLong("index"), null));
        }
        for (var row : rows("""
                select size, note from checkpoint where size > coalesce((select max(index) + 1 from leaf), 0)
                order by size limit 100""", Tuple.tuple())) {
            var isSigned = signer.open(row.getString("note")).filter(it -> it.size() == row.getLong("size")).isPresent();
            findings.add(new Finding(isSigned ? "head-of-more-leaves" : "head-not-signed", row.getLong("size").toString(),
                    null));
        }
        return findings;
    }

    /** A head that left the house stands in Kafka too: whoever cuts off the ledger's end cannot take it away there. */
    private Optional<Finding> published() {
        try {
            return published.areExtended().await().atMost(PATIENCE) ? Optional.empty()
                    : Optional.of(new Finding("published-head-not-of-this-ledger", "-", null));
        } catch (RuntimeException away) {
            LOG.warnf("The published heads cannot be read: %s", away.getClass().getSimpleName());
            return Optional.of(new Finding("published-head-not-read", "-", null));
        }
    }

    private Iterable<Row> rows(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters).await().atMost(PATIENCE);
    }

    /** Some leaves in a row. */
    private final class Span {
        private final long from;
        private final long to;
        private final Growth growth;
        private final List<Finding> findings = new ArrayList<>();
        private boolean isCut;

        private Span(Frontier begun, long to) {
            this.from = begun.size();
            this.to = to;
            this.growth = new Growth(begun);
        }

        private void look() {
            var heads = heads();
            var leaves = leaves();
            var kept = nodes(level0());
            for (var index = from; index < to; index++) {
                var hash = hash(index, leaves.get(index), kept.get(new NodeId(0, index)));
                if (hash == null) {
                    // nothing behind it can be told
                    isCut = true;
                    return;
                }
                growth.append(List.of(hash));
                if (heads.containsKey(index + 1)) {
                    hold(heads.get(index + 1), new Checkpoint(config.origin(), index + 1, growth.root()));
                }
            }
            hold(growth.added());
        }

        /** Null where neither the leaf nor its node is there. */
        private Hash hash(long index, Hash leaf, Hash node) {
            if (leaf == null) {
                find("leaf-missing", String.valueOf(index), index);
            } else if (!leaf.equals(node)) {
                find("leaf-changed", String.valueOf(index), index);
            }
            return node == null ? leaf : node;
        }

        private void hold(Map<NodeId, Hash> made) {
            var kept = nodes(List.copyOf(made.keySet()));
            made.forEach((id, hash) -> {
                if (id.level() > 0 && !hash.equals(kept.get(id))) {
                    find("node-changed", id.level() + "/" + id.index(), (id.index() + 1 << id.level()) - 1);
                }
            });
        }

        private void hold(Row head, Checkpoint made) {
            var isOfLeaves = new Hash(head.getBuffer("root").getBytes()).equals(made.root());
            var isSigned = signer.open(head.getString("note")).filter(made::equals).isPresent();
            // one that is not of these leaves is followed by others that are not
            var isNew = isOfLeaves || findings.stream().noneMatch(it -> it.kind().equals(NOT_OF_LEAVES));
            if ((!isOfLeaves || !isSigned) && isNew) {
                findings.add(new Finding(isOfLeaves ? "head-not-signed" : NOT_OF_LEAVES,
                        String.valueOf(made.size()), made.size()));
            }
        }

        private Map<Long, Row> heads() {
            var heads = new TreeMap<Long, Row>();
            rows("select * from checkpoint where size > $1 and size <= $2", Tuple.of(from, to))
                    .forEach(row -> heads.put(row.getLong("size"), row));
            return heads;
        }

        private Map<Long, Hash> leaves() {
            var leaves = new HashMap<Long, Hash>();
            rows("select * from leaf where index >= $1 and index < $2", Tuple.of(from, to)).forEach(
                    row -> commitment(row).ifPresent(it -> leaves.put(row.getLong("index"), Hash.ofRecord(it))));
            return leaves;
        }

        /** Of another length it is none. */
        private static Optional<byte[]> commitment(Row row) {
            return Optional.of(row.getBuffer("commitment").getBytes()).filter(it -> it.length == Hash.BYTES);
        }

        private List<NodeId> level0() {
            var nodes = new ArrayList<NodeId>();
            for (var index = from; index < to; index++) {
                nodes.add(new NodeId(0, index));
            }
            return nodes;
        }

        private Map<NodeId, Hash> nodes(List<NodeId> wanted) {
            var found = LedgerNodes.find(pool, wanted).await().atMost(PATIENCE);
            found.values().removeIf(hash -> hash.bytes().length != Hash.BYTES);
            return found;
        }

        private void find(String kind, String place, long index) {
            findings.add(new Finding(kind, place, ledger.sizeWith(index).await().atMost(PATIENCE).orElse(null)));
        }
    }
}
