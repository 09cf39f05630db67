package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
    private static final Path FOLDER = Installation.ROOT.resolve(".github/workflows");

    @ParameterizedTest
    @ValueSource(strings = { "gate.yaml", "release.yaml" })
    void whatOthersWroteIsPinnedAndNothingMayBeWrittenUnlessAJobSaysSo(String workflow) throws IOException {
        var read = read(workflow);
        var used = read.findValuesAsText("uses");

        assertFalse(used.isEmpty());
        assertEquals(List.of(), used.stream().filter(action -> !action.matches(".+@[0-9a-f]{40}")).toList());
        assertEquals("{\"contents\":\"read\"}", read.path("permissions").toString());
    }

    @Test
    void oneGateNeedsEveryOtherJobAndAsksEach() throws IOException {
        var jobs = read("gate.yaml").path("jobs");
        var others = new TreeSet<String>();
        jobs.fieldNames().forEachRemaining(others::add);
        others.remove("gate");
        var needed = new TreeSet<String>();
        jobs.at("/gate/needs").forEach(job -> needed.add(job.asText()));

        assertEquals(others, needed);
        others.forEach(job -> assertEquals(true,
                jobs.at("/gate/steps/0/run").asText().contains("${{ needs." + job + ".result }}\" = success"), job));
    }

    private static JsonNode read(String workflow) throws IOException {
        return new YAMLMapper().readTree(Files.readString(FOLDER.resolve(workflow)));
    }
}
