package eu.onrecord.ingest.publish;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not live only when nobody looks after the producer any more, or replacing it keeps failing while the cluster answers another
 * client
 * of this process. A cluster that is away is never a reason to start again.
 */
@Liveness
@ApplicationScoped
class KafkaLiveness implements HealthCheck {
    private final EventLog log;

    KafkaLiveness(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("producer").status(log.isLive()).build();
    }
}
