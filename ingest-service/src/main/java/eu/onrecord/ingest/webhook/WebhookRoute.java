package eu.onrecord.ingest.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.ingest.webhook.Reception.Outcome;
import eu.onrecord.ingest.webhook.WebhookMetrics.ChannelMeters;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Where the providers tell what happened: 200 when every event in it is durable, 503 when the provider shall send it again. No
 * REST resource, because a webhook must be let in before its body is read; and before all other handlers, because those look
 * for the tokens of people, and webhooks have proofs of their own.
 */
@ApplicationScoped
class WebhookRoute {
    private static final int FIRST = 1000;
    private static final String PATH = "/webhooks/";
    private static final Logger LOG = Logger.getLogger(WebhookRoute.class);
    /** Reading more than this takes milliseconds, in which nobody else on the event loop would be served. */
    private static final int LARGE_BYTES = 128 * 1024;

    /** Read on and not kept, so that whoever sends it hears the answer. */
    private static final long LARGEST_THROWN_AWAY_BYTES = 16L * 1024 * 1024;

    private final Channels channels;
    private final Reception reception;
    private final EventLog log;
    private final Admission admission;
    private final SlowBodies slowBodies;
    private final WebhookMetrics metrics;
    private final Clock clock;

    WebhookRoute(Channels channels, Reception reception, EventLog log, Admission admission, SlowBodies slowBodies,
            WebhookMetrics metrics, Clock clock) {
        this.channels = channels;
        this.reception = reception;
        this.log = log;
        this.admission = admission;
        this.slowBodies = slowBodies;
        this.metrics = metrics;
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(context -> {
            if (context.request().method() == HttpMethod.POST && context.request().path().startsWith(PATH)) {
                receive(context);
            } else {
                context.next();
            }
        }, FIRST);
    }

    private void receive(RoutingContext context) {
        var request = context.request();
        var channel = channels.find(request.path().substring(PATH.length()));
        if (channel.isEmpty()) {
            refuse(request, metrics.ofUnknownChannel(), ProblemType.CHANNEL_UNKNOWN);
            return;
        }
        var meters = metrics.of(channel.get());
        var declared = declaredLength(request);
        if (declared > IncomingBody.LARGEST_BYTES) {
            refuse(request, meters, ProblemType.BODY_TOO_LARGE);
            return;
        }
        admission.enter(declared).ifPresentOrElse(place -> {
            var body = new IncomingBody(place, System.nanoTime(), why -> refuse(request, meters, why), slowBodies::forget);
            slowBodies.watch(context.vertx(), body);
            body.readFrom(request, bytes -> received(context, channel.get(), meters, place, bytes));
        }, () -> refuse(request, meters, ProblemType.OVERLOADED));
    }

    private void received(RoutingContext context, Channel channel, ChannelMeters meters, Place place, byte[] body) {
        var request = context.request();
        var webhook = new Webhook(request::getHeader, request::getParam, request.query(), body, clock.instant());
        Callable<Outcome> decision = () -> reception.receive(channel, webhook);
        var vertx = context.vertx().getOrCreateContext();
        if (body.length > LARGE_BYTES) {
            vertx.executeBlocking(decision, false).onComplete(
                    outcome -> decided(vertx, request.response(), meters, place, outcome.result(), outcome.cause()));
            return;
        }
        try {
            decided(vertx, request.response(), meters, place, decision.call(), null);
        } catch (Exception failure) {
            decided(vertx, request.response(), meters, place, null, failure);
        }
    }

    private void decided(Context vertx, HttpServerResponse response, ChannelMeters meters, Place place, Outcome outcome,
            Throwable failure) {
        if (outcome instanceof Outcome.Taken taken) {
            publish(vertx, response, meters, place, taken);
            return;
        }
        place.leave();
        if (outcome instanceof Outcome.Refused refused) {
            answer(response, meters, refused.why());
        } else {
            LOG.error("A webhook met a fault of ours", failure);
            answer(response, meters, ProblemType.UNEXPECTED);
        }
    }

    private void publish(Context vertx, HttpServerResponse response, ChannelMeters meters, Place place, Outcome.Taken taken) {
        var started = System.nanoTime();
        log.publish(taken.records()).whenComplete((acknowledged, failure) -> vertx.runOnContext(back -> {
            place.leave();
            if (failure == null) {
                meters.taken(taken.findings(), Duration.ofNanos(System.nanoTime() - started));
                answer(response, taken);
            } else {
                LOG.warnf("Kafka did not acknowledge a webhook: %s", failure.getClass().getSimpleName());
                answer(response, meters, ProblemType.NOT_ACKNOWLEDGED);
            }
        }));
    }

    private static void answer(HttpServerResponse response, Outcome.Taken taken) {
        if (response.closed()) {
            return;
        }
        var contentType = taken.answer().contentType();
        if (contentType != null) {
            response.putHeader("Content-Type", contentType);
        }
        response.end(taken.answer().body());
    }

    /** Before the body is read. What comes of it is thrown away; where nobody knows how much, the connection is given up. */
    private static void refuse(HttpServerRequest request, ChannelMeters meters, ProblemType why) {
        var bounded = request.getHeader("Content-Length") != null && declaredLength(request) <= LARGEST_THROWN_AWAY_BYTES;
        request.handler(chunk -> {
        }).endHandler(end -> {
        }).exceptionHandler(gone -> {
        }).resume();
        if (!bounded) {
            request.response().putHeader("Connection", "close").endHandler(end -> request.connection().close());
        }
        answer(request.response(), meters, why);
    }

    private static void answer(HttpServerResponse response, ChannelMeters meters, ProblemType why) {
        meters.refused(why);
        if (response.closed() || response.ended()) {
            return;
        }
        if (why.isTemporary()) {
            response.putHeader("Retry-After", ProblemType.RETRY_AFTER);
        }
        response.setStatusCode(why.status()).putHeader("Content-Type", "application/problem+json").end(why.json());
    }

    private static long declaredLength(HttpServerRequest request) {
        var declared = request.getHeader("Content-Length");
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
