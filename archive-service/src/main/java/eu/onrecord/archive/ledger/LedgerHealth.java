package eu.onrecord.archive.ledger;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready also where nothing is signed: records are kept and read meanwhile. But every answer says so. */
@Readiness
@ApplicationScoped
class LedgerHealth implements HealthCheck {
    private final Sequencer sequencer;

    LedgerHealth(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger").up().withData("refused",
                sequencer.refusal().map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse("no")).build();
    }
}
