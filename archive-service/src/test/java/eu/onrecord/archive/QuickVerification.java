package eu.onrecord.archive;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Whatever was recorded is looked at, also what was recorded just now; and keys are watched every second. */
public class QuickVerification implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("onrecord.verification.settling", "PT0S", "onrecord.loss.pace", "1s");
    }
}
