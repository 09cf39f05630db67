package eu.onrecord.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.vertx.core.http.HttpServerRequest;

/**
 * One span for each webhook, whose context goes on into Kafka's headers. Made here and not by the HTTP instrumentation, which
 * tells addresses, and in Meta's stands the verify token.
 */
@ApplicationScoped
public class WebhookTracing {
    private static final String SCOPE = "eu.onrecord.ingest";
    private static final TextMapSetter<Headers> INTO_KAFKA = (headers, name, value) -> headers.add(name,
            value.getBytes(StandardCharsets.UTF_8));
    private static final TextMapGetter<HttpServerRequest> FROM_HTTP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServerRequest request) {
            return request.headers().names();
        }

        @Override
        public String get(HttpServerRequest request, String name) {
            return request.getHeader(name);
        }
    };

    private final boolean off;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    WebhookTracing(OpenTelemetry openTelemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.off = off;
        tracer = openTelemetry.getTracer(SCOPE);
        propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    /**
     * The span of a webhook that proved to be authentic; to be ended by {@link #taken} or {@link #refused}. What strangers say
     * of
     * a trace is not believed.
     *
     * @param begun when its head came
     */
    public Span begin(HttpServerRequest request, Channel channel, Instant begun) {
        return off ? Span.getInvalid()
                : tracer.spanBuilder("POST /webhooks/{channel}").setSpanKind(SpanKind.SERVER)
                        .setParent(propagator.extract(Context.root(), request, FROM_HTTP))
                        .setAttribute("onrecord.channel", channel.name()).setStartTimestamp(begun).startSpan();
    }

    /** Lets the records carry the span's context on. */
    public void carry(Span span, List<ProducerRecord<String, byte[]>> records) {
        if (!off) {
            var context = Context.root().with(span);
            records.forEach(kafkaRecord -> propagator.inject(context, kafkaRecord.headers(), INTO_KAFKA));
        }
    }

    /** All of it is durable. */
    public void taken(Span span, int records) {
        span.setAttribute("onrecord.records", records).end();
    }

    /** It was not taken after all. */
    public void refused(Span span, ProblemType why) {
        if (why.status() >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.setAttribute("onrecord.problem", why.word()).end();
    }
}
