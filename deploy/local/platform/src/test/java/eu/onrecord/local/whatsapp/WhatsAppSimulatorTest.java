package eu.onrecord.local.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;

import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.Behaviour.PlannedStatus;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Simulators;

@Timeout(60)
class WhatsAppSimulatorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SimulatedCustomer JAN = new SimulatedCustomer("31612345678", "NL.1", "Jan");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer company;
    private Simulators simulators;
    private ProviderSimulator whatsApp;

    @BeforeEach
    void start() throws Exception {
        company = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        company.createContext("/", exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"));
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 200, -1);
            exchange.close();
        });
        company.start();
        var webhook = URI.create("http://localhost:" + company.getAddress().getPort());
        simulators = Simulators.start(Map.of("whatsapp-nl",
                new WhatsApp(new BusinessNumber("102", "1065", "31880000000", "secret", "token", webhook))), 0);
        whatsApp = simulators.of("whatsapp-nl");
        whatsApp.add(JAN);
    }

    @AfterEach
    void stop() {
        simulators.close();
        company.stop(0);
    }

    @Test
    void whatACustomerWritesComesAsASignedWebhook() throws Exception {
        assertEquals(200, whatsApp.write(JAN, "één vraag").get(10, TimeUnit.SECONDS));

        var value = value(0);
        assertEquals("één vraag", value.at("/messages/0/text/body").asText());
        assertEquals("31612345678", value.at("/messages/0/from").asText());
        assertEquals("1065", value.at("/metadata/phone_number_id").asText());
        assertEquals(WhatsApp.signature("secret", received.get(0)), signatures.get(0));
        assertTrue(new String(received.get(0), UTF_8).contains("\\u00E9"), "non-ASCII is escaped, as Meta does");
    }

    @Test
    void aWebhookThatIsNotAnswered200ComesAgain() throws Exception {
        refusals.set(2);

        assertEquals(200, whatsApp.write(JAN, "x").get(10, TimeUnit.SECONDS));

        assertEquals(3, received.size());
        assertArrayEquals(received.get(0), received.get(2));
    }

    @Test
    void aMessageIsAcceptedShownAndToldAbout() throws Exception {
        whatsApp.behave(Behaviour.normal().telling(PlannedStatus.now("read"), PlannedStatus.now("read")));

        var answer = send("+31612345678", "token");

        assertEquals(200, answer.statusCode());
        var id = JSON.readTree(answer.body()).at("/messages/0/id").asText();
        assertEquals("Dag", whatsApp.chatOf(JAN).get(0).text());
        await().atMost(SOON).until(() -> received.size() == 2);
        assertEquals(id, value(1).at("/statuses/0/id").asText());
        assertEquals("mine", value(1).at("/statuses/0/biz_opaque_callback_data").asText());
    }

    @Test
    void aWrongTokenIsRefusedAsMetaDoes() throws Exception {
        var answer = send("+31612345678", "wrong");

        assertEquals(401, answer.statusCode());
        assertEquals(190, JSON.readTree(answer.body()).at("/error/code").asInt());
        assertEquals(List.of(), whatsApp.sentMessages());
    }

    @Test
    void itFailsAsItIsTold() throws Exception {
        whatsApp.behave(Behaviour.normal().failingWith(131047));

        var answer = send("+31612345678", "token");

        assertEquals(400, answer.statusCode());
        assertEquals(131047, JSON.readTree(answer.body()).at("/error/code").asInt());
        assertEquals(List.of(), whatsApp.sentMessages());
    }

    @Test
    void itTakesAMessageAndDropsTheConnection() {
        whatsApp.behave(Behaviour.normal().droppingConnections());

        assertThrows(IOException.class, () -> send("+31612345678", "token"));
        assertEquals(1, whatsApp.sentMessages().size());
    }

    @Test
    void itAnswersLate() throws Exception {
        whatsApp.behave(Behaviour.normal().answeringAfter(Duration.ofMillis(300)));

        var before = System.nanoTime();
        send("+31612345678", "token");

        assertTrue(System.nanoTime() - before >= Duration.ofMillis(300).toNanos());
    }

    @Test
    void aPhotoIsFoundByItsIdAndFetchedByItsAddress() throws Exception {
        var photo = "a photo".getBytes(UTF_8);
        whatsApp.sendPhoto(JAN, photo, "image/jpeg", "kijk").get(10, TimeUnit.SECONDS);
        var image = value(0).at("/messages/0/image");

        var described = JSON.readTree(get(api("/v23.0/" + image.path("id").asText())).body());
        var fetched = get(URI.create(described.path("url").asText()));

        assertArrayEquals(photo, fetched.body());
        assertEquals(described.path("sha256").asText(),
                HexFormat.of().formatHex(Base64.getDecoder().decode(image.path("sha256").asText())));
    }

    private HttpResponse<byte[]> send(String to, String token) throws IOException, InterruptedException {
        var body = """
                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"Dag"},\
                "biz_opaque_callback_data":"mine"}""".formatted(to);
        return http.send(HttpRequest.newBuilder(api("/v23.0/1065/messages")).header("Authorization", "Bearer " + token)
                .timeout(SOON).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).header("Authorization", "Bearer token").timeout(SOON).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI api(String path) {
        return URI.create("http://localhost:" + simulators.port() + path);
    }

    private JsonNode value(int webhook) throws IOException {
        return JSON.readTree(received.get(webhook)).at("/entry/0/changes/0/value");
    }
}
