package eu.onrecord.local.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;

/**
 * The dashboards and alerts, on a real Prometheus that looks at the running services: every query is answered, every metric
 * there.
 */
@Timeout(300)
class ObservabilityTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Pattern DASHBOARD_QUERY = Pattern.compile("\"expr\": (\"(?:[^\"\\\\]|\\\\.)*\")");
    private static final Pattern ALERT_QUERY = Pattern.compile("(?m)^ +expr: >-\\n +(.+)$");
    private static final Pattern METRIC = Pattern.compile("\\b(?:onrecord|kafka|process|jvm)_[a-z_]+|\\bup\\b");
    /** The figures are looked up once a minute. */
    private static final Duration SOON = Duration.ofSeconds(100);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyQueryOfTheDashboardsAndAlertsIsAnsweredAndEveryMetricIsThere() throws Exception {
        var present = Files.isExecutable(PROMETHEUS);
        assertTrue(present || !Boolean.getBoolean("prometheus.required"), "there is no Prometheus");
        if (!present) {
            System.out.println("Left out: there is no Prometheus, so the dashboards were not run");
        }
        Assumptions.assumeTrue(present);
        var data = Files.createTempDirectory(Files.createDirectories(Path.of("target/observability")), "run-").toAbsolutePath();
        try (var stack = Stack.start(ROOT, data, LocalChannels.read(Ports.free(), ROOT, List.of()), System.out::println)) {
            happen(stack);
            var port = FreePorts.takeOne();
            try (var prometheus = ChildProcess.start("Prometheus", List.of(PROMETHEUS.toString(), "--config.file="
                    + configuration(data, stack.ports()), "--storage.tsdb.path=" + data.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + port, "--log.level=warn"), Map.of(), data.resolve("prometheus.log"))) {
                prometheus.awaitAnswer(URI.create("http://127.0.0.1:" + port + "/-/ready"), SOON);
                var api = "http://127.0.0.1:" + port + "/api/v1/";
                await().atMost(SOON).until(() -> ask(api + "query?query=" + encoded("sum(up)")).contains(",\"3\"]"));

                var queries = queries();
                assertTrue(queries.size() > 25, queries::toString);
                var wanted = metricsIn(queries);
                await().atMost(SOON).untilAsserted(() -> assertEquals(Set.of(), missing(wanted, api)));
                for (var query : queries) {
                    var answer = ask(api + "query?query=" + encoded(query));
                    assertTrue(answer.startsWith("{\"status\":\"success\""), () -> query + ": " + answer);
                }
            }
        }
    }

    /** Of each kind one: a chat with its notice, an unknown number, a refused proof, a provider that says no. */
    private static void happen(Stack stack) throws Exception {
        var customer = new SimulatedCustomer("31650000001", null, "Greet");
        assertEquals(200, stack.whatsApp().write(customer, "Dag").get());
        await().atMost(SOON).until(() -> stack.desk().received().stream().anyMatch(item -> "Greet".equals(item.name())));
        var message = stack.desk().received().stream().filter(item -> "Greet".equals(item.name())).findFirst().orElseThrow();
        await().atMost(SOON).until(
                () -> stack.desk().answer(message.customer(), message.channel(), "Dag").statusCode() == 202);
        // the provider no longer knows our token: what comes now waits
        stack.whatsApp().behave(Behaviour.normal().failingWith(190));
        assertEquals(200, stack.whatsApp().write(new SimulatedCustomer("31650000002", null, "Henk"), "Dag").get());
    }

    private static List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        try (var dashboards = Files.list(ROOT.resolve("deploy/observability/dashboards"))) {
            for (var dashboard : dashboards.sorted().toList()) {
                DASHBOARD_QUERY.matcher(Files.readString(dashboard)).results().map(found -> found.group(1))
                        .map(json -> json.substring(1, json.length() - 1).replace("\\\"", "\"")).forEach(queries::add);
            }
        }
        ALERT_QUERY.matcher(Files.readString(ROOT.resolve("deploy/observability/alerts.yaml"))).results()
                .map(found -> found.group(1)).forEach(queries::add);
        return queries;
    }

    private static Set<String> metricsIn(List<String> queries) {
        var metrics = new TreeSet<String>();
        queries.forEach(query -> METRIC.matcher(query.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("by \\([^)]*\\)", ""))
                .results().forEach(found -> metrics.add(found.group())));
        assertFalse(metrics.isEmpty());
        return metrics;
    }

    private Set<String> missing(Set<String> wanted, String api) throws IOException, InterruptedException {
        var known = ask(api + "label/__name__/values");
        var missing = new TreeSet<>(wanted);
        missing.removeIf(metric -> known.contains("\"" + metric + "\""));
        return missing;
    }

    private static Path configuration(Path data, Ports ports) throws IOException {
        return Files.writeString(data.resolve("prometheus.yaml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: []
                scrape_configs:
                  - { job_name: ingest-service, metrics_path: /q/metrics, static_configs: [{ targets: ["localhost:%d"] }] }
                  - { job_name: consent-service, metrics_path: /q/metrics, static_configs: [{ targets: ["localhost:%d"] }] }
                  - { job_name: archive-service, metrics_path: /q/metrics, static_configs: [{ targets: ["localhost:%d"] }] }
                """.formatted(ports.ingestManagement(), ports.consentManagement(), ports.archiveManagement()));
    }

    private String ask(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).timeout(SOON).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
