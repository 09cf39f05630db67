package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

import eu.onrecord.ingest.publish.ProducerState.Fault;

/**
 * Keeps a producer that can send: one that only fails is replaced, ever more rarely. That loses nothing, because whoever waited
 * for
 * the old one is told that it failed, and the ids of events are the same when they come again.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LATELY = Duration.ofMinutes(1);
    /** A turn takes milliseconds; to make and to close a producer takes seconds at most. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(60);
    /** With the pauses between them, these take more than a minute. */
    private static final int HOPELESS_REPLACEMENTS = 9;

    private final Map<String, Object> settings;
    private final Duration patience;
    private final LongSupplier ticker;
    private final Cluster cluster;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(turn -> daemon(turn, "producer"));
    private volatile LiveProducer current;
    private volatile long lastTurn;
    private volatile int replacements;
    private volatile int made;
    private volatile boolean hopeless;
    /** The one before only failed: until Kafka acknowledges something, nothing speaks for this one. */
    private volatile boolean doubtful;
    private long lastMade;
    private long lastAsked;
    /** Whether somebody else was told, when this one was made, that Kafka could take something. */
    private boolean tookWhenMade;
    /** Since when others are told that what refuses could take something; 0 where it could not. */
    private long tookAt;
    /** Of which it was asked whether it may write. */
    private volatile LiveProducer askedOf;
    private long askedAt;
    private volatile boolean forbidden;

    /**
     * Makes the first one, if it can.
     *
     * @param patience how long Kafka may take to acknowledge
     * @param ticker nanoseconds that only grow
     * @param cluster what it tells somebody else; asked only when the producer is new, hears nothing or fails, and when
     *        replacing does not help
     */
    Supervisor(Map<String, Object> settings, Duration patience, LongSupplier ticker,
            Cluster cluster) {
        this.settings = settings;
        this.patience = patience;
        this.ticker = ticker;
        this.cluster = cluster;
        lastTurn = ticker.getAsLong();
        lastMade = lastTurn;
        lastAsked = lastTurn;
        make().ifPresent(made -> current = made);
        turns.scheduleWithFixedDelay(this::turn, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable turn, String name) {
        var thread = new Thread(turn, name + "-supervisor");
        thread.setDaemon(true);
        return thread;
    }

    /** Empty while none can be made. */
    Optional<LiveProducer> current() {
        return Optional.ofNullable(current);
    }

    /** What is the matter, in words; empty if what is sent now can be expected to be acknowledged. */
    Optional<String> trouble() {
        var producer = current;
        if (producer == null) {
            return Optional.of("there is no producer: its settings cannot be used");
        }
        var state = producer.state();
        if (forbidden) {
            return Optional.of("it may not write to the chat's topic");
        }
        if (state.isReady(patience) && producer != askedOf && !state.everAcknowledged()) {
            return Optional.of("whether it may write was not asked yet");
        }
        if (state.isReady(patience)) {
            return doubtful && !state.everAcknowledged()
                    ? Optional.of("nothing was acknowledged since the producer was replaced")
                    : Optional.empty();
        }
        return Optional.of(state.fault(patience).map(Fault::words).orElse(
                !state.knowsChat() ? "Kafka has not told who leads the chat's topic"
                        : state.mayBeDeaf() ? "Kafka does not answer" : "nothing that was sent lately was acknowledged"));
    }

    /** How many of the chat's partitions refused lately, and took nothing since. */
    int refusingLately() {
        var producer = current;
        return producer == null ? 0 : producer.refusing(LATELY).size();
    }

    /** Whether it goes on, and there is hope that it helps. A cluster that is away is never a reason to start again. */
    boolean isLive() {
        return ticker.getAsLong() - lastTurn < LONGEST_TURN.toNanos() && !hopeless;
    }

    /** How often one was replaced since Kafka last acknowledged something. */
    int replacements() {
        return replacements;
    }

    /** How many were made in all. */
    int made() {
        return made;
    }

    private void turn() {
        try {
            look();
        } catch (RuntimeException unexpected) {
            LOG.errorf("The producer could not be looked at: %s", unexpected.getClass().getName());
        } finally {
            lastTurn = ticker.getAsLong();
        }
    }

    private void look() {
        var producer = current;
        var state = producer == null ? null : producer.state();
        if (state != null && state.knowsChat()) {
            askWhetherItMayWrite(producer, state);
        }
        var fault = state == null ? Optional.<Fault> empty() : fault(producer, state);
        if (state != null && fault.isEmpty()) {
            if (state.everAcknowledged() || ticker.getAsLong() - lastMade > LONGEST_PAUSE.toNanos() && isDoubtOver()) {
                replacements = 0;
                hopeless = false;
                doubtful = false;
            }
            return;
        }
        if (ticker.getAsLong() - lastMade < pause().toNanos()) {
            return;
        }
        doubtful = fault.filter(Fault.ONLY_FAILS::equals).isPresent();
        var takes = replacements + 1 >= HOPELESS_REPLACEMENTS && (producer == null || !producer.isRefused())
                && cluster.state(Set.of()) == ClusterState.TAKES;
        // one that was made when others were let in already, and had its time
        hopeless = replacements >= HOPELESS_REPLACEMENTS && takes && tookWhenMade;
        tookWhenMade = takes;
        tookAt = 0;
        lastMade = ticker.getAsLong();
        replacements++;
        make().ifPresent(made -> {
            current = made;
            LOG.warnf("The producer was replaced, for the %d. time in a row: %s", replacements,
                    fault.map(Fault::words).orElse("there is none"));
            if (producer != null) {
                retire(producer);
            }
        });
    }

    /** Kafka tells who leads a topic to whoever may not write to it, too: a new pod would take the place of one that may. */
    private void askWhetherItMayWrite(LiveProducer producer, ProducerState state) {
        var isNew = producer != askedOf && !state.everAcknowledged();
        if (isNew || (forbidden || producer.isRefused()) && ticker.getAsLong() - askedAt >= AGAIN.toNanos()) {
            forbidden = cluster.state(Set.of()) == ClusterState.FORBIDDEN;
            askedOf = producer;
            askedAt = ticker.getAsLong();
        }
    }

    /**
     * A network thread that died sends nothing and hears nothing, as where the cluster is away; and whose every send expires
     * looks like partitions that take nothing: others are asked then.
     */
    private Optional<Fault> fault(LiveProducer producer, ProducerState state) {
        var own = state.fault(patience);
        var refusing = producer.refusing(LATELY);
        if (refusing.isEmpty()) {
            tookAt = 0;
        }
        var isDue = ticker.getAsLong() - lastAsked >= LONGEST_PAUSE.toNanos();
        if (own.isPresent() || !isDue || !state.mayBeDeaf() && refusing.isEmpty()) {
            return own;
        }
        lastAsked = ticker.getAsLong();
        if (state.mayBeDeaf()) {
            return cluster.state(Set.of()) == ClusterState.AWAY ? Optional.empty() : Optional.of(Fault.DEAF);
        }
        return failsAlone(producer, refusing) ? Optional.of(Fault.ONLY_FAILS) : Optional.empty();
    }

    /**
     * Whether those partitions refuse it though they could take something when it began to send: whatever others acknowledge
     * meanwhile, as where one broker has another certificate by now than whom it trusts.
     */
    private boolean failsAlone(LiveProducer producer, Set<Integer> refusing) {
        var takes = cluster.state(refusing) == ClusterState.TAKES;
        var alone = takes && tookAt != 0
                && !producer.refusing(Duration.ofNanos(ticker.getAsLong() - tookAt).minus(patience)).isEmpty();
        if (!takes || tookAt == 0) {
            tookAt = takes ? ticker.getAsLong() : 0;
        }
        return alone;
    }

    /** That nobody sent anything for a while says nothing: then the cluster is asked, once in a while. */
    private boolean isDoubtOver() {
        if (doubtful && !cluster.state(Set.of()).answers()) {
            lastMade = ticker.getAsLong();
            return false;
        }
        return true;
    }

    private Duration pause() {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(replacements, 5));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Without Kafka's own words: they may hold a setting's value. */
    private Optional<LiveProducer> make() {
        try {
            var producer = new LiveProducer(settings, ticker);
            made++;
            return Optional.of(producer);
        } catch (KafkaException unusable) {
            var cause = unusable.getCause() == null ? unusable : unusable.getCause();
            LOG.errorf("No producer can be made of the settings kafka.*: %s", cause.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** What it has on its way may still be acknowledged, while its successor sends. */
    private void retire(LiveProducer old) {
        daemon(() -> old.close(patience), "retired").start();
    }

    @Override
    public void close() {
        turns.shutdownNow();
        var producer = current;
        if (producer != null) {
            producer.close(patience);
        }
    }
}
