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

import eu.onrecord.local.manifests.NetworkPaths.Way;

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
    @ParameterizedTest
    @ValueSource(strings = { "evaluation", "production" })
    void whatAnOverlayIsMadeOfIsWhatSomebodyHasRead(String overlay) throws IOException {
        var found = Shape.lines(Installation.render(overlay));

        var shape = Installation.shape(overlay);
        Files.write(Files.createDirectories(Path.of("target", "shapes")).resolve(shape.getFileName()), found);
        assertEquals(String.join("\n", Files.readAllLines(shape)), String.join("\n", found));
    }

    @Test
    void whoWantsTheTilesReadOpensOneWayToThem() throws IOException {
        opens("public-tiles", List.of(new Way(Installation.GATEWAY, Installation.ARCHIVE, 8086)));
    }

    @Test
    void whoHasAnIdentityProviderOutsideOpensTheWayToIt() throws IOException {
        opens("public-identity-provider",
                Installation.OUR_PODS.stream().map(pod -> new Way(pod, Installation.INTERNET, 443)).toList());
    }

    /** Nobody has anything against it but those who say that nobody has read it. */
    private static void opens(String component, List<Way> ways) throws IOException {
        var manifests = Installation.renderWith(component);

        assertEquals(List.of(), Installation.checks("production").stream()
                .filter(check -> !(check instanceof Shape) && !(check instanceof NetworkPaths))
                .flatMap(check -> check.findings(manifests)).toList());
        assertEquals(List.of(), Installation.ways(ways).findings(manifests).toList());
        assertFalse(Installation.ways(List.of()).findings(manifests).toList().isEmpty());
    }
}
