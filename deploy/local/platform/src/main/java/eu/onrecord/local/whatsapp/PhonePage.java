package eu.onrecord.local.whatsapp;

import java.time.Duration;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;

/** The phones' half of the web page, and the switches for how WhatsApp behaves. */
final class PhonePage {
    private final WhatsAppSimulator simulator;

    PhonePage(WhatsAppSimulator simulator) {
        this.simulator = simulator;
    }

    void addTo(Router router) {
        router.get("/").handler(StaticHandler.create("page").setCachingEnabled(false));
        router.route("/phone/*").handler(BodyHandler.create(false));
        router.get("/phone/customers").handler(this::customers);
        router.get("/phone/chats/:index").handler(this::chat);
        router.post("/phone/chats/:index/text").handler(this::text);
        router.post("/phone/chats/:index/photo").handler(this::photo);
        router.get("/phone/photos/:media").handler(this::showPhoto);
        router.put("/phone/behaviour").handler(this::behave);
    }

    private void customers(RoutingContext request) {
        request.json(new JsonArray(simulator.customers().stream()
                .map(customer -> new JsonObject().put("name", customer.name()).put("phone", customer.phone())
                        .put("userId", customer.userId()))
                .toList()));
    }

    private void chat(RoutingContext request) {
        var bubbles = simulator.chatOf(customer(request));
        request.json(new JsonArray(bubbles.stream().map(bubble -> new JsonObject().put("mine", bubble.mine())
                .put("text", bubble.text()).put("mediaId", bubble.mediaId()).put("at", bubble.at())).toList()));
    }

    private void text(RoutingContext request) {
        simulator.write(customer(request), request.body().asJsonObject().getString("text"));
        request.response().setStatusCode(202).end();
    }

    private void photo(RoutingContext request) {
        simulator.sendPhoto(customer(request), request.body().buffer().getBytes(), request.request().getHeader("Content-Type"),
                null);
        request.response().setStatusCode(202).end();
    }

    private void showPhoto(RoutingContext request) {
        simulator.media(request.pathParam("media")).ifPresentOrElse(item -> request.response()
                .putHeader("Content-Type", item.mimeType()).end(Buffer.buffer(item.bytes())), () -> request.fail(404));
    }

    private void behave(RoutingContext request) {
        var wanted = request.body().asJsonObject();
        List<Behaviour.PlannedStatus> statuses = wanted.containsKey("statuses")
                ? wanted.getJsonArray("statuses").stream().map(JsonObject.class::cast)
                        .map(planned -> new Behaviour.PlannedStatus(planned.getString("state"),
                                Duration.ofMillis(planned.getLong("afterMillis", 0L))))
                        .toList()
                : Behaviour.normal().statuses();
        simulator.behave(new Behaviour(wanted.getInteger("errorCode", 0),
                Duration.ofMillis(wanted.getLong("answerAfterMillis", 0L)), wanted.getBoolean("takesNothing", false),
                wanted.getBoolean("dropConnection", false),
                statuses));
        request.response().setStatusCode(204).end();
    }

    private SimulatedCustomer customer(RoutingContext request) {
        return simulator.customers().get(Integer.parseInt(request.pathParam("index")));
    }
}
