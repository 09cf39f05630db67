package eu.onrecord.consent.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.lane.Lanes;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Delivers to the desks: per customer one after the other, retried with growing pauses for three days. Signed by the Standard
 * Webhooks convention.
 */
@ApplicationScoped
class DeskDeliveries {
    private static final int AT_ONCE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Above the patience: then whoever took it is gone. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    /** What was told stays for a desk that was away; its words no longer than Kafka keeps them. */
    private static final Duration READABLE_FOR = Duration.ofDays(7);
    /** Meta retries for seven days, and Kafka keeps what it has for seven more: for so long the same event can come again. */
    private static final Duration REMEMBERED_FOR = Duration.ofDays(15);

    private final Pool pool;
    private final Channels channels;
    private final IdentifierVault vault;
    private final WebClient http;
    private final Clock clock;
    private final Lanes lanes;

    DeskDeliveries(Pool pool, Channels channels, IdentifierVault vault, Vertx vertx, Clock clock, Lanes lanes) {
        this.pool = pool;
        this.channels = channels;
        this.vault = vault;
        this.http = WebClient.create(new io.vertx.mutiny.core.Vertx(vertx),
                new WebClientOptions().setFollowRedirects(false).setMaxPoolSize(AT_ONCE));
        this.clock = clock;
        this.lanes = lanes;
    }

    private record Due(long id, UUID eventId, String channel, byte[] sealed, int attempts) {
        static Due of(Row row) {
            return new Due(row.getLong("id"), row.getUUID("event_id"), row.getString("channel"),
                    row.getBuffer("sealed").getBytes(), row.getInteger("attempts"));
        }
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Telling the desk", this::deliverDue);
    }

    Uni<Void> deliverDue() {
        return pool.preparedQuery("""
                update desk_event set due_at = $2, attempts = attempts + 1
                where id in (select d.id from desk_event d where d.delivered_at is null and d.due_at <= $1
                and d.sealed is not null and d.created_at > $4 and not exists (
                select 1 from desk_event o where o.customer_id = d.customer_id and o.delivered_at is null and o.id < d.id
                and o.created_at > $4)
                order by d.id limit $3 for update skip locked)
                returning id, event_id, channel, sealed, attempts""")
                .execute(Tuple.of(now(), now().plus(LEASE), AT_ONCE, now().minus(GIVE_UP_AFTER)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Due::of).toList())
                .chain(this::deliverAll);
    }

    @Scheduled(every = "1h")
    Uni<Void> forget() {
        return pool.preparedQuery("update desk_event set sealed = null where created_at < $1 and sealed is not null")
                .execute(Tuple.of(now().minus(READABLE_FOR)))
                .chain(() -> pool.preparedQuery("delete from desk_event where created_at < $1")
                        .execute(Tuple.of(now().minus(REMEMBERED_FOR))))
                .replaceWithVoid();
    }

    private Uni<Void> deliverAll(List<Due> due) {
        return due.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(due.stream().map(this::deliver).toList()).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> deliver(Due due) {
        var desk = channels.find(due.channel()).flatMap(Channel::desk);
        var delivered = desk.isEmpty() ? Uni.createFrom().item(true) : post(due, desk.get());
        return delivered.chain(done -> done
                ? pool.preparedQuery("update desk_event set delivered_at = $2 where id = $1").execute(Tuple.of(due.id(), now()))
                : pool.preparedQuery("update desk_event set due_at = $2 where id = $1")
                        .execute(Tuple.of(due.id(), now().plus(pauseAfter(due.attempts())))))
                .replaceWithVoid();
    }

    private Uni<Boolean> post(Due due, Channel.Desk desk) {
        var at = clock.instant().getEpochSecond();
        var body = vault.open(due.sealed());
        return http.postAbs(desk.url().toString()).timeout(PATIENCE.toMillis())
                .putHeader("Content-Type", "application/cloudevents+json").putHeader("webhook-id", due.eventId().toString())
                .putHeader("webhook-timestamp", String.valueOf(at))
                .putHeader("webhook-signature", sign(desk, due, body, at)).sendBuffer(Buffer.buffer(body))
                .map(answer -> answer.statusCode() / 100 == 2).onFailure().recoverWithItem(false);
    }

    private static String sign(Channel.Desk desk, Due due, String body, long at) {
        try {
            return new Webhook(desk.secret()).sign(due.eventId().toString(), at, body);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Duration pauseAfter(int attempts) {
        var pause = Duration.ofSeconds(1L << Math.min(attempts, 12));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
