package eu.onrecord.ingest.publish;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Kafka's own figures of the producer, of whichever is there; those that tell whether it keeps up. */
final class ProducerFigures {
    private ProducerFigures() {
    }

    static void register(Supervisor supervisor, MeterRegistry registry) {
        Gauge.builder("onrecord.producer.replacements", supervisor, Supervisor::replacements)
                .description("how often the producer was replaced since Kafka last acknowledged something").register(registry);
        FunctionCounter.builder("onrecord.producer.made", supervisor, Supervisor::made)
                .description("producers that were made, the first one too").register(registry);
        gauge(supervisor, registry, "buffer-available-bytes", "onrecord.producer.buffer.available", "bytes", 1,
                "what there is room for beside what is not acknowledged");
        gauge(supervisor, registry, "buffer-total-bytes", "onrecord.producer.buffer.total", "bytes", 1,
                "room for what is not acknowledged");
        gauge(supervisor, registry, "request-latency-avg", "onrecord.producer.request.latency", "seconds", 1000,
                "how long a broker takes to answer, on average");
        gauge(supervisor, registry, "record-queue-time-avg", "onrecord.producer.queue.time", "seconds", 1000,
                "how long a batch waits to be sent, on average");
        gauge(supervisor, registry, "requests-in-flight", "onrecord.producer.requests.in.flight", "requests", 1,
                "what brokers have not answered");
        counter(supervisor, registry, "record-error-total", "onrecord.producer.errors", "records that were given up");
        counter(supervisor, registry, "record-retry-total", "onrecord.producer.retries", "records that were sent again");
    }

    private static void gauge(Supervisor supervisor, MeterRegistry registry, String figure, String name, String unit,
            double divisor, String description) {
        Gauge.builder(name, supervisor, it -> value(it, figure) / divisor).baseUnit(unit).description(description)
                .register(registry);
    }

    /** Begins again with another producer, as that of a process that starts again. */
    private static void counter(Supervisor supervisor, MeterRegistry registry, String figure, String name,
            String description) {
        FunctionCounter.builder(name, supervisor, it -> value(it, figure)).baseUnit("records").description(description)
                .register(registry);
    }

    private static double value(Supervisor supervisor, String figure) {
        return supervisor.current().flatMap(producer -> producer.metric(figure)).orElse(0.0);
    }
}
