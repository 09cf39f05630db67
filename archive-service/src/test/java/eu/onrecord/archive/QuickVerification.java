package eu.onrecord.archive;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Whatever was recorded is looked at, also what was recorded just now. */
public class QuickVerification implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("onrecord.verification.settling", "PT0S");
    }
}
