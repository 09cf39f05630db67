package eu.onrecord.archive.record;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.archive.lane.Lanes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * For how many months there are partitions. The migrations make them, as the owner: an installation that is not upgraded for
 * years runs out of them.
 */
@ApplicationScoped
class Partitions {
    private static final Duration PACE = Duration.ofMinutes(1);

    private final Pool pool;
    private final Lanes lanes;
    private final Clock clock;
    private final AtomicLong ahead = new AtomicLong();

    Partitions(Pool pool, Lanes lanes, Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.lanes = lanes;
        this.clock = clock;
        Gauge.builder("onrecord.partitions.ahead", ahead, AtomicLong::get).baseUnit("months")
                .description("months to come for which records have a partition").register(registry);
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Counting partitions", PACE, this::count);
    }

    private Uni<Void> count() {
        return pool.query("""
                select max(to_date(right(c.relname, 7), 'YYYY_MM')) as last from pg_inherits i
                join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'record'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$'""").execute()
                .invoke(rows -> ahead.set(ChronoUnit.MONTHS.between(YearMonth.now(clock.withZone(ZoneOffset.UTC)),
                        YearMonth.from(rows.iterator().next().getLocalDate("last")))))
                .replaceWithVoid();
    }
}
