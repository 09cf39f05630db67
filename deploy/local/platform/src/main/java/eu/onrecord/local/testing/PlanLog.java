package eu.onrecord.local.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.local.postgres.PostgresNode;

/**
 * How PostgreSQL went about every statement that a service really ran, with the rows that it read for it: PostgreSQL itself
 * writes it into its log (its module auto_explain).
 */
public final class PlanLog implements AutoCloseable {
    private static final String BEGINNING = "  plan:";
    private static final List<String> SETTINGS = List.of("session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on", "auto_explain.log_timing = off",
            "auto_explain.log_format = 'json'", "auto_explain.log_parameter_max_length = 0",
            "auto_explain.log_nested_statements = on");

    /** With a plan that knows the values of the parameters, or with one that does not. */
    public enum Mode {
        CUSTOM("force_custom_plan"),
        GENERIC("force_generic_plan");

        private final String setting;

        Mode(String setting) {
            this.setting = setting;
        }
    }

    /**
     * One statement that ran.
     *
     * @param sql as it was sent
     * @param read rows that were looked at in tables, whether they were wanted or not
     * @param given rows that came out, or that were written
     */
    public record Plan(String sql, long read, long given) {
    }

    private final String address;
    private final Path log;
    private final List<String> databases;
    private final long beginning;

    /** From now on, until it is closed. Whoever is connected is cut off: only a new connection is looked at. */
    public PlanLog(int port, Path log, List<String> databases, Mode mode) throws SQLException, IOException {
        this.address = "jdbc:postgresql://localhost:" + port + "/postgres";
        this.log = log;
        this.databases = databases;
        for (var database : databases) {
            for (var setting : SETTINGS) {
                execute("alter database " + database + " set " + setting);
            }
            execute("alter database " + database + " set plan_cache_mode = '" + mode.setting + "'");
        }
        cutOff();
        beginning = Files.size(log);
    }

    /** What ran until now. */
    public List<Plan> plans() throws IOException {
        var plans = new ArrayList<Plan>();
        var json = new JsonMapper();
        try (var bytes = Files.newInputStream(log)) {
            bytes.skipNBytes(beginning);
            var reader = new BufferedReader(new InputStreamReader(bytes, UTF_8));
            var plan = new StringBuilder();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("\t") && !plan.isEmpty()) {
                    plan.append(line).append('\n');
                } else {
                    if (plan.length() > 1) {
                        plans.add(plan(json.readTree(plan.toString())));
                    }
                    plan.setLength(0);
                    if (line.endsWith(BEGINNING)) {
                        plan.append('\n');
                    }
                }
            }
        }
        return plans;
    }

    private static Plan plan(JsonNode told) {
        var root = told.path("Plan");
        return new Plan(told.path("Query Text").asText(), read(root), given(root));
    }

    private static long read(JsonNode node) {
        var rows = 0.0;
        if (isTable(node.path("Relation Name").asText()) && node.path("Node Type").asText().contains("Scan")) {
            rows = node.path("Actual Loops").asDouble() * (node.path("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble() + node.path("Rows Removed by Index Recheck").asDouble());
        }
        return Math.round(rows) + children(node).mapToLong(PlanLog::read).sum();
    }

    /** Not PostgreSQL's own ones, which do not grow. */
    private static boolean isTable(String relation) {
        return !relation.isEmpty() && !relation.startsWith("pg_");
    }

    private static long given(JsonNode node) {
        var isWritten = node.path("Node Type").asText().equals("ModifyTable");
        return Math.max(rows(node), isWritten ? children(node).mapToLong(PlanLog::rows).sum() : 0);
    }

    private static long rows(JsonNode node) {
        return Math.round(node.path("Actual Loops").asDouble() * node.path("Actual Rows").asDouble());
    }

    private static Stream<JsonNode> children(JsonNode node) {
        var children = new ArrayList<JsonNode>();
        node.path("Plans").forEach(children::add);
        return children.stream();
    }

    @Override
    public void close() throws SQLException {
        for (var database : databases) {
            execute("alter database " + database + " reset all");
        }
        cutOff();
    }

    private void cutOff() throws SQLException {
        for (var database : databases) {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address, PostgresNode.USER, PostgresNode.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
