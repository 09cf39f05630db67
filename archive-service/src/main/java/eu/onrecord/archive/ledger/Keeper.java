package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Keeps the ledger while this pod has the lock, term after term. The lock spares two pods each other's work, no more: nothing
 * is relied on that it would have to hold for. Blocking; one thread at a time.
 */
final class Keeper {
    private static final Logger LOG = Logger.getLogger(Keeper.class);
    private static final long LOCK = 0x6c65_6467_6572L;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    /** Somebody has to mend it, and sees it by then. */
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(30);

    private final Pool pool;
    private final Store store;
    private final Map<String, Object> kafka;
    private final LedgerKeys keys;
    private final Witnesses witnesses;
    private final Clock clock;
    private SqlConnection lock;
    private int process;
    /** One whose connection answered no more; 0 if there is none. */
    private int abandoned;
    private Term term;
    /** Whether the store was seen to let one of two writers succeed. */
    private boolean isExclusive;
    private volatile boolean isKeeping;
    private Instant triedAt = Instant.EPOCH;
    private Duration pause = Duration.ZERO;
    private final HeadDue due = new HeadDue();
    private volatile Optional<Refusal> refusal = Optional.empty();

    Keeper(Pool pool, Store store, Map<String, Object> kafka, LedgerKeys keys, Witnesses witnesses, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.kafka = kafka;
        this.keys = keys;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /** Why nothing is signed by this pod; empty if it does, or if another does. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    /** How many witnesses do not answer this pod; 0 where another asks them. */
    int silentWitnesses() {
        return isKeeping ? witnesses.silent() : 0;
    }

    /** For how long this pod should have shown a head, and has not. */
    Duration overdue() {
        return due.at(clock.instant());
    }

    /** Does what there is to do, if this pod is the one that does it. */
    void turn() throws InterruptedException {
        var now = clock.instant();
        // a clock that went back makes nobody wait
        if (term == null && !now.isBefore(triedAt) && now.isBefore(triedAt.plus(pause))) {
            return;
        }
        try {
            if (term == null) {
                triedAt = now;
                pause = BETWEEN_TRIES;
                begin();
            }
            if (term != null) {
                term.turn();
                due.look(term.size(), term.published(), clock.instant());
            }
        } catch (RefusedException refused) {
            end();
            refusal = Optional.of(refused.refusal());
            pause = AFTER_A_REFUSAL;
            LOG.errorf("No head is signed, the README says the way out: %s", refused.getMessage());
        } catch (RuntimeException | Error failed) {
            // whatever it was, what this term believes may not be so
            end();
            throw failed;
        }
    }

    /** Lets another pod go on. */
    void end() {
        isKeeping = false;
        if (term != null) {
            term.close();
            term = null;
        }
        if (lock != null) {
            unlock();
            lock = null;
        }
    }

    private void begin() {
        endAbandoned();
        var connection = pool.getConnection().await().atMost(PATIENCE);
        lock = connection;
        process = 0;
        process = connection.query("select pg_backend_pid() as process").execute().await().atMost(PATIENCE).iterator().next()
                .getInteger("process");
        var isMine = connection.preparedQuery("select pg_try_advisory_lock($1) as mine").execute(Tuple.of(LOCK)).await()
                .atMost(PATIENCE).iterator().next().getBoolean("mine");
        if (!isMine) {
            lock = null;
            connection.closeAndForget();
            refusal = Optional.empty();
            due.end();
            return;
        }
        due.begin(clock.instant());
        isKeeping = true;
        Exclusive.requireNeverFailed(store);
        if (!isExclusive) {
            Exclusive.require(store);
            isExclusive = true;
        }
        term = Term.begin(connection, store, kafka, keys, witnesses, clock);
        refusal = Optional.empty();
        LOG.infof("This pod keeps the ledger, from %d leaves on", term.size());
    }

    /** A connection that went back with the lock would hold it for nobody. */
    private void unlock() {
        try {
            lock.query("select pg_advisory_unlock_all()").execute().await().atMost(PATIENCE);
        } catch (RuntimeException broken) {
            abandoned = process;
        }
        lock.closeAndForget();
    }

    /**
     * The database may have been held up, and have given the lock since to who asked for it no longer. Another database, after
     * a
     * failover, has that number for somebody else.
     */
    private void endAbandoned() {
        if (abandoned != 0) {
            pool.preparedQuery("""
                    select pg_terminate_backend(pid) from pg_locks where pid = $1 and locktype = 'advisory' and granted
                    and classid::bigint << 32 | objid::bigint = $2""").execute(Tuple.of(abandoned, LOCK)).await()
                    .atMost(PATIENCE);
            abandoned = 0;
        }
    }
}
