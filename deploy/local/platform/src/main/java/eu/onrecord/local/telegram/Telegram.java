package eu.onrecord.local.telegram;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SignedWebhook;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Switchboard;
import eu.onrecord.local.phone.Written;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The Bot API: a method a path, updates with a secret word, and not a word about delivery. */
public final class Telegram implements Dialect {
    private static final String JSON = "application/json";
    private static final int PHOTO_SIDE = 800;

    private final Bot bot;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() / 1000);

    /**
     * The company's side of the connection.
     *
     * @param token stands in every address
     * @param secretToken comes with every update
     * @param webhook where updates go; null sends none
     */
    public record Bot(String token, String secretToken, URI webhook) {
        @Override
        public String toString() {
            return "Bot[redacted]";
        }
    }

    public Telegram(Bot bot) {
        this.bot = bot;
    }

    @Override
    public void serve(Router router, Switchboard switchboard) {
        router.post("/telegram/bot" + bot.token() + "/:method").handler(BodyHandler.create(false))
                .handler(request -> send(request, switchboard));
        router.get("/telegram/bot" + bot.token() + "/getFile").handler(request -> describe(request, switchboard));
        router.get("/telegram/file/bot" + bot.token() + "/photos/:file").handler(request -> download(request, switchboard));
        router.route("/telegram/*").handler(request -> refuse(request, 401));
    }

    private static void describe(RoutingContext request, Switchboard switchboard) {
        var id = request.request().getParam("file_id", "");
        switchboard.shelf().find(id).ifPresentOrElse(
                item -> request.json(new JsonObject().put("ok", true)
                        .put("result", new JsonObject().put("file_id", id).put("file_unique_id", "u" + id)
                                .put("file_size", item.bytes().length).put("file_path", "photos/" + id))),
                () -> refuse(request, 400));
    }

    private static void download(RoutingContext request, Switchboard switchboard) {
        switchboard.shelf().find(request.pathParam("file")).ifPresentOrElse(
                item -> request.response().putHeader("Content-Type", "application/octet-stream")
                        .end(Buffer.buffer(item.bytes())),
                () -> refuse(request, 404));
    }

    private void send(RoutingContext request, Switchboard switchboard) {
        var message = request.body().asJsonObject();
        var id = ids.incrementAndGet();
        var to = String.valueOf(message.getValue("chat_id"));
        var sent = new SentMessage(String.valueOf(id), to,
                message.getString("text", message.getString("caption", "[" + request.pathParam("method") + "]")), null);
        switchboard.take(request, sent, code -> refuse(request, code),
                () -> request.json(new JsonObject().put("ok", true).put("result", new JsonObject().put("message_id", id)
                        .put("chat", new JsonObject().put("id", Long.parseLong(to)).put("type", "private")))));
    }

    /** Telegram's errors are HTTP's. */
    private static void refuse(RoutingContext request, int code) {
        request.response().setStatusCode(code >= 400 && code < 600 ? code : 400).putHeader("Content-Type", JSON)
                .end(new JsonObject().put("ok", false).put("error_code", code).put("description", "simulated").encode());
    }

    @Override
    public String newMessageId(SimulatedCustomer customer) {
        return String.valueOf(ids.incrementAndGet());
    }

    @Override
    public List<SignedWebhook> messages(SimulatedCustomer customer, List<Written> messages) {
        return messages.stream().map(message -> signed(new JsonObject().put("update_id", ids.incrementAndGet())
                .put("message", message(customer, message)).toBuffer().getBytes())).toList();
    }

    private static JsonObject message(SimulatedCustomer customer, Written message) {
        var id = Long.parseLong(customer.userId());
        var body = new JsonObject().put("message_id", Long.parseLong(message.id()))
                .put("from", new JsonObject().put("id", id).put("is_bot", false).put("first_name", customer.name()))
                .put("chat", new JsonObject().put("id", id).put("first_name", customer.name()).put("type", "private"))
                .put("date", message.at().getEpochSecond());
        if (message.file() == null) {
            return body.put("text", message.text());
        }
        body.put("photo", new JsonArray().add(new JsonObject().put("file_id", message.file().id())
                .put("file_unique_id", "u" + message.file().id()).put("width", PHOTO_SIDE).put("height", PHOTO_SIDE)
                .put("file_size", message.file().bytes().length)));
        return message.text() == null ? body : body.put("caption", message.text());
    }

    @Override
    public Optional<SignedWebhook> status(SentMessage sent, SimulatedCustomer customer, String state, Instant at) {
        return Optional.empty();
    }

    @Override
    public SignedWebhook signed(byte[] body) {
        return new SignedWebhook(bot.webhook(),
                Map.of("Content-Type", JSON, "X-Telegram-Bot-Api-Secret-Token", bot.secretToken()), body);
    }
}
