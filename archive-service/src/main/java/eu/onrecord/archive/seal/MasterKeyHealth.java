package eu.onrecord.archive.seal;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import eu.onrecord.archive.seal.MasterKeyCheck.State;

/** Not ready with another master key under the name of one that was used before: nothing can be sealed. */
@Readiness
@ApplicationScoped
class MasterKeyHealth implements HealthCheck {
    private final MasterKeyCheck check;

    MasterKeyHealth(MasterKeyCheck check) {
        this.check = check;
    }

    @Override
    public HealthCheckResponse call() {
        var state = check.state();
        return HealthCheckResponse.named("master-key").status(state != State.WRONG)
                .withData("state", state.name().toLowerCase(Locale.ROOT)).build();
    }
}
