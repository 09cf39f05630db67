package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl apply -k} would apply. */
class OverlaysTest {
    @ParameterizedTest
    @ValueSource(strings = { "evaluation", "production" })
    void nobodyHasAnythingAgainstAnOverlay(String overlay) throws IOException {
        var manifests = Installation.render(overlay);

        assertFalse(manifests.all().isEmpty());
        assertEquals(List.of(), Installation.checks(overlay).stream().flatMap(check -> check.findings(manifests)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = { "evaluation", "production" })
    void theOperatorsTakeTheirKinds(String overlay) throws IOException {
        var manifests = Installation.render(overlay);

        assertEquals(List.of(), Installation.schemas().findings(manifests).toList());
    }
}
