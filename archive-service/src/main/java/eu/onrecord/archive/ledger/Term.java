package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import eu.onrecord.archive.ledger.LedgerKeys.Signed;
import eu.onrecord.archive.ledger.Publication.Visible;
import eu.onrecord.tlog.Checkpoint;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * The time in which one pod keeps the ledger. Another may believe the same of itself at the same time: the batches keep the two
 * from two histories, and the topic shuts out whoever came first. Whatever fails ends the term; the next one begins with what
 * the store holds. Blocking.
 */
final class Term implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Term.class);
    /** A head is kept for ever by whoever keeps them: at most one a second. */
    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final SqlConnection database;
    private final HeadTopic topic;
    private final Integration integration;
    private final Publication publication;
    private final Thinning thinning = new Thinning();
    private final Anchors anchors;
    private final Clock clock;
    private Instant publishedAt = Instant.EPOCH;

    private Term(SqlConnection database, HeadTopic topic, Integration integration, Publication publication, Anchors anchors,
            Clock clock) {
        this.database = database;
        this.topic = topic;
        this.integration = integration;
        this.publication = publication;
        this.anchors = anchors;
        this.clock = clock;
    }

    /**
     * @param database a connection that nobody else uses meanwhile
     * @throws RefusedException if nothing may be signed
     */
    static Term begin(SqlConnection database, Store store, Map<String, Object> kafka, LedgerKeys keys, Witnesses witnesses,
            Clock clock) {
        var topic = HeadTopic.open(kafka, keys);
        try {
            var last = HeadTopic.last(kafka, keys);
            requireNoneBeyond(last, store, keys, clock.instant());
            Publication.takeOver(store, keys);
            var visible = Publication.visible(store, keys);
            var shown = visible.map(Visible::head);
            var integration = Adoption.adopt(store, database,
                    heads(last, keys, shown, Anchors.greatest(store, keys, clock.instant())));
            requireAllOfFormer(integration.edge().size(), keys);
            visible.ifPresent(it -> showAgain(topic, it, keys.counting(last, shown).toList()));
            // whoever showed it may have come no further
            visible.ifPresent(it -> HeadTable.add(database, it.head().size(), it.note(), clock.instant()).await()
                    .atMost(PATIENCE));
            var anchors = new Anchors(store, keys);
            // whoever showed the first head of a day may have come no further either
            anchors.turn(database, clock.instant());
            return new Term(database, topic, integration, new Publication(store, topic, witnesses, keys, shown), anchors,
                    clock);
        } catch (RuntimeException failed) {
            topic.close();
            throw failed;
        }
    }

    /**
     * A key is given up by how many leaves its last head had. Before the next one has signed any that has more, a head of more
     * says that somebody took that number from a ledger that had gone back; afterwards it is nobody's, as by a thief.
     */
    private static void requireNoneBeyond(List<Signed> last, Store store, LedgerKeys keys, Instant now) {
        var visible = store.read(Publication.CHECKPOINT).flatMap(keys::read).stream();
        var known = Stream.concat(last.stream(), visible).toList();
        if (known.stream().noneMatch(it -> it.goesOnFromFormer(keys))) {
            Stream.concat(known.stream(), Anchors.last(store, keys, now).stream()).filter(Signed::isBeyond).findFirst()
                    .ifPresent(it -> {
                        throw new RefusedException(Refusal.FORMER_KEY_SIGNED_MORE, "a head of " + it.head().size());
                    });
        }
    }

    /** That a former key is given up by how many leaves its last head had says that this head was shown, whoever hides it. */
    private static void requireAllOfFormer(long size, LedgerKeys keys) {
        if (size < keys.largestOfFormer()) {
            throw new RefusedException(Refusal.BEHIND_A_HEAD, "a former key's last head had " + keys.largestOfFormer()
                    + " by the settings, here are " + size);
        }
    }

    /** The topic may have been lost, or have gone back: whoever reads it sees the last head again. */
    private static void showAgain(HeadTopic topic, Visible visible, List<Signed> counting) {
        var size = visible.head().size();
        if (visible.note().toString().length() > HeadTopic.LARGEST
                || counting.stream().anyMatch(it -> it.head().size() >= size)) {
            return;
        }
        LOG.warnf("The topic of the heads does not hold the one of %d that the store shows: it goes on from there", size);
        try {
            topic.publish(visible.note());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Checkpoint> heads(List<Signed> last, LedgerKeys keys, Optional<Checkpoint> shown,
            Optional<Checkpoint> anchored) {
        return Stream.of(keys.counting(last, shown).map(Signed::head), shown.stream(), anchored.stream())
                .flatMap(heads -> heads).distinct().toList();
    }

    /** Gives places to what waits, and shows a head where there is something new. */
    void turn() throws InterruptedException {
        var now = clock.instant();
        // before they thin out, and whether there is anything new or not
        anchors.turn(database, now);
        while (integration.integrate() > 0 && clock.instant().isBefore(now.plus(BETWEEN_HEADS))) {
            // until nothing waits, or a head is due
        }
        var size = integration.edge().size();
        var isDue = Duration.between(publishedAt, now).abs().compareTo(BETWEEN_HEADS) >= 0;
        if (size > publication.size() && isDue) {
            publication.publish(integration.edge()).ifPresent(head -> {
                publishedAt = now;
                HeadTable.add(database, size, head, now).await().atMost(PATIENCE);
            });
            thinning.turn(database, now);
        }
    }

    /** How many leaves there are, and how many of them in the head that is visible. */
    long size() {
        return integration.edge().size();
    }

    long published() {
        return publication.size();
    }

    @Override
    public void close() {
        topic.close();
    }
}
