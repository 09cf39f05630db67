package eu.onrecord.archive.loss;

import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.lane.Lanes;
import io.quarkus.runtime.StartupEvent;
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

    private final Pool pool;
    private final KeyClock keyClock;
    private final LostReports reports;
    private final Anew anew;
    private final Lanes lanes;
    private final LossConfig config;

    LostKeys(Pool pool, KeyClock keyClock, LostReports reports, Anew anew, Lanes lanes, LossConfig config) {
        this.pool = pool;
        this.keyClock = keyClock;
        this.reports = reports;
        this.anew = anew;
        this.lanes = lanes;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Watching over keys", config.pace(), this::look);
    }

    private Uni<Void> look() {
        return keyClock.goneSince()
                .chain(since -> since.isEmpty() ? Uni.createFrom().voidItem() : suspect(since.get()))
                .chain(keyClock::tick).chain(reports::judge).chain(anew::record);
    }

    /** Before the clock goes on: if this fails, it is seen again. */
    private Uni<Void> suspect(Instant since) {
        LOG.errorf("The database of keys is of before what it said last: what was recorded since %s is looked at", since);
        return pool.preparedQuery("""
                insert into suspect (record_id, occurred_at) select id, occurred_at from record where recorded_at >= $1
                on conflict do nothing""").execute(Tuple.of(since.atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }
}
