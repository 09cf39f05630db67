package eu.onrecord.local.whatsapp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks and posts them until they are answered 200, ever more rarely, as Meta does. */
public final class WebhookSender {
    private static final List<Duration> BETWEEN_TRIES = List.of(Duration.ofMillis(100), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String appSecret;

    public WebhookSender(URI address, String appSecret) {
        this.address = address;
        this.appSecret = appSecret;
    }

    /**
     * Posts a body, again and again if need be.
     *
     * @return the status of the last answer; exceptional if there never was one
     */
    public CompletableFuture<Integer> deliver(byte[] body) {
        return attempt(body, 0);
    }

    /** The value of {@code X-Hub-Signature-256} for a body. */
    public static String signature(String appSecret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CompletableFuture<Integer> attempt(byte[] body, int tries) {
        return post(body).handle((status, failure) -> {
            var done = failure == null && status == 200 || tries == BETWEEN_TRIES.size();
            if (done) {
                return failure == null ? CompletableFuture.completedFuture(status)
                        : CompletableFuture.<Integer> failedFuture(failure);
            }
            var later = CompletableFuture.delayedExecutor(BETWEEN_TRIES.get(tries).toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> attempt(body, tries + 1), later).thenCompose(next -> next);
        }).thenCompose(next -> next);
    }

    private CompletableFuture<Integer> post(byte[] body) {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature(appSecret, body)).POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
