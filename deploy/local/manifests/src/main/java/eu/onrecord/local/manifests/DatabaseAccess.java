package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Who may come in at the databases, in whatever overlay: roles, and the words at a database's beginning. */
final class DatabaseAccess implements Check {
    private static final Map<String, String> DATABASES = Map.of("consent-db", "consent", "archive-db", "archive",
            "archive-keys-db",
            "archive_keys");
    private static final Set<String> ROLE = Set.of("name", "ensure", "login", "passwordSecret");
    private static final Pattern SQL = Pattern.compile("revoke all on schema public from public|create role [a-z_]+ login"
            + "|grant usage on schema public to [a-z_]+|alter default privileges for role [a-z_]+ in schema public grant "
            + "(?:select, insert, update, delete on tables|select, delete on tables|usage, select on sequences) to [a-z_]+");

    @Override
    public Stream<String> findings(Manifests manifests) {
        return databases(manifests);
    }

    private static Stream<String> databases(Manifests manifests) {
        return manifests.of("Cluster").stream().flatMap(cluster -> {
            var database = DATABASES.getOrDefault(nameOf(cluster), "");
            var init = cluster.at("/spec/bootstrap/initdb");
            var sql = each(init.path("postInitApplicationSQL")).map(JsonNode::asText).toList();
            var roles = each(cluster.at("/spec/managed/roles")).toList();
            var names = roles.stream().map(role -> role.path("name").asText()).toList();
            return Stream.of(
                    need(init.path("database").asText().equals(database)
                            && init.path("owner").asText().equals(database + "_owner"),
                            where(cluster) + " has another database or owner than its services ask for"),
                    need(names.contains(database + "_service"), where(cluster) + " has no role for its service"),
                    need(names.stream().allMatch(name -> sql.contains("create role " + name + " login")
                            && sql.contains("grant usage on schema public to " + name)
                            && sql.stream()
                                    .anyMatch(line -> line.startsWith(
                                            "alter default privileges for role " + database + "_owner in schema public grant")
                                            && line.endsWith(" on tables to " + name))),
                            where(cluster) + " has a role that may do nothing"),
                    need(sql.contains("revoke all on schema public from public")
                            && sql.stream().allMatch(line -> SQL.matcher(line).matches()),
                            where(cluster) + " runs other words at its beginning"),
                    roles.stream().flatMap(role -> need(
                            role.path("login").asBoolean() && role.path("ensure").asText().equals("present")
                                    && ROLE.containsAll(fields(role).map(Map.Entry::getKey).toList())
                                    && role.at("/passwordSecret/name").asText().equals(nameOf(cluster)
                                            + role.path("name").asText().substring(database.length()).replace('_', '-')),
                            where(cluster) + " has the role " + role.path("name").asText()
                                    + " with more or less than a login")),
                    need(each(cluster.at("/spec/postgresql/pg_hba")).map(JsonNode::asText).toList()
                            .equals(List.of("hostnossl all all all reject")),
                            where(cluster) + " lets others in, or in plain text"),
                    need(fields(cluster.at("/spec/postgresql/parameters")).map(Map.Entry::toString).toList()
                            .equals(List.of("idle_in_transaction_session_timeout=\"60s\"")),
                            where(cluster) + " has other parameters"),
                    need(!cluster.at("/spec/enableSuperuserAccess").asBoolean(),
                            where(cluster) + " has a superuser to log in with"),
                    need(!cluster.path("spec").has("imageName") && !cluster.path("metadata").has("annotations"),
                            where(cluster) + " is another PostgreSQL than the operator's"),
                    need(cluster.at("/spec/storage/size").asText().matches("\\d+Gi"), where(cluster) + " has no room"),
                    need(cluster.at("/spec/affinity/enablePodAntiAffinity").asBoolean(true)
                            && Set.of("required", "preferred")
                                    .contains(cluster.at("/spec/affinity/podAntiAffinityType").asText()),
                            where(cluster) + " has its instances on one machine"),
                    need(cluster.at("/spec/postgresql/synchronous/number").asInt(0) < Math
                            .max(cluster.at("/spec/instances").asInt(), 1)
                            && (cluster.at("/spec/instances").asInt() > 1
                                    || cluster.at("/spec/postgresql/synchronous").isMissingNode()),
                            where(cluster) + " waits for more standbys than it has"))
                    .flatMap(all -> all);
        });
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
