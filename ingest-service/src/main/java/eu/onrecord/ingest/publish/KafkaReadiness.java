package eu.onrecord.ingest.publish;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the producer can be expected to bring an event into Kafka. It is the producer that is asked, not a second client
 * that
 * may fare better or worse; and not every partition: one without a leader takes no channel down.
 */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private final EventLog log;
    private final ClusterSafety safety;

    KafkaReadiness(EventLog log, ClusterSafety safety) {
        this.log = log;
        this.safety = safety;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("kafka");
        var trouble = log.trouble().or(safety::trouble);
        trouble.ifPresent(words -> answer.withData("trouble", words));
        log.remark().ifPresent(words -> answer.withData("quarantine", words));
        log.refusing().ifPresent(words -> answer.withData("partitions", words));
        safety.remark().ifPresent(words -> answer.withData("replication", words));
        return answer.status(trouble.isEmpty()).build();
    }
}
