package eu.onrecord.ingest.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.ingest.webhook.Reception.Outcome;
import eu.onrecord.ingest.webhook.WebhookMetrics.ChannelMeters;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;

/** One webhook that was let in, from its body to its answer. */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    /** Reading more than this takes milliseconds, in which nobody else on the event loop would be served. */
    private static final int LARGE_BYTES = 128 * 1024;

    private final Services services;
    private final Context vertx;
    private final HttpServerRequest request;
    private final Channel channel;
    private final ChannelMeters meters;
    private final Place place;
    private final Span span;

    /** What every exchange needs. */
    record Services(Reception reception, EventLog log, Patience acknowledgements, WebhookTracing tracing, Clock clock) {
    }

    /** @param vertx the event loop of the request */
    Exchange(Services services, Context vertx, HttpServerRequest request, Channel channel, ChannelMeters meters, Place place) {
        this.services = services;
        this.vertx = vertx;
        this.request = request;
        this.channel = channel;
        this.meters = meters;
        this.place = place;
        this.span = services.tracing().begin(request, channel);
    }

    /** The body cannot be taken. */
    void refused(ProblemType why) {
        place.leave();
        meters.refused(why);
        services.tracing().refused(span, why);
        Answers.refusal(request, why);
    }

    /** The body is there. */
    void received(byte[] body) {
        var webhook = new Webhook(request::getHeader, request::getParam, request.query(), body, services.clock().instant());
        if (!place.enter()) {
            fail(ProblemType.OVERLOADED);
        } else if (body.length > LARGE_BYTES) {
            vertx.executeBlocking(() -> services.reception().receive(channel, webhook), false)
                    .onComplete(outcome -> attempt(outcome::result, outcome.cause()));
        } else {
            attempt(() -> services.reception().receive(channel, webhook), null);
        }
    }

    /** Whatever goes wrong, there is an answer, and the room is given back. */
    private void attempt(Supplier<Outcome> decision, Throwable fault) {
        try {
            if (fault != null) {
                fault(fault);
            } else {
                decided(decision.get());
            }
        } catch (RuntimeException | Error unexpected) {
            fault(unexpected);
        }
    }

    private void decided(Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            publish(taken);
        } else {
            fail(((Outcome.Refused) outcome).why());
        }
    }

    /** Without the exception's own words: they may repeat what was sent. */
    private void fault(Throwable fault) {
        var where = fault.getStackTrace().length == 0 ? "an unknown place" : fault.getStackTrace()[0];
        LOG.errorf("A webhook on %s met a fault of ours: %s at %s", channel.name(), fault.getClass().getName(), where);
        fail(ProblemType.UNEXPECTED);
    }

    private void publish(Outcome.Taken taken) {
        services.tracing().carry(span, taken.records());
        var acknowledgement = new Acknowledgement(taken);
        services.acknowledgements().watch(vertx.owner(), acknowledgement);
        services.log().publish(taken.records()).whenComplete(
                (acknowledged, failure) -> vertx.runOnContext(back -> acknowledgement.told(failure)));
    }

    private void fail(ProblemType why) {
        place.leave();
        meters.refused(why);
        services.tracing().refused(span, why);
        Answers.problem(request.response(), why);
    }

    /** Kafka's word, waited for no longer than the producer itself promised to wait: that promise is not ours to rely on. */
    private final class Acknowledgement implements Patience.Waiting {
        private final Outcome.Taken taken;
        private final long startedNanos = System.nanoTime();
        private boolean ended;

        private Acknowledgement(Outcome.Taken taken) {
            this.taken = taken;
        }

        @Override
        public long sinceNanos() {
            return startedNanos;
        }

        @Override
        public void giveUp() {
            told(new TimeoutException());
        }

        /** What comes after it was given up changes nothing any more: the provider was told to send it again. */
        private void told(Throwable failure) {
            if (ended) {
                return;
            }
            ended = true;
            services.acknowledgements().forget(this);
            if (failure == null) {
                succeed();
            } else {
                LOG.warnf("Kafka did not acknowledge a webhook on %s: %s", channel.name(), failure.getClass().getSimpleName());
                fail(ProblemType.NOT_ACKNOWLEDGED);
            }
        }

        private void succeed() {
            place.leave();
            meters.taken(taken.findings(), Duration.ofNanos(System.nanoTime() - startedNanos));
            services.tracing().taken(span, taken.records().size());
            Answers.taken(request.response(), taken.answer());
        }
    }
}
