package eu.onrecord.ingest.setting;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Tells in every health answer which settings are not safe, where somebody took that upon themselves. */
@Liveness
@Readiness
@Startup
@ApplicationScoped
class SettingsHealth implements HealthCheck {
    private final SafeStart start;

    SettingsHealth(SafeStart start) {
        this.start = start;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("settings").up();
        return (start.unsafe().isEmpty() ? answer : answer.withData("unsafe", String.join(" ", start.unsafe()))).build();
    }
}
