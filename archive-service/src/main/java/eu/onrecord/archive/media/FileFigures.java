package eu.onrecord.archive.media;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.archive.lane.Lanes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What is not here yet, and how long it waits: seen from outside. */
@ApplicationScoped
class FileFigures {
    private static final Duration PACE = Duration.ofSeconds(30);
    private static final int MOST_COUNTED = 1_000;

    private final Pool pool;
    private final Lanes lanes;
    private final Clock clock;
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();

    FileFigures(Pool pool, Lanes lanes, Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.lanes = lanes;
        this.clock = clock;
        Gauge.builder("onrecord.files.parked", parked, AtomicLong::get)
                .description("files that wait for somebody of ours to mend what keeps them away; 1000 are many")
                .register(registry);
        Gauge.builder("onrecord.files.oldest.wanted.seconds", oldest, AtomicLong::get)
                .description("for how long the file has been on its way that has been for the longest time").register(registry);
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Counting files that are not here yet", PACE, this::count);
    }

    private Uni<Void> count() {
        return pool.preparedQuery("""
                select count(*) as count from (select 1 from media where state = 'PARKED'
                union all select 1 from media where state = 'HELD' limit $1) m""")
                .execute(Tuple.of(MOST_COUNTED)).invoke(rows -> parked.set(rows.iterator().next().getLong("count")))
                .chain(() -> pool.query("select wanted_at from media where state = 'WANTED' order by wanted_at limit 1")
                        .execute())
                .invoke(rows -> {
                    oldest.set(0);
                    rows.forEach(row -> oldest.set(
                            Duration.between(row.get(OffsetDateTime.class, "wanted_at").toInstant(), clock.instant())
                                    .toSeconds()));
                }).replaceWithVoid();
    }
}
