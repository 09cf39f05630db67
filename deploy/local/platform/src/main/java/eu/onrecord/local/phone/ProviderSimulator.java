package eu.onrecord.local.phone;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** One channel's provider on this machine: customers write and get answers, the company sends, and webhooks go out signed. */
public final class ProviderSimulator {
    private final Vertx vertx;
    private final Clock clock = Clock.systemUTC();
    private final Phones phones = new Phones();
    private final List<SentMessage> sent = new CopyOnWriteArrayList<>();
    private final WebhookSender webhooks = new WebhookSender();
    private final Dialect dialect;
    private final MediaShelf shelf;
    private volatile Behaviour behaviour = Behaviour.normal();

    ProviderSimulator(Vertx vertx, Dialect dialect, MediaShelf shelf) {
        this.vertx = vertx;
        this.dialect = dialect;
        this.shelf = shelf;
    }

    void addTo(Router router) {
        dialect.serve(router, new Switchboard() {
            @Override
            public void take(RoutingContext request, SentMessage message, IntConsumer refuse, Runnable accept) {
                ProviderSimulator.this.take(request, message, refuse, accept);
            }

            @Override
            public MediaShelf shelf() {
                return shelf;
            }
        });
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

    /** Everything the company sent and the provider took, oldest first. */
    public List<SentMessage> sentMessages() {
        return List.copyOf(sent);
    }

    /**
     * The customer writes.
     *
     * @return the webhook's last answer
     */
    public CompletableFuture<Integer> write(SimulatedCustomer customer, String text) {
        return writeBatch(customer, List.of(text));
    }

    /**
     * The customer writes many times, and the provider tells it at once.
     *
     * @return the last answer to the last webhook
     */
    public CompletableFuture<Integer> writeBatch(SimulatedCustomer customer, List<String> texts) {
        return tell(customer,
                texts.stream().map(text -> new Written(dialect.newMessageId(customer), clock.instant(), text, null))
                        .toList());
    }

    /** The customer sends a photo. */
    public CompletableFuture<Integer> sendPhoto(SimulatedCustomer customer, byte[] bytes, String mimeType, String caption) {
        return tell(customer, List.of(new Written(dialect.newMessageId(customer), clock.instant(), caption,
                shelf.put(mimeType, bytes))));
    }

    /** Puts a file at the provider without telling anybody. Gives its id. */
    public String shelve(byte[] bytes, String mimeType) {
        return shelf.put(mimeType, bytes).id();
    }

    private CompletableFuture<Integer> tell(SimulatedCustomer customer, List<Written> messages) {
        phones.add(customer);
        messages.forEach(message -> phones.show(customer, new Bubble(message.id(), true, message.text(),
                message.file() == null ? null : message.file().id(), message.at())));
        return dialect.messages(customer, messages).stream().map(this::deliver).reduce(
                CompletableFuture.completedFuture(200), (earlier, next) -> earlier.thenCombine(next, (ignored, last) -> last));
    }

    /** A message is taken at once; what is late is the answer, which a status may overtake. */
    private void take(RoutingContext request, SentMessage message, IntConsumer refuse, Runnable accept) {
        var manner = behaviour;
        if (manner.errorCode() != 0) {
            later(manner, () -> refuse.accept(manner.errorCode()));
            return;
        }
        if (!manner.takesNothing()) {
            show(message, manner);
        }
        var breaksOff = manner.takesNothing() || manner.dropConnection();
        later(manner, breaksOff ? () -> request.request().connection().close() : accept);
    }

    private void later(Behaviour manner, Runnable answer) {
        vertx.setTimer(Math.max(1, manner.answerAfter().toMillis()), ignored -> answer.run());
    }

    private void show(SentMessage message, Behaviour manner) {
        sent.add(message);
        phones.owner(message.to()).ifPresent(customer -> {
            var at = clock.instant();
            phones.show(customer, new Bubble(message.id(), false, message.text(), null, at));
            manner.statuses().forEach(planned -> vertx.setTimer(Math.max(1, planned.after().toMillis()),
                    ignored -> tell(message, customer, planned.state(), at.plus(planned.after()))));
        });
    }

    private void tell(SentMessage message, SimulatedCustomer customer, String state, Instant at) {
        dialect.status(message, customer, state, at).ifPresent(this::deliver);
    }

    private CompletableFuture<Integer> deliver(SignedWebhook webhook) {
        return webhook.address() == null ? CompletableFuture.completedFuture(200) : webhooks.deliver(webhook);
    }
}
