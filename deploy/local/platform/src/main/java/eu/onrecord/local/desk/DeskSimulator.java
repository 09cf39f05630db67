package eu.onrecord.local.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Takes what customers write and answers them, as a desk or CRM would. Checks the Standard Webhooks signature by itself. */
public final class DeskSimulator {
    private static final String MESSAGE = "eu.onrecord.desk.message-received.v1";
    /** The path of a desk that takes a request and never answers. */
    public static final String SILENT = "/desk/silent";
    private static final String SECRET_PREFIX = "whsec_";
    private static final int NO_CONTENT = 204;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<DeskItem> received = new CopyOnWriteArrayList<>();
    private final DeskLog log = new DeskLog();
    private final AtomicInteger silences = new AtomicInteger();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final byte[] secret;
    private final URI messagesApi;
    private final Callable<String> token;

    /**
     * @param secret {@code whsec_} and base64
     * @param messagesApi where answers go
     * @param token an access token for it, asked for each time
     */
    public DeskSimulator(String secret, URI messagesApi, Callable<String> token) {
        this.secret = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        this.messagesApi = messagesApi;
        this.token = token;
    }

    /** Adds the desk's webhook and its half of the web page. */
    public void addTo(Router router) {
        router.route("/desk/*").handler(BodyHandler.create(false));
        router.post("/desk/webhook").handler(this::receive);
        router.post(SILENT).handler(request -> silences.incrementAndGet());
        router.get("/desk/log").handler(request -> request.json(log.all()));
        router.post("/desk/answers").blockingHandler(this::answer, false);
    }

    /** How many requests reached the desk that never answers. */
    public int silences() {
        return silences.get();
    }

    /**
     * From now on it answers events of a type so, and does not take them.
     *
     * @param status of HTTP; 204 takes them again
     */
    public void answerTo(String type, int status) {
        refusals.put(type, status);
    }

    /** What reached the desk, in its order, each once. */
    public List<DeskItem> received() {
        return List.copyOf(received);
    }

    /**
     * Answers a customer through the gate.
     *
     * @return the answer of the gate: 202, or 403 with a problem
     */
    public HttpResponse<String> answer(UUID customer, String channel, String text) throws Exception {
        var body = new JsonObject().put("customer", customer.toString()).put("channel", channel).put("purpose", "service")
                .put("text", text);
        var request = HttpRequest.newBuilder(messagesApi).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token.call()).header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
            log.sent(new JsonObject(answer.body()).getString("id"), body);
        }
        return answer;
    }

    private void receive(RoutingContext request) {
        var body = request.body().buffer().getBytes();
        if (!isGenuine(request, body)) {
            request.response().setStatusCode(401).end();
            return;
        }
        var event = new JsonObject(request.body().buffer());
        var refusal = refusals.getOrDefault(event.getString("type"), NO_CONTENT);
        if (refusal != NO_CONTENT) {
            request.response().setStatusCode(refusal).end();
            return;
        }
        var isNew = log.told(event);
        if (isNew && MESSAGE.equals(event.getString("type"))) {
            received.add(message(event));
        }
        request.response().setStatusCode(NO_CONTENT).end();
    }

    private static DeskItem message(JsonObject event) {
        var data = event.getJsonObject("data");
        return new DeskItem(UUID.fromString(event.getString("id")), UUID.fromString(data.getString("customer")),
                data.getString("channel"), data.getString("name"), data.getString("text"), data.getBoolean("noticeProven"));
    }

    private boolean isGenuine(RoutingContext request, byte[] body) {
        try {
            var headers = request.request();
            var signed = headers.getHeader("webhook-id") + "." + headers.getHeader("webhook-timestamp") + "."
                    + new String(body, StandardCharsets.UTF_8);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var expected = "v1,"
                    + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                    String.valueOf(headers.getHeader("webhook-signature")).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void answer(RoutingContext request) {
        var wanted = request.body().asJsonObject();
        try {
            var answer = answer(UUID.fromString(wanted.getString("customer")), wanted.getString("channel"),
                    wanted.getString("text"));
            request.response().setStatusCode(answer.statusCode()).putHeader("Content-Type", "application/json")
                    .end(answer.body());
        } catch (IOException unreachable) {
            request.response().setStatusCode(502).end();
        } catch (Exception broken) {
            request.fail(broken);
        }
    }
}
