package eu.onrecord.local.whatsapp;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/**
 * WhatsApp on this machine: customers write and get answers, the company sends and fetches through the Cloud API, and webhooks
 * go out signed.
 */
public final class WhatsAppSimulator implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = Clock.systemUTC();
    private final Phones phones = new Phones();
    private final MediaShelf shelf = new MediaShelf();
    private final List<SentMessage> sent = new CopyOnWriteArrayList<>();
    private final WebhookBody bodies;
    private final WebhookSender webhooks;
    private volatile Behaviour behaviour = Behaviour.normal();
    private HttpServer server;

    private WhatsAppSimulator(BusinessNumber business) {
        this.bodies = new WebhookBody(business);
        this.webhooks = business.webhook() == null ? null : new WebhookSender(business.webhook(), business.appSecret());
    }

    /**
     * @param business the company that uses it
     * @param port zero takes a free one
     * @throws IOException if the port is taken
     */
    public static WhatsAppSimulator start(BusinessNumber business, int port) throws IOException, InterruptedException {
        return start(business, port, router -> {
        });
    }

    /** As above, with more pages on the same port. */
    public static WhatsAppSimulator start(BusinessNumber business, int port, Consumer<Router> extension)
            throws IOException, InterruptedException {
        var simulator = new WhatsAppSimulator(business);
        var router = Router.router(simulator.vertx);
        new GraphApi(business, simulator.shelf, () -> simulator.behaviour, simulator::take).addTo(router);
        new PhonePage(simulator).addTo(router);
        extension.accept(router);
        try {
            simulator.server = simulator.vertx.createHttpServer().requestHandler(router).listen(port, "localhost")
                    .toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return simulator;
        } catch (ExecutionException | TimeoutException broken) {
            simulator.close();
            throw new IOException("The WhatsApp simulator does not start: " + broken.getMessage(), broken);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public void behave(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    /** Makes a customer known, so that messages reach them. */
    public void add(SimulatedCustomer customer) {
        phones.add(customer);
    }

    public List<SimulatedCustomer> customers() {
        return phones.customers();
    }

    /** What the customer's phone shows, oldest first. */
    public List<Bubble> chatOf(SimulatedCustomer customer) {
        return phones.chatOf(customer);
    }

    /** Everything the company sent and WhatsApp took, oldest first. */
    public List<SentMessage> sentMessages() {
        return List.copyOf(sent);
    }

    /**
     * The customer writes.
     *
     * @return the webhook's last answer
     */
    public CompletableFuture<Integer> write(SimulatedCustomer customer, String text) {
        var at = clock.instant();
        var id = messageId(customer);
        phones.add(customer);
        phones.show(customer, new Bubble(id, true, text, null, at));
        return deliver(bodies.ofMessages(customer, List.of(WebhookBody.text(id, customer, at, text))));
    }

    /** The customer writes many times, and WhatsApp tells it in one webhook. */
    public CompletableFuture<Integer> writeBatch(SimulatedCustomer customer, List<String> texts) {
        var at = clock.instant();
        phones.add(customer);
        var messages = IntStream.range(0, texts.size())
                .mapToObj(i -> WebhookBody.text(messageId(customer), customer, at, texts.get(i))).toList();
        return deliver(bodies.ofMessages(customer, messages));
    }

    /** The customer sends a photo. */
    public CompletableFuture<Integer> sendPhoto(SimulatedCustomer customer, byte[] bytes, String mimeType, String caption) {
        var at = clock.instant();
        var id = messageId(customer);
        var item = shelf.put(mimeType, bytes);
        phones.add(customer);
        phones.show(customer, new Bubble(id, true, caption, item.id(), at));
        return deliver(bodies.ofMessages(customer, List.of(WebhookBody.photo(id, customer, at, item, caption))));
    }

    /** Puts a file at the provider without telling anybody. Gives its id. */
    public String shelve(byte[] bytes, String mimeType) {
        return shelf.put(mimeType, bytes).id();
    }

    Optional<MediaShelf.Item> media(String id) {
        return shelf.find(id);
    }

    private void take(SentMessage message, Behaviour manner) {
        sent.add(message);
        phones.owner(message.to()).ifPresent(customer -> {
            var at = clock.instant();
            phones.show(customer, new Bubble(message.id(), false, message.text(), null, at));
            manner.statuses().forEach(planned -> vertx.setTimer(Math.max(1, planned.after().toMillis()),
                    ignored -> tell(message, customer, planned.state(), at.plus(planned.after()))));
        });
    }

    private void tell(SentMessage message, SimulatedCustomer customer, String state, Instant at) {
        var errorCode = "failed".equals(state) ? 131026 : 0;
        deliver(bodies.ofStatuses(customer, List.of(WebhookBody.status(message, customer, state, at, errorCode))));
    }

    private CompletableFuture<Integer> deliver(byte[] body) {
        return webhooks == null ? CompletableFuture.completedFuture(200) : webhooks.deliver(body);
    }

    private static String messageId(SimulatedCustomer customer) {
        return MessageId.random(customer.phone() == null ? customer.userId() : customer.phone());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

}
