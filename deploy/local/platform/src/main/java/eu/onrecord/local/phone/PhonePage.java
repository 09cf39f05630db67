package eu.onrecord.local.phone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;

/** The phones' half of the web page, and the switches for how the providers behave. */
final class PhonePage {
    private final Map<String, ProviderSimulator> byChannel;
    private final MediaShelf shelf;

    PhonePage(Map<String, ProviderSimulator> byChannel, MediaShelf shelf) {
        this.byChannel = byChannel;
        this.shelf = shelf;
    }

    void addTo(Router router) {
        router.get("/").handler(StaticHandler.create("page").setCachingEnabled(false));
        router.get("/page/*").handler(StaticHandler.create("page").setCachingEnabled(false));
        router.route("/phone/*").handler(BodyHandler.create(false));
        router.get("/phone/customers").handler(this::customers);
        router.get("/phone/chats/:channel/:index").handler(this::chat);
        router.post("/phone/chats/:channel/:index/text").handler(this::text);
        router.post("/phone/chats/:channel/:index/photo").handler(this::photo);
        router.get("/phone/photos/:media").handler(this::showPhoto);
        router.put("/phone/behaviour").handler(this::behave);
    }

    private void customers(RoutingContext request) {
        var all = new JsonArray();
        byChannel.forEach((channel, simulator) -> {
            var customers = simulator.customers();
            for (var i = 0; i < customers.size(); i++) {
                var customer = customers.get(i);
                all.add(new JsonObject().put("chat", channel + "/" + i).put("channel", channel).put("name", customer.name())
                        .put("phone", customer.phone()).put("userId", customer.userId()));
            }
        });
        request.json(all);
    }

    private void chat(RoutingContext request) {
        phone(request).ifPresent(phone -> request.json(new JsonArray(phone.simulator().chatOf(phone.customer()).stream()
                .map(bubble -> new JsonObject().put("mine", bubble.mine()).put("text", bubble.text())
                        .put("mediaId", bubble.mediaId()).put("at", bubble.at()))
                .toList())));
    }

    private void text(RoutingContext request) {
        phone(request).ifPresent(phone -> {
            phone.simulator().write(phone.customer(), request.body().asJsonObject().getString("text"));
            request.response().setStatusCode(202).end();
        });
    }

    private void photo(RoutingContext request) {
        phone(request).ifPresent(phone -> {
            phone.simulator().sendPhoto(phone.customer(), request.body().buffer().getBytes(),
                    request.request().getHeader("Content-Type"), null);
            request.response().setStatusCode(202).end();
        });
    }

    private void showPhoto(RoutingContext request) {
        shelf.find(request.pathParam("media")).ifPresentOrElse(item -> request.response()
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
        var behaviour = new Behaviour(wanted.getInteger("errorCode", 0),
                Duration.ofMillis(wanted.getLong("answerAfterMillis", 0L)), wanted.getBoolean("takesNothing", false),
                wanted.getBoolean("dropConnection", false), statuses);
        byChannel.values().forEach(simulator -> simulator.behave(behaviour));
        request.response().setStatusCode(204).end();
    }

    /** A customer with the provider that they write over. */
    private record Phone(ProviderSimulator simulator, SimulatedCustomer customer) {
    }

    /** Empty if there is none, which then is answered. */
    private Optional<Phone> phone(RoutingContext request) {
        var simulator = byChannel.get(request.pathParam("channel"));
        var index = request.pathParam("index");
        if (simulator != null && index.matches("[0-9]{1,6}") && Integer.parseInt(index) < simulator.customers().size()) {
            return Optional.of(new Phone(simulator, simulator.customers().get(Integer.parseInt(index))));
        }
        request.fail(404);
        return Optional.empty();
    }
}
