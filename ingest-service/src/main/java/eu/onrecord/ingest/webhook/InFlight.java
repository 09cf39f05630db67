package eu.onrecord.ingest.webhook;

import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.ingest.publish.PublishConfig;
import io.micrometer.core.instrument.MeterRegistry;

/** How many webhooks wait for Kafka: bounded, so that a slow Kafka costs refusals and not memory. */
@ApplicationScoped
class InFlight {
    private final Semaphore places;

    InFlight(PublishConfig config, MeterRegistry registry) {
        places = new Semaphore(config.webhooksInFlight());
        registry.gauge("onrecord.webhooks.in.flight", places, free -> config.webhooksInFlight() - free.availablePermits());
    }

    /** False if there is no place. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }
}
