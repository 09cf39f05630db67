package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.webhook.WebhookMetrics.ChannelMeters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What one event loop has under way: its connections, the bodies that are coming, the webhooks that wait for Kafka. Each is
 * watched
 * to its end. For this event loop alone.
 */
final class EdgeLoop {
    private static final String PATH = "/webhooks/";
    /** Somebody honest has sent a head by then. */
    private static final Duration A_MOMENT = Duration.ofMillis(250);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final Services services;
    private final HttpServerOptions options;
    private final Context vertx;
    private final LongSupplier ticker;
    private final Pace pace;
    private final Connections connections;
    private final Patience acknowledgements;
    private final Set<IncomingBody> bodies = new LinkedHashSet<>();
    private volatile boolean closing;
    private volatile Map<ConnectionState, Integer> counted = Map.of();

    /** @param vertx the event loop */
    EdgeLoop(Services services, Context vertx, LongSupplier ticker, EdgeConfig config, HttpServerOptions options, int loops) {
        this.services = services;
        this.options = options;
        this.vertx = vertx;
        this.ticker = ticker;
        this.pace = Pace.of(config);
        this.connections = new Connections(Math.max(1, config.connections() / loops), config.idle(), config.firstHead(),
                ticker);
        this.acknowledgements = new Patience(services.log().longestWait(), ticker);
    }

    /** Where there are too many, one of them makes room. */
    void opened(HttpConnection connection) {
        Heads.bound(connection, options);
        if (connections.isFull()) {
            makeRoom();
        }
        connections.opened(connection);
    }

    /**
     * The stranger goes that has been there for the longest without a proof, whatever it does; but none that has just come, and
     * may be somebody honest, while another holds a connection with nothing to say on it.
     */
    private void makeRoom() {
        connections.strangerFor(A_MOMENT).or(() -> connections.idleFor(A_WHILE)).or(() -> bodyFor(A_WHILE))
                .or(() -> connections.strangerFor(Duration.ZERO)).or(() -> connections.idleFor(Duration.ZERO))
                .or(() -> bodyFor(Duration.ZERO)).ifPresent(this::breakOff);
    }

    /** Over HTTP/2 the one body goes that has come for too long, and not the connection, which is a gateway's for many. */
    private Optional<HttpConnection> bodyFor(Duration time) {
        var late = bodies.stream().findFirst().filter(body -> body.isOlder(time, ticker.getAsLong()));
        late.filter(IncomingBody::isOneOfMany).ifPresent(IncomingBody::evicted);
        return late.filter(body -> !body.isOneOfMany()).map(IncomingBody::connection);
    }

    private void breakOff(HttpConnection connection) {
        bodies.stream().filter(body -> body.connection() == connection).toList().forEach(IncomingBody::evicted);
        connections.close(connection);
    }

    /** A webhook on this connection was authentic. */
    void proven(HttpConnection connection) {
        connections.proven(connection);
    }

    /** Gives up on what takes too long. */
    void look() {
        connections.look();
        var now = ticker.getAsLong();
        new ArrayList<>(bodies).forEach(body -> body.look(pace, now));
        acknowledgements.look();
        counted = Map.of(ConnectionState.IDLE, connections.size() - connections.busy(),
                ConnectionState.RECEIVING, Math.min(bodies.size(), connections.busy()),
                ConnectionState.ANSWERING, Math.max(0, connections.busy() - bodies.size()));
    }

    /** What comes from now on is not taken any more. */
    void close() {
        closing = true;
    }

    /** How many connections there are now, by what they do; counted on the event loop at each look. */
    Map<ConnectionState, Integer> connections() {
        return counted;
    }

    boolean isIdle() {
        return bodies.isEmpty();
    }

    void handle(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && (connections.isLast(request.connection())
                || request.response().writeQueueFull())) {
            // asks on behind its last request, or on and on without reading the answers; HTTP/2 bounds that by its streams
            BrokenOff.now(request.connection());
            return;
        }
        connections.began(request.connection());
        if (connections.isOverfull()) {
            makeRoom();
        }
        if (!connections.isOpen(request.connection()) || request.version() != HttpVersion.HTTP_2 && !frame(request)) {
            return;
        }
        var path = request.path();
        if (closing && request.version() != HttpVersion.HTTP_2) {
            isTheLast(request);
        }
        // CONNECT has none
        var channel = path != null && path.startsWith(PATH) ? services.channels().find(path.substring(PATH.length())) : null;
        if (channel == null || channel.isEmpty()) {
            refuse(request, services.metrics().ofUnknownChannel(), ProblemType.CHANNEL_UNKNOWN);
        } else if (request.method() == HttpMethod.POST) {
            receive(request, channel.get());
        } else if (request.method() == HttpMethod.GET) {
            subscribe(request, channel.get());
        } else {
            request.response().putHeader("Allow", "GET, POST");
            refuse(request, channel.get(), ProblemType.METHOD_UNKNOWN);
        }
    }

    /** False if the request was refused for where it ends. */
    private boolean frame(HttpServerRequest request) {
        var framing = Framing.of(request.headers());
        if (framing == Framing.DECLARED) {
            return true;
        }
        connections.readsNothingBehind(request.connection());
        isTheLast(request);
        if (framing == Framing.UNSOUND) {
            refuse(request, services.metrics().ofUnknownChannel(), ProblemType.REQUEST_INVALID);
            return false;
        }
        return true;
    }

    /** Whoever asks is told to make another connection. */
    private static void isTheLast(HttpServerRequest request) {
        request.response().putHeader("Connection", "close").endHandler(written -> request.connection().close());
    }

    /** The provider asks, once, whether this webhook is ours. */
    private void subscribe(HttpServerRequest request, Channel channel) {
        var webhook = new Webhook(request::getHeader, request::getParam, request.query(), new byte[0],
                services.clock().instant());
        services.providers().of(channel).challenge(channel, webhook).ifPresentOrElse(challenge -> {
            Answers.challenge(request.response(), challenge);
            ended(request);
        }, () -> refuse(request, channel, ProblemType.SUBSCRIPTION_REFUSED));
    }

    private void receive(HttpServerRequest request, Channel channel) {
        var provider = services.providers().of(channel);
        if (Answers.declaredLength(request) > provider.largestBody()) {
            refuse(request, channel, ProblemType.BODY_TOO_LARGE);
            return;
        }
        var comesAgain = provider.comesAgain();
        if (closing || comesAgain && services.lateness().isTooLate(vertx) || services.admission().isFull(comesAgain)) {
            refuse(request, channel, ProblemType.OVERLOADED);
            return;
        }
        new Exchange(services, this, vertx, request, channel, services.metrics().of(channel)).read(provider.largestBody(),
                comesAgain);
    }

    private void refuse(HttpServerRequest request, Channel channel, ProblemType why) {
        services.webhookLog().refused(channel, why);
        refuse(request, services.metrics().of(channel), why);
    }

    private void refuse(HttpServerRequest request, ChannelMeters meters, ProblemType why) {
        meters.refused(why);
        Answers.problem(request.response(), why);
        ended(request);
    }

    /** Whatever was answered: nothing of the request is left behind. */
    void ended(HttpServerRequest request) {
        connections.answered(request.connection());
        Refusal.throwAwayTheRest(vertx.owner(), request);
    }

    void isComing(IncomingBody body) {
        bodies.add(body);
    }

    void isOver(IncomingBody body) {
        bodies.remove(body);
    }

    Patience acknowledgements() {
        return acknowledgements;
    }

    long now() {
        return ticker.getAsLong();
    }
}
