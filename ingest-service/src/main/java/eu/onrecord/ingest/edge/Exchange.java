package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.admission.Limits;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Answer;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.webhook.Reception.Outcome;
import eu.onrecord.ingest.webhook.Tally;
import eu.onrecord.ingest.webhook.WebhookMetrics.ChannelMeters;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;

/** One webhook, from its head to its answer. For its event loop alone. */
final class Exchange {
    private final Services services;
    private final EdgeLoop loop;
    private final Context vertx;
    private final HttpServerRequest request;
    private final Channel channel;
    private final ChannelMeters meters;
    private final Instant begun;
    private Place place;
    private Span span = Span.getInvalid();
    private boolean finished;

    /** @param vertx the event loop of the request */
    Exchange(Services services, EdgeLoop loop, Context vertx, HttpServerRequest request, Channel channel,
            ChannelMeters meters) {
        this.services = services;
        this.loop = loop;
        this.vertx = vertx;
        this.request = request;
        this.channel = channel;
        this.meters = meters;
        this.begun = services.clock().instant();
    }

    /** @param comesAgain whether its provider sends it again if it is refused */
    void read(int largest, boolean comesAgain) {
        var coming = new IncomingBody[1];
        place = services.admission().place(channel.name(), comesAgain, () -> vertx.runOnContext(now -> coming[0].evicted()));
        coming[0] = new IncomingBody(place, largest, loop.now(), this::refuse, loop::isOver);
        loop.isComing(coming[0]);
        coming[0].readFrom(request, this::received, this::gone);
    }

    /** Nobody hears an answer; on a connection that others share, their requests go on. */
    private void gone() {
        if (!finished) {
            finished = true;
            loop.ended(request);
        }
    }

    private void received(byte[] body) {
        meters.received(body.length);
        var webhook = new Webhook(request::getHeader, request::getParam, request.query(), body, services.clock().instant());
        if (!place.enter()) {
            refuse(ProblemType.OVERLOADED);
        } else if (body.length > Limits.SMALL_BODY_BYTES) {
            services.largeReaders().executeBlocking(() -> services.reception().receive(channel, webhook), false)
                    .onComplete(read -> vertx.runOnContext(back -> {
                        if (read.failed()) {
                            fault(read.cause());
                        } else {
                            decided(read.result());
                        }
                    }));
        } else {
            receive(webhook);
        }
    }

    /** Whatever goes wrong, there is an answer, and the room is given back. */
    private void receive(Webhook webhook) {
        Outcome outcome;
        try {
            outcome = services.reception().receive(channel, webhook);
        } catch (RuntimeException unexpected) {
            fault(unexpected);
            return;
        }
        decided(outcome);
    }

    private void decided(Outcome outcome) {
        try {
            if (outcome instanceof Outcome.Taken taken) {
                loop.proven(request.connection());
                publish(taken);
            } else {
                refuse(((Outcome.Refused) outcome).why());
            }
        } catch (RuntimeException unexpected) {
            fault(unexpected);
        }
    }

    private void fault(Throwable fault) {
        services.webhookLog().fault(channel, fault);
        refuse(ProblemType.UNEXPECTED);
    }

    /** From here on nothing of the webhook is held but its records, and those by the producer. */
    private void publish(Outcome.Taken taken) {
        span = services.tracing().begin(request, channel, begun);
        if (!place.becomes(taken.bytes())) {
            refuse(ProblemType.OVERLOADED);
            return;
        }
        services.tracing().carry(span, taken.records());
        var acknowledgement = new Acknowledgement(tally(taken), taken.records().size(), taken.answer());
        loop.acknowledgements().watch(acknowledgement);
        services.log().publish(taken.records()).whenComplete(
                (acknowledged, failure) -> vertx.runOnContext(back -> acknowledgement.told(failure)));
    }

    /** A webhook is not lost because it cannot be counted. */
    private Tally tally(Outcome.Taken taken) {
        try {
            return meters.tally(taken.findings(), taken.keyId());
        } catch (RuntimeException fault) {
            services.webhookLog().fault(channel, fault);
            return Tally.NOTHING;
        }
    }

    private void refuse(ProblemType why) {
        finish(() -> {
            meters.refused(why);
            services.webhookLog().refused(channel, why);
            services.tracing().refused(span, why);
            Answers.problem(request.response(), why);
        });
    }

    /** Where every webhook ends: its place is free, it is counted, and it is answered, once. */
    private void finish(Runnable answer) {
        if (!finished) {
            finished = true;
            place.leave();
            answer.run();
            meters.answered(Duration.between(begun, services.clock().instant()));
            loop.ended(request);
        }
    }

    /** Kafka's word, waited for no longer than the producer itself promised to wait: that promise is not ours to rely on. */
    private final class Acknowledgement implements Patience.Waiting {
        private final Tally tally;
        private final int records;
        private final Answer answer;
        private final long startedNanos = loop.now();

        private Acknowledgement(Tally tally, int records, Answer answer) {
            this.tally = tally;
            this.records = records;
            this.answer = answer;
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
            loop.acknowledgements().forget(this);
            if (failure == null) {
                finish(this::succeed);
            } else {
                services.webhookLog().notAcknowledged(failure);
                refuse(ProblemType.NOT_ACKNOWLEDGED);
            }
        }

        private void succeed() {
            meters.taken(tally, Duration.ofNanos(loop.now() - startedNanos));
            services.tracing().taken(span, records);
            Answers.taken(request.response(), answer);
        }
    }
}
