package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.archive.record.KeysMissing;
import eu.onrecord.archive.record.RecordId;
import eu.onrecord.archive.seal.KeyStore;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Watches whether the keys' database went back. Then each record that was made since is asked for its key; one whose key nobody
 * destroyed and nobody has stands in a lost report, and is recorded anew while its topic has it.
 */
@ApplicationScoped
class LostKeys {
    private static final Logger LOG = Logger.getLogger(LostKeys.class);
    /** No topic is kept for longer; what is older is found by {@code verify}. */
    private static final Duration LONGEST_AGO = Duration.ofDays(30);
    private static final Duration SLICE = Duration.ofHours(1);
    /** What was under way when it was noticed is committed by then. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);

    private final Pool pool;
    private final KeyClock keyClock;
    private final KeyStore keys;
    private final LostReports reports;
    private final Withdrawals withdrawals;
    private final Anew anew;
    private final Lanes lanes;
    private final LossConfig config;
    private final Clock clock;
    private volatile Instant noticed;

    LostKeys(Pool pool, KeyClock keyClock, KeyStore keys, LostReports reports, Withdrawals withdrawals, Anew anew, Lanes lanes,
            LossConfig config,
            Clock clock) {
        this.pool = pool;
        this.keyClock = keyClock;
        this.keys = keys;
        this.reports = reports;
        this.withdrawals = withdrawals;
        this.anew = anew;
        this.lanes = lanes;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Watching over keys", config.pace(), this::look);
        lanes.start("Judging what may have lost its key", config.pace(), reports::judge);
        lanes.start("Looking for keys that came back", config.pace(), withdrawals::look);
        lanes.start("Recording anew what lost its key", config.pace(), anew::record);
    }

    private Uni<Void> look() {
        return keyClock.look().chain(look -> keys.lostLately().chain(lately -> {
            var since = look.goneSince().or(() -> lately);
            since.ifPresent(it -> {
                noticed = clock.instant();
                LOG.errorf("The database of keys is of before what it said last: what was recorded since %s is looked at", it);
            });
            return since.or(this::underWay).map(this::suspect).orElse(Uni.createFrom().voidItem())
                    .chain(() -> keyClock.tick(look, since.orElse(null)))
                    .invoke(() -> since.ifPresent(dealtWith -> keys.forgetLost()));
        }));
    }

    /** Whoever reads may be the first to meet it: a key can be gone without the database having gone back. */
    void met(@ObservesAsync KeysMissing missing) {
        pool.preparedQuery("""
                insert into suspect (record_id, occurred_at, due_at) select *, $3 from unnest($1::uuid[], $2::timestamptz[])
                on conflict do nothing""")
                .execute(Columns.of(missing.records()).uuid(id -> id).time(RecordId::timeOf).all(clock.instant()).tuple())
                .subscribe().with(noted -> {
                }, failure -> LOG.warnf("Records whose keys are missing are looked at when they are met again: %s",
                        failure.getClass().getSimpleName()));
    }

    /** For a while after it was noticed: what was sealed before that, and recorded after it. */
    private Optional<Instant> underWay() {
        var at = noticed;
        return Optional.ofNullable(at).filter(it -> clock.instant().isBefore(it.plus(UNDER_WAY)))
                .map(it -> it.minus(UNDER_WAY));
    }

    /** Before the clock goes on: if this fails, it is done again. An hour at a time, so that no statement takes long. */
    private Uni<Void> suspect(Instant since) {
        var now = clock.instant().plus(SLICE);
        var first = since.isBefore(now.minus(LONGEST_AGO)) ? now.minus(LONGEST_AGO) : since;
        var slices = Stream.iterate(first, from -> from.isBefore(now), from -> from.plus(SLICE)).toList();
        return Multi.createFrom().iterable(slices).onItem().transformToUniAndConcatenate(from -> pool.preparedQuery("""
                insert into suspect (record_id, occurred_at, due_at) select id, occurred_at, $3 from record
                where recorded_at >= $1 and recorded_at < $2 on conflict do nothing""")
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), from.plus(SLICE).atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC))))
                .collect().asList().replaceWithVoid();
    }
}
