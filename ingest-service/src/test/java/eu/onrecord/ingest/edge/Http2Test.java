package eu.onrecord.ingest.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.ingest.Edge;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

/** Where a gateway speaks HTTP/2 to us, which is switched on: many requests share a connection, and none takes another's. */
@QuarkusTest
@TestProfile(Http2Test.Http2.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class Http2Test {
    private static final String PATH = "/webhooks/whatsapp-nl";
    private static final String BODY = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    private static final int STREAMS = 100;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ArrayList<HttpClient> clients = new ArrayList<>();

    @BeforeEach
    void theyCome() {
        for (var i = 0; i < 8; i++) {
            clients.add(vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1).setDefaultPort(Edge.port())));
        }
    }

    @AfterEach
    void theyGo() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void requestsThatNeverEndKeepNobodyOut() throws Exception {
        var broken = new AtomicInteger();
        for (var stranger : clients.subList(1, 8)) {
            for (var stream = 0; stream < STREAMS; stream++) {
                var request = get(stranger.request(HttpMethod.POST, PATH));
                request.exceptionHandler(gone -> broken.incrementAndGet()).putHeader("Content-Type", "application/json")
                        .setChunked(true).write("{");
            }
        }

        await().atMost(SOON).until(() -> broken.get() > 0);
        for (var i = 0; i < 20; i++) {
            assertEquals(200, signed(clients.get(0)));
        }
    }

    @Test
    void whoIsRefusedLosesItsStreamAndNoOther() throws Exception {
        var client = clients.get(0);
        assertEquals(200, signed(client));
        var reset = new AtomicInteger();
        for (var i = 0; i < 20; i++) {
            var request = get(client.request(HttpMethod.POST, "/webhooks/nobody"));
            request.exceptionHandler(gone -> reset.incrementAndGet()).setChunked(true).write("{");
            assertEquals(404, get(request.response()).statusCode());
            assertEquals(200, signed(client));
        }

        await().atMost(SOON).until(() -> reset.get() == 20);
    }

    /** A gateway's connection is many clients': whoever's body is late loses its stream. */
    @Test
    void aProvenConnectionOutlivesTheLateBodiesOnIt() throws Exception {
        var client = clients.get(0);
        assertEquals(200, signed(client));
        var closed = new AtomicInteger();
        var reset = new AtomicInteger();
        for (var stream = 0; stream < STREAMS - 5; stream++) {
            var request = get(client.request(HttpMethod.POST, PATH));
            request.connection().closeHandler(gone -> closed.incrementAndGet());
            request.exceptionHandler(gone -> reset.incrementAndGet()).putHeader("Content-Type", "application/json")
                    .setChunked(true).write("{");
        }

        await().atMost(SOON).until(() -> reset.get() > 0);
        assertEquals(200, signed(client));
        assertEquals(0, closed.get());
    }

    /** A proxy that speaks no HTTP/2, on a connection of its own for each webhook and on one for several. */
    @Test
    void whoSpeaksHttp1IsServedTheSame() throws Exception {
        for (var i = 0; i < 3; i++) {
            var client = vertx
                    .createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setMaxPoolSize(1)
                            .setDefaultPort(Edge.port()));
            for (var webhook = 0; webhook < 3; webhook++) {
                assertEquals(200, signed(client));
            }
        }
    }

    /** As a proxy is asked: there is no path. */
    @Test
    void whoAsksForATunnelIsToldThatThereIsNone() throws Exception {
        for (var i = 0; i < STREAMS + 10; i++) {
            assertEquals(404, get(get(clients.get(0).request(HttpMethod.CONNECT, PATH)).send()).statusCode());
        }
        assertEquals(200, signed(clients.get(0)));
    }

    private static int signed(HttpClient client) throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, PATH));
        request.putHeader("Content-Type", "application/json").putHeader("X-Hub-Signature-256",
                WhatsApp.signature("test_app_secret", BODY.getBytes(UTF_8)));
        return get(request.send(BODY)).statusCode();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    public static class Http2 implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.edge.http2", "true", "onrecord.edge.connections", "256");
        }
    }
}
