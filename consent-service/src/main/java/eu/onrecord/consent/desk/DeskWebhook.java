package eu.onrecord.consent.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;

import eu.onrecord.consent.channel.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.WebClient;

/** One event to one desk, signed by the <a href="https://www.standardwebhooks.com">Standard Webhooks</a> convention. */
@ApplicationScoped
class DeskWebhook {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 100;

    private final WebClient http;

    DeskWebhook(Vertx vertx) {
        http = WebClient.create(new io.vertx.mutiny.core.Vertx(vertx), new WebClientOptions().setFollowRedirects(false)
                .setConnectTimeout((int) PATIENCE.toMillis()).setMaxPoolSize(MOST_CONNECTIONS));
    }

    /** @return what the desk said; never fails */
    Uni<DeskAnswer> post(Channel.Desk desk, UUID id, String event, Instant now) {
        var at = now.getEpochSecond();
        return http.postAbs(desk.url().toString()).timeout(PATIENCE.toMillis())
                .putHeader("Content-Type", "application/cloudevents+json").putHeader("webhook-id", id.toString())
                .putHeader("webhook-timestamp", String.valueOf(at)).putHeader("webhook-signature", sign(desk, id, event, at))
                .sendBuffer(Buffer.buffer(event))
                .map(answer -> DeskAnswer.of(answer.statusCode(), answer.getHeader("Retry-After")))
                .onFailure().recoverWithItem(new DeskAnswer.Later(Optional.empty()));
    }

    private static String sign(Channel.Desk desk, UUID id, String event, long at) {
        try {
            return new Webhook(desk.secret()).sign(id.toString(), at, event);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
