package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Each alert fires on what it is for, and says what to do then. */
class AlertsTest {
    private static final Path FOLDER = Installation.ROOT.resolve("deploy/observability");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$\\s+(\\S[^#]{80,})");
    private static final String FIRING = "alerts.test.yaml";
    private static final String ENDING = "alerts-end.test.yaml";
    private final YAMLMapper yaml = new YAMLMapper();

    @TempDir
    private Path work;

    @Test
    void prometheusOwnToolTakesTheRulesAndTheyFireAndEndAsTheyShall() throws IOException, InterruptedException {
        var present = Files.isExecutable(Path.of("/usr/bin/promtool"));
        assertTrue(present || !Boolean.getBoolean("prometheus.required"), "there is no promtool");
        if (!present) {
            System.out.println("Left out: there is no promtool, so the alerts were not tested");
        }
        Assumptions.assumeTrue(present);
        yaml.writeValue(work.resolve("rules.yaml").toFile(), rules().at("/spec"));

        promtool("check", "rules", "rules.yaml");
        for (var cases : List.of(FIRING, ENDING)) {
            Files.copy(FOLDER.resolve(cases), work.resolve(cases), StandardCopyOption.REPLACE_EXISTING);
            promtool("test", "rules", cases);
        }
    }

    /** And they are looked at as often as Prometheus looks. */
    @ParameterizedTest
    @ValueSource(strings = { "evaluation", "production" })
    void theRulesThatAreInstalledAreThoseThatWereTried(String overlay) throws IOException {
        var installed = Installation.render(overlay).all().stream()
                .filter(object -> object.path("kind").asText().equals("PrometheusRule")).map(object -> object.path("spec"))
                .toList();

        assertEquals(List.of(rules().path("spec")), installed);
        assertEquals(List.of(), rules().findValues("interval"));
    }

    @Test
    void dashboardsCanBeRead() throws IOException {
        try (var files = Files.newDirectoryStream(FOLDER.resolve("dashboards"), "*.json")) {
            for (var file : files) {
                assertFalse(JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build()
                        .readTree(file.toFile()).path("panels").isEmpty(), file::toString);
            }
        }
    }

    @Test
    void eachAlertHasAParagraphInTheRunbookAndACaseInWhichItFires() throws IOException {
        var alerts = Manifests.each(rules().at("/spec/groups/0/rules")).map(rule -> rule.path("alert").asText()).sorted()
                .toList();
        var paragraphs = HEADING.matcher(Files.readString(FOLDER.resolve("RUNBOOK.md"))).results()
                .map(found -> found.group(1)).sorted().toList();
        var cases = Manifests.each(yaml.readTree(FOLDER.resolve(FIRING).toFile()).path("tests"))
                .flatMap(test -> Manifests.each(test.path("alert_rule_test")))
                .filter(test -> !test.path("exp_alerts").isEmpty()).map(test -> test.path("alertname").asText())
                .collect(Collectors.toSet());

        assertFalse(alerts.isEmpty());
        assertEquals(alerts, paragraphs);
        assertEquals(List.of(), alerts.stream().filter(alert -> !cases.contains(alert)).toList());
    }

    /** One that never ends is looked at by nobody. */
    @Test
    void eachAlertHasACaseInWhichItEnds() throws IOException {
        var alerts = Manifests.each(rules().at("/spec/groups/0/rules")).map(rule -> rule.path("alert").asText() + " ends")
                .sorted().toList();
        var tests = Manifests.each(yaml.readTree(FOLDER.resolve(ENDING).toFile()).path("tests")).toList();

        assertEquals(alerts, tests.stream().map(test -> test.path("name").asText()).sorted().toList());
        tests.forEach(test -> {
            var looks = Manifests.each(test.path("promql_expr_test")).map(look -> look.path("exp_samples").size()).toList();
            assertEquals(List.of(1, 0), looks, test.path("name").asText());
        });
    }

    private JsonNode rules() throws IOException {
        return yaml.readTree(FOLDER.resolve("alerts.yaml").toFile());
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("/usr/bin/promtool"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "promtool does not end");
        assertEquals(0, process.exitValue(), output);
    }
}
