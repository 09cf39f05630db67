package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
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

    /**
     * Whoever changes what an object is made of reads what is written under {@code target}, and puts it in the list's place.
     */
    @Test
    void whatProductionIsMadeOfIsWhatSomebodyHasRead() throws IOException {
        var found = Shape.lines(Installation.render("production"));

        Files.write(Path.of("target/shape.txt"), found);
        assertEquals(String.join("\n", Files.readAllLines(Path.of("src/test/resources/shape.txt"))), String.join("\n", found));
    }
}
