package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The workflows were not run here; what can be seen without running them holds. */
class WorkflowsTest {
    private static final String GATE = "./.github/workflows/gate.yaml";
    private static final Path FOLDER = Installation.ROOT.resolve(".github/workflows");

    @ParameterizedTest
    @ValueSource(strings = { "gate.yaml", "release.yaml" })
    void whatOthersWroteIsPinnedAndNothingMayBeWrittenUnlessAJobSaysSo(String workflow) throws IOException {
        var read = read(workflow);
        var used = read.findValuesAsText("uses");

        assertFalse(used.isEmpty());
        assertEquals(List.of(),
                used.stream().filter(action -> !action.equals(GATE) && !action.matches(".+@[0-9a-f]{40}")).toList());
        assertEquals("{\"contents\":\"read\"}", read.path("permissions").toString());
    }

    @Test
    void aReleaseNeedsTheGateAndSignsWhatItPushedAndNothingElse() throws IOException {
        var images = read("release.yaml").at("/jobs/images");

        assertEquals(GATE, read("release.yaml").at("/jobs/gate/uses").asText());
        assertEquals("[\"gate\"]", images.path("needs").toString());
        assertEquals(List.of("cosign sign --yes \"$IMAGE@${{ steps.push.outputs.digest }}\""),
                images.findValuesAsText("run").stream().filter(step -> step.contains("cosign")).toList());
        assertEquals(2, images.findValuesAsText("subject-digest").stream()
                .filter("${{ steps.push.outputs.digest }}"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(strings = { "gate.yaml", "release.yaml" })
    void nothingThatFailsIsPassedOver(String workflow) throws IOException {
        assertEquals(List.of(), read(workflow).findValuesAsText("continue-on-error"));
    }

    @Test
    void oneGateNeedsEveryOtherJobAndAsksEach() throws IOException {
        var jobs = read("gate.yaml").path("jobs");
        var others = new TreeSet<String>();
        jobs.fieldNames().forEachRemaining(others::add);
        others.remove("gate");
        var needed = new TreeSet<String>();
        jobs.at("/gate/needs").forEach(job -> needed.add(job.asText()));

        // without it a part that fails makes the gate skipped, which counts as passed
        assertEquals("always()", jobs.at("/gate/if").asText());
        assertEquals(others, needed);
        others.forEach(job -> assertEquals(true,
                jobs.at("/gate/steps/0/run").asText().contains("${{ needs." + job + ".result }}\" = success"), job));
    }

    /** Whatever comes from outside is no part of a command, runs with no secret, and may write nothing. */
    @ParameterizedTest
    @ValueSource(strings = { "gate.yaml", "release.yaml" })
    void whoProposesAChangeRunsNothingOfTheirOwn(String workflow) throws IOException {
        var text = Files.readString(FOLDER.resolve(workflow));

        assertFalse(text.contains("pull_request_target") || text.contains("workflow_run"), "runs with secrets");
        assertFalse(text.contains("write-all"), "may write everything");
        assertEquals(List.of(), read(workflow).findValuesAsText("run").stream()
                .filter(step -> step.contains("${{ github.") || step.contains("${{ inputs.")).toList());
    }

    @Test
    void theGateLeavesOutNoTest() throws IOException {
        var steps = read("gate.yaml").findValuesAsText("run");

        assertTrue(steps.stream().anyMatch(step -> step.contains("mvn") && step.contains(" verify") && !step.contains("-Dskip")
                && !step.contains("-Dquick") && !step.contains("-Pnative")), steps::toString);
    }

    private static JsonNode read(String workflow) throws IOException {
        return new YAMLMapper().readTree(Files.readString(FOLDER.resolve(workflow)));
    }
}
