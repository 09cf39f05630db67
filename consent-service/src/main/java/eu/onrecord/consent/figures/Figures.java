package eu.onrecord.consent.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.lane.UntilShutdown;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Figures that are counted in the database from time to time; each pod tells the same. */
@ApplicationScoped
class Figures {
    /** A connection can die without a word: then this run is given up, so that there is a next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVERY = "${onrecord.figures.every:60s}";

    private final Pool pool;
    private final Clock clock;
    private final MultiGauge relationships;
    private final MultiGauge disclosures;
    private final MultiGauge messages;
    private final AtomicLong unproven = new AtomicLong();
    private final AtomicLong oldestQueuedSeconds = new AtomicLong();
    private final AtomicLong deskBacklog = new AtomicLong();
    private final AtomicLong deskOldestSeconds = new AtomicLong();
    private final AtomicLong outbox = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();

    Figures(Pool pool, Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.clock = clock;
        relationships = MultiGauge.builder("onrecord.relationships").description("by legal entity and state")
                .register(registry);
        disclosures = MultiGauge.builder("onrecord.disclosures").description("by channel, state and age").register(registry);
        messages = MultiGauge.builder("onrecord.messages.waiting").description("by channel and state").register(registry);
        gauge(registry, "onrecord.conversations.unproven",
                "conversations of the last 7 days whose customer was not shown to know that they are kept", unproven);
        gauge(registry, "onrecord.messages.oldest.queued.seconds", "how long the oldest message that is due has waited",
                oldestQueuedSeconds);
        gauge(registry, "onrecord.desk.backlog", "events that no desk has taken yet", deskBacklog);
        gauge(registry, "onrecord.desk.oldest.seconds", "how long the oldest of them has waited", deskOldestSeconds);
        gauge(registry, "onrecord.outbox", "events that are not published yet", outbox);
        gauge(registry, "onrecord.dead.letters", "records that could not be taken", deadLetters);
    }

    @UntilShutdown
    @Scheduled(every = EVERY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.query("select legal_entity, state, count(*) as count from relationship group by legal_entity, state")
                .execute()
                .invoke(rows -> fill(relationships, rows, "legal_entity", "state"))
                .chain(() -> pool.preparedQuery("""
                        select channel, state, case when created_at > $1::timestamptz - interval '10 minutes' then '10m'
                        when created_at > $1::timestamptz - interval '1 day' then '1d' else 'older' end as age,
                        count(*) as count from disclosure
                        where state in ('QUEUED', 'CLAIMED', 'UNCERTAIN', 'ACCEPTED', 'SENT', 'FAILED')
                        or created_at > $1::timestamptz - interval '1 day' group by channel, state, age""").execute(now()))
                .invoke(rows -> fill(disclosures, rows, "channel", "state", "age"))
                .chain(() -> pool.query("""
                        select channel, state, count(*) as count from outbound_message
                        where state in ('HELD', 'QUEUED', 'CLAIMED', 'UNCERTAIN') group by channel, state""").execute())
                .invoke(rows -> fill(messages, rows, "channel", "state"))
                .chain(() -> pool
                        .preparedQuery(
                                """
                                        select
                                        (select count(*) from thread t where t.last_inbound_at > $1::timestamptz - interval '7 days' and not exists (
                                        select 1 from disclosure d where d.customer_id = t.customer_id and d.channel = t.channel
                                        and d.state in ('DELIVERED', 'READ', 'WAIVED'))) as unproven,
                                        (select coalesce(extract(epoch from $1 - min(due_at)), 0)::bigint from outbound_message
                                        where state in ('QUEUED', 'HELD') and due_at <= $1) as queued,
                                        (select count(*) from desk_event where open) as backlog,
                                        (select coalesce(extract(epoch from $1 - min(created_at)), 0)::bigint from desk_event
                                        where open) as oldest,
                                        (select count(*) from outbox) as outbox, (select count(*) from dead_letter) as dead""")
                        .execute(now()))
                .invoke(rows -> fill(rows.iterator().next())).replaceWithVoid().ifNoItem().after(PATIENCE).fail();
    }

    private void fill(Row row) {
        unproven.set(row.getLong("unproven"));
        oldestQueuedSeconds.set(row.getLong("queued"));
        deskBacklog.set(row.getLong("backlog"));
        deskOldestSeconds.set(row.getLong("oldest"));
        outbox.set(row.getLong("outbox"));
        deadLetters.set(row.getLong("dead"));
    }

    private static void fill(MultiGauge gauge, RowSet<Row> rows, String... tags) {
        var filled = new ArrayList<MultiGauge.Row<?>>();
        for (var row : rows) {
            var all = Tags.empty();
            for (var tag : tags) {
                all = all.and(tag, row.getString(tag).toLowerCase(Locale.ROOT));
            }
            filled.add(MultiGauge.Row.of(all, row.getLong("count")));
        }
        gauge.register(filled, true);
    }

    private static void gauge(MeterRegistry registry, String name, String what, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::get).description(what).strongReference(true).register(registry);
    }

    private Tuple now() {
        return Tuple.of(Columns.offset(clock.instant()));
    }
}
