package eu.onrecord.archive.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.Vertx;

/**
 * The service's own readiness as a figure, so that somebody is told when its database, Kafka or its keys are away: the pods are
 * there
 * then, and nothing else changes.
 */
@ApplicationScoped
class ReadyGauge {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final AtomicInteger ready = new AtomicInteger();
    private final SmallRyeHealthReporter health;
    private final Vertx vertx;

    ReadyGauge(SmallRyeHealthReporter health, Vertx vertx, MeterRegistry registry) {
        this.health = health;
        this.vertx = vertx;
        Gauge.builder("onrecord.ready", ready, AtomicInteger::get)
                .description("1 where the service is ready, 0 where it is not")
                .register(registry);
    }

    void begin(@Observes StartupEvent start) {
        vertx.setPeriodic(1, BETWEEN_LOOKS.toMillis(), look -> look());
    }

    private void look() {
        health.getReadinessAsync().subscribe().with(answer -> ready.set(answer.isDown() ? 0 : 1), broken -> ready.set(0));
    }
}
