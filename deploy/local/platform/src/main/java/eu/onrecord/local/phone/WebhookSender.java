package eu.onrecord.local.phone;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts webhooks until they are answered 200, ever more rarely, as Meta does. */
final class WebhookSender {
    private static final List<Duration> BETWEEN_TRIES = List.of(Duration.ofMillis(100), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Posts a webhook, again and again if need be.
     *
     * @return the status of the last answer; exceptional if there never was one
     */
    CompletableFuture<Integer> deliver(SignedWebhook webhook) {
        return attempt(webhook, 0);
    }

    private CompletableFuture<Integer> attempt(SignedWebhook webhook, int tries) {
        return post(webhook).handle((status, failure) -> {
            var done = failure == null && status == 200 || tries == BETWEEN_TRIES.size();
            if (done) {
                return failure == null ? CompletableFuture.completedFuture(status)
                        : CompletableFuture.<Integer> failedFuture(failure);
            }
            var later = CompletableFuture.delayedExecutor(BETWEEN_TRIES.get(tries).toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> attempt(webhook, tries + 1), later).thenCompose(next -> next);
        }).thenCompose(next -> next);
    }

    private CompletableFuture<Integer> post(SignedWebhook webhook) {
        var request = HttpRequest.newBuilder(webhook.address()).timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
