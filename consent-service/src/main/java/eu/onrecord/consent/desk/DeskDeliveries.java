package eu.onrecord.consent.desk;

import java.nio.charset.StandardCharsets;
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

    private final Pool pool;
    private final Channels channels;
    private final WebClient http;
    private final Clock clock;
    private final Lanes lanes;

    DeskDeliveries(Pool pool, Channels channels, Vertx vertx, Clock clock, Lanes lanes) {
        this.pool = pool;
        this.channels = channels;
        this.http = WebClient.create(new io.vertx.mutiny.core.Vertx(vertx),
                new WebClientOptions().setFollowRedirects(false).setMaxPoolSize(AT_ONCE));
        this.clock = clock;
        this.lanes = lanes;
    }

    private record Due(long id, UUID webhookId, String channel, byte[] body, int attempts) {
        static Due of(Row row) {
            return new Due(row.getLong("id"), row.getUUID("webhook_id"), row.getString("channel"),
                    row.getBuffer("body").getBytes(), row.getInteger("attempts"));
        }
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Telling the desk", this::deliverDue);
    }

    Uni<Void> deliverDue() {
        return pool.preparedQuery("""
                update desk_delivery set due_at = $2, attempts = attempts + 1
                where id in (select d.id from desk_delivery d where d.due_at <= $1 and not exists (
                select 1 from desk_delivery o where o.customer_id = d.customer_id and o.id < d.id)
                order by d.id limit $3 for update skip locked)
                returning id, webhook_id, channel, body, attempts""").execute(Tuple.of(now(), now().plus(LEASE), AT_ONCE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Due::of).toList())
                .chain(this::deliverAll);
    }

    @Scheduled(every = "1h")
    Uni<Void> giveUp() {
        return pool.preparedQuery("delete from desk_delivery where created_at < $1")
                .execute(Tuple.of(now().minus(GIVE_UP_AFTER))).replaceWithVoid();
    }

    private Uni<Void> deliverAll(List<Due> due) {
        return due.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(due.stream().map(this::deliver).toList()).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> deliver(Due due) {
        var desk = channels.find(due.channel()).flatMap(Channel::desk);
        var delivered = desk.isEmpty() ? Uni.createFrom().item(true) : post(due, desk.get());
        return delivered.chain(done -> done
                ? pool.preparedQuery("delete from desk_delivery where id = $1").execute(Tuple.of(due.id()))
                : pool.preparedQuery("update desk_delivery set due_at = $2 where id = $1")
                        .execute(Tuple.of(due.id(), now().plus(pauseAfter(due.attempts())))))
                .replaceWithVoid();
    }

    private Uni<Boolean> post(Due due, Channel.Desk desk) {
        var at = clock.instant().getEpochSecond();
        return http.postAbs(desk.url().toString()).timeout(PATIENCE.toMillis())
                .putHeader("Content-Type", "application/cloudevents+json").putHeader("webhook-id", due.webhookId().toString())
                .putHeader("webhook-timestamp", String.valueOf(at))
                .putHeader("webhook-signature", sign(desk, due, at)).sendBuffer(Buffer.buffer(due.body()))
                .map(answer -> answer.statusCode() / 100 == 2).onFailure().recoverWithItem(false);
    }

    private static String sign(Channel.Desk desk, Due due, long at) {
        try {
            return new Webhook(desk.secret()).sign(due.webhookId().toString(), at,
                    new String(due.body(), StandardCharsets.UTF_8));
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
