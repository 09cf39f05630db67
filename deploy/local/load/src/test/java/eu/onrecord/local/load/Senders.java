package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import eu.onrecord.local.whatsapp.WhatsApp;

/** Providers that send webhooks of one to three messages, and each again until it is answered 200. */
final class Senders implements AutoCloseable {
    private static final int THREADS = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long BEFORE_ANOTHER_TRY_MILLIS = 50;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
            .build();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong number = new AtomicLong();
    private final URI webhook;
    private volatile boolean stopping;

    Senders(URI webhook) {
        this.webhook = webhook;
        for (var i = 0; i < THREADS; i++) {
            threads.execute(this::send);
        }
    }

    /** The ids of all messages of all webhooks that were answered 200. */
    Queue<String> answered() {
        return answered;
    }

    /** How many webhooks there were. */
    long sent() {
        return sent.get();
    }

    /** How often one was sent. */
    long attempts() {
        return attempts.get();
    }

    /** Lets every webhook that was begun be answered, and sends no more. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("there are webhooks that are not answered");
        }
    }

    private void send() {
        while (!stopping) {
            var first = number.getAndAdd(3);
            var messages = IntStream.rangeClosed(0, (int) (first / 3 % 3)).mapToObj(i -> "wamid.soak-" + (first + i)).toList();
            var request = request(messages);
            sent.incrementAndGet();
            while (!isTaken(request)) {
                try {
                    TimeUnit.MILLISECONDS.sleep(BEFORE_ANOTHER_TRY_MILLIS);
                } catch (InterruptedException ended) {
                    return;
                }
            }
            answered.addAll(messages);
        }
    }

    private boolean isTaken(HttpRequest request) {
        attempts.incrementAndGet();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException killed) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest request(List<String> messages) {
        var items = messages.stream().map(id -> """
                {"from":"316%08d","id":"%s","timestamp":"1772359200","type":"text","text":{"body":"Goedemorgen"}}"""
                .formatted(Math.floorMod(id.hashCode(), 100_000_000), id)).collect(Collectors.joining(","));
        var body = """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[%s]}}]}]}"""
                .formatted(IngestSettings.NUMBER, items).getBytes(UTF_8);
        return HttpRequest.newBuilder(webhook).timeout(TIMEOUT).header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature(IngestSettings.APP_SECRET, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }
}
