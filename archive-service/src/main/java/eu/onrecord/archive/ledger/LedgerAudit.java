package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import eu.onrecord.archive.ledger.LedgerKeys.Signed;
import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Subject;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.Proofs;
import eu.onrecord.tlog.Tile;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Makes the tree again, and holds what the store keeps and every head to it. */
@ApplicationScoped
class LedgerAudit implements Audit {
    private static final Logger LOG = Logger.getLogger(LedgerAudit.class);
    /** As many as a tile of the second level holds. */
    private static final int PAGE = Tile.FULL * Tile.FULL;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** After this, whoever gives places has shown a head too. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private static final int LOOKS = 20;
    /** Five seconds in all: a pod that shows a head tells of it sooner. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Pool pool;
    private final Store store;
    private final LedgerKeys keys;
    private final Policy policy;
    private final Map<String, Object> kafka;
    private final Witnesses witnesses;
    private final Clock clock;
    private final Duration betweenLooks;

    @Inject
    LedgerAudit(Pool pool, Store store, LedgerKeys keys, Policy policy,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        this(pool, store, keys, policy, kafka, clock, BETWEEN_LOOKS);
    }

    /** @param betweenLooks how long is waited between two looks at what may be about to agree */
    LedgerAudit(Pool pool, Store store, LedgerKeys keys, Policy policy, Map<String, Object> kafka, Clock clock,
            Duration betweenLooks) {
        this.betweenLooks = betweenLooks;
        this.pool = pool;
        this.store = store;
        this.keys = keys;
        this.policy = policy;
        this.kafka = kafka;
        this.witnesses = Witnesses.of(policy, keys, clock);
        this.clock = clock;
    }

    @Override
    public Subject subject() {
        return Subject.LEDGER;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        var edge = after == null ? new Edge() : Edge.of(after);
        var from = edge.size();
        var end = rows("""
                select coalesce((select max(index) + 1 from leaf), 0) as leaves,
                coalesce((select max(size) from checkpoint), 0) as size""", Tuple.tuple()).iterator().next();
        var leaves = end.getLong("leaves");
        var shown = shown();
        var to = Math.min(from + PAGE, Math.max(leaves, Math.max(end.getLong("size"), shown)));
        var span = new LedgerSpan(this::rows, new LeavesAhead(pool, from, to), store, keys, edge, clock.instant());
        var isCut = !span.look(to, shown);
        var isLast = isCut || to < from + PAGE;
        var findings = span.findings();
        if (isLast) {
            findings.addAll(beyond());
            findings.addAll(shown(edge));
            findings.addAll(visible());
            findings.addAll(anchored(edge));
            findings.addAll(witnessed(edge));
            if (!isCut) {
                findings.addAll(batches(edge));
            }
            if (!isSettling() && leaves > end.getLong("size")) {
                findings.add(new Finding("leaf-without-head", end.getLong("size") + "..", null));
            }
        }
        return new Piece(to - from, findings, isLast ? null : edge.text());
    }

    /**
     * A pod adds the head to the table when it is visible: so for a moment the table may lack it, and never the other way
     * round.
     */
    private List<Finding> visible() {
        var findings = new ArrayList<Finding>();
        for (var looks = 0; looks < LOOKS; looks++) {
            findings.clear();
            var shown = shown();
            var last = rows("select coalesce(max(size), 0) as size from checkpoint", Tuple.tuple()).iterator().next()
                    .getLong("size");
            if (shown < last) {
                findings.add(new Finding("visible-head-behind", String.valueOf(shown), null));
            } else if (last < shown) {
                findings.add(new Finding("head-missing", String.valueOf(shown), null));
            } else {
                break;
            }
            settle();
        }
        return findings;
    }

    private void settle() {
        try {
            Thread.sleep(betweenLooks.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Batches that are of other leaves, or of none. One that was made just now is about to get its places. */
    private List<Finding> batches(Edge edge) {
        var findings = new ArrayList<Finding>();
        var stored = new StoredLeaves(store);
        for (var first : stored.batches()) {
            try {
                var batch = store.read(Batch.name(first)).map(bytes -> Batch.read(first, bytes));
                batch.filter(it -> !isOfLeaves(it, edge, stored))
                        .ifPresent(it -> findings.add(new Finding("batch-not-of-these-leaves", String.valueOf(first), null)));
            } catch (RefusedException unreadable) {
                findings.add(new Finding("batch-unreadable", String.valueOf(first), null));
            }
        }
        return findings;
    }

    private boolean isOfLeaves(Batch batch, Edge edge, StoredLeaves stored) {
        if (batch.first() >= edge.size()) {
            return batch.first() <= LeafTable.size(pool).await().atMost(PATIENCE);
        }
        for (var at = batch.first(); at < Math.min(batch.end(), edge.size());) {
            var leaves = at < StoredTree.full(edge.size()) ? stored.bundle(at / Tile.FULL)
                    : Optional.of(edge.commitments());
            var from = (int) (at % Tile.FULL);
            for (var i = from; leaves.isPresent() && i < leaves.get().size() && at < batch.end(); i++, at++) {
                if (!Arrays.equals(leaves.get().get(i), batch.commitments().get((int) (at - batch.first())))) {
                    return false;
                }
            }
            if (leaves.isEmpty()) {
                at = StoredTree.full(at) + Tile.FULL;
            }
        }
        return batch.end() <= edge.size();
    }

    private boolean isSettling() {
        var now = clock.instant();
        for (var row : rows("""
                select published_at > $1 and published_at <= $2 as settling from checkpoint order by size desc limit 1""",
                Tuple.of(now.minus(SETTLING).atOffset(ZoneOffset.UTC), now.plus(SETTLING).atOffset(ZoneOffset.UTC)))) {
            return row.getBoolean("settling");
        }
        return false;
    }

    /** Heads of what is not there, of one moment, for the ledger grows; and leaves where none can be. */
    private List<Finding> beyond() {
        var findings = new ArrayList<Finding>();
        for (var row : rows("""
                select size, note from checkpoint where size < 1 or size > coalesce((select max(index) + 1 from leaf), 0)
                order by size limit 100""", Tuple.tuple())) {
            var isSigned = keys.open(row.getString("note").getBytes(StandardCharsets.UTF_8))
                    .filter(it -> it.size() == row.getLong("size")).isPresent();
            findings.add(new Finding(isSigned ? "head-of-more-leaves" : "head-not-signed", row.getLong("size").toString(),
                    null));
        }
        for (var row : rows("select index from leaf where index < 0 order by index limit 100", Tuple.tuple())) {
            findings.add(new Finding("leaf-of-no-place", row.getLong("index").toString(), null));
        }
        return findings;
    }

    private long shown() {
        return store.read(Publication.CHECKPOINT).flatMap(keys::open).map(Checkpoint::size).orElse(0L);
    }

    /** The heads that left the house: whoever cuts off the ledger's end cannot take it away there. */
    private List<Finding> shown(Edge edge) {
        var findings = new ArrayList<Finding>();
        try {
            var visible = store.read(Publication.CHECKPOINT).flatMap(keys::open);
            var looked = HeadTopic.look(kafka, keys);
            if (looked.hasOthers()) {
                // with the key that signs now put back to the one before, its heads are nobody's
                findings.add(new Finding("published-head-of-another-key", "-", null));
            }
            var published = looked.heads();
            var counting = keys.counting(published, visible).toList();
            counting.stream().filter(it -> !isOf(edge, it.head())).findFirst()
                    .ifPresent(it -> findings.add(new Finding("published-head-not-of-this-ledger", "-", null)));
            // a head comes into the topic before anybody is shown it
            if (counting.stream().mapToLong(it -> it.head().size()).max().orElse(0) < visible.map(Checkpoint::size)
                    .orElse(0L)) {
                findings.add(new Finding("published-heads-gone", "-", null));
            }
            if (!keys.isGoneOn(published, visible)) {
                published.stream().filter(Signed::isBeyond).findFirst().ifPresent(
                        it -> findings.add(new Finding("former-key-signed-more", String.valueOf(it.head().size()), null)));
            }
        } catch (RuntimeException away) {
            LOG.warnf("The published heads cannot be read: %s", away.getClass().getSimpleName());
            findings.add(new Finding("published-head-not-read", "-", null));
        }
        try {
            Publication.visible(store, keys).ifPresent(visible -> {
                if (!isOf(edge, visible.head())) {
                    findings.add(new Finding("visible-head-not-of-this-ledger", "-", null));
                }
                if (!isWitnessed(visible.note())) {
                    findings.add(new Finding("visible-head-not-witnessed", "-", null));
                }
            });
        } catch (RefusedException notOurs) {
            findings.add(new Finding("visible-head-not-signed", "-", null));
        }
        return findings;
    }

    private List<Finding> anchored(Edge edge) {
        var findings = new ArrayList<Finding>();
        var anchored = Anchors.days(store);
        for (var day : anchored) {
            var head = Anchors.of(store, keys, day);
            if (head.isEmpty()) {
                findings.add(new Finding("anchored-head-not-signed", day, null));
            } else if (!isOf(edge, head.get())) {
                findings.add(new Finding("anchored-head-not-of-this-ledger", day, null));
            } else if (head.get().size() < Anchors.largest(pool, keys, LocalDate.parse(day))) {
                // whoever takes a day's name beforehand keeps its last head from being kept
                findings.add(new Finding("anchored-head-not-the-last", day, null));
            }
        }
        Anchors.due(pool).stream().map(LocalDate::toString).filter(day -> !anchored.contains(day))
                .forEach(day -> findings.add(new Finding("anchor-missing", day, null)));
        return findings;
    }

    /** What those saw who keep it elsewhere. */
    private List<Finding> witnessed(Edge edge) {
        var refusing = refusing(edge);
        var findings = new ArrayList<>(refusing.entrySet().stream()
                .map(it -> new Finding(it.getValue() == Refusal.BEHIND_A_HEAD ? "witness-saw-more" : "witness-saw-another-tree",
                        it.getKey(), null))
                .toList());
        if (!witnesses.couldSuffice(refusing.keySet())) {
            // whoever silences them would have what they saw not looked at
            findings.add(new Finding("witnesses-not-asked", "-", null));
        }
        return findings;
    }

    private Map<String, Refusal> refusing(Edge edge) {
        for (var row : rows("select size, note from checkpoint where size <= $1 order by size desc limit 1",
                Tuple.of(edge.size()))) {
            var note = row.getString("note").getBytes(StandardCharsets.UTF_8);
            if (keys.open(note).filter(head -> head.size() == row.getLong("size") && isOf(edge, head)).isPresent()) {
                return witnesses.refusing(Note.of(note), row.getLong("size"),
                        from -> consistency(from, row.getLong("size"), edge), this::isVisible);
            }
        }
        // where nothing is left here, they may have seen something
        return witnesses.refusing(keys.sign(0, Hash.ofNothing()), 0, from -> List.of(), this::isVisible);
    }

    private List<Hash> consistency(long from, long size, Edge edge) {
        return new StoredTree(store).hashes(Proofs.consistency(from, size), edge.size(), edge.partialTiles());
    }

    /** Witnesses see a head a moment before everybody does. */
    private boolean isVisible(long size) {
        for (var looks = 0; looks < LOOKS && shown() < size; looks++) {
            settle();
        }
        return shown() >= size;
    }

    private boolean isWitnessed(Note head) {
        try {
            return policy.quorum().isMetBy(policy.seenBy(head));
        } catch (Malformed untrue) {
            return false;
        }
    }

    /** A head may be newer than the leaves that were looked at: that it goes on from them the next run says. */
    private boolean isOf(Edge edge, Checkpoint head) {
        var leaves = LeafTable.size(pool).await().atMost(PATIENCE);
        if (head.size() > edge.size()) {
            return head.size() <= leaves;
        }
        try {
            return new StoredTree(store).hashes(List.of(new LeafRange(0, head.size())), edge.size(), edge.partialTiles())
                    .get(0).equals(head.root());
        } catch (TileMissingException lost) {
            return false;
        }
    }

    private Iterable<Row> rows(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters).await().atMost(PATIENCE);
    }
}
