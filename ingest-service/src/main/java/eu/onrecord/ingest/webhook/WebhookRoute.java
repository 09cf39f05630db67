package eu.onrecord.ingest.webhook;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.AdmissionConfig;
import eu.onrecord.ingest.admission.Lateness;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.ingest.webhook.Exchange.Services;
import eu.onrecord.ingest.webhook.WebhookMetrics.ChannelMeters;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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

    private final Channels channels;
    private final Lateness lateness;
    private final Admission admission;
    private final Patience bodies;
    private final WebhookMetrics metrics;
    private final Services services;

    WebhookRoute(Channels channels, Lateness lateness, Admission admission, AdmissionConfig admissionConfig,
            WebhookMetrics metrics, Reception reception, EventLog log, WebhookTracing tracing, Clock clock) {
        this.channels = channels;
        this.lateness = lateness;
        this.admission = admission;
        this.bodies = new Patience(admissionConfig.bodyPatience());
        this.metrics = metrics;
        this.services = new Services(reception, log, new Patience(log.longestWait()), tracing, clock);
    }

    void register(@Observes Filters filters) {
        filters.register(this::route, FIRST);
    }

    private void route(RoutingContext context) {
        var request = context.request();
        if (request.method() != HttpMethod.POST || !request.path().startsWith(PATH)) {
            context.next();
            return;
        }
        channels.find(request.path().substring(PATH.length())).ifPresentOrElse(
                channel -> receive(context.vertx().getOrCreateContext(), request, channel),
                () -> refuse(request, metrics.ofUnknownChannel(), ProblemType.CHANNEL_UNKNOWN));
    }

    private void receive(Context vertx, HttpServerRequest request, Channel channel) {
        var meters = metrics.of(channel);
        if (Answers.declaredLength(request) > IncomingBody.LARGEST_BYTES) {
            refuse(request, meters, ProblemType.BODY_TOO_LARGE);
            return;
        }
        if (lateness.isTooLate(vertx) || admission.isFull()) {
            refuse(request, meters, ProblemType.OVERLOADED);
            return;
        }
        var place = admission.place();
        var exchange = new Exchange(services, vertx, request, channel, meters, place);
        var body = new IncomingBody(place, System.nanoTime(), exchange::refused, bodies::forget);
        bodies.watch(vertx.owner(), body);
        body.readFrom(request, exchange::received);
    }

    private static void refuse(HttpServerRequest request, ChannelMeters meters, ProblemType why) {
        meters.refused(why);
        Answers.refusal(request, why);
    }
}
