package eu.onrecord.ingest.publish;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only when there is somewhere to put what comes in. */
@Readiness
class KafkaReadiness implements HealthCheck {
    private final EventLog log;

    KafkaReadiness(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka").status(log.isConnected()).build();
    }
}
