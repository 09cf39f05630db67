package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Who may come in where, in whatever overlay: at Kafka, at the databases, at the gateways; and by which secrets. */
final class Access implements Check {
    private static final Map<String, String> DATABASES = Map.of("consent-db", "consent", "archive-db", "archive",
            "archive-keys-db",
            "archive_keys");
    private static final Map<String, String> HOSTS = Map.of("webhooks", "ingest-service /webhooks/ webhooks", "ingest-api",
            "ingest-service /quarantine/ internal", "consent-api", "consent-service / internal", "archive-api",
            "archive-service / internal");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *\\.(\\w+) *\\}\\}");

    @Override
    public Stream<String> findings(Manifests manifests) {
        return Stream.of(namespaces(manifests), kafka(manifests), databases(manifests), gateways(manifests), secrets(manifests),
                monitored(manifests), services(manifests)).flatMap(all -> all);
    }

    private static Stream<String> namespaces(Manifests manifests) {
        return manifests.all().stream().filter(object -> !object.path("kind").asText().equals("Namespace"))
                .flatMap(object -> need(object.at("/metadata/namespace").asText().equals("onrecord"),
                        where(object) + " is in another namespace"));
    }

    private static Stream<String> kafka(Manifests manifests) {
        var clusters = manifests.of("Kafka").stream().flatMap(kafka -> {
            var config = kafka.at("/spec/kafka/config");
            var authorization = kafka.at("/spec/kafka/authorization");
            return Stream.of(
                    need(authorization.path("type").asText().equals("simple") && authorization.size() == 1,
                            where(kafka) + " lets others in than its users"),
                    need(!config.has("allow.everyone.if.no.acl.found"),
                            where(kafka) + " lets everybody do what nobody forbade"),
                    need(!config.path("auto.create.topics.enable").asBoolean(true), where(kafka) + " makes topics by itself"),
                    need(config.path("message.max.bytes").asInt() >= 8 * 1024 * 1024
                            && config.path("replica.fetch.max.bytes").asInt() > config.path("message.max.bytes").asInt(),
                            where(kafka) + " does not take the contract's largest message"),
                    need(kafka.at("/spec/entityOperator").has("topicOperator")
                            && kafka.at("/spec/entityOperator").has("userOperator"),
                            where(kafka) + " has nobody who makes its topics and users"),
                    need(fields(config).allMatch(entry -> CONFIG.contains(entry.getKey())),
                            where(kafka) + " is configured by an unknown word"),
                    need(each(kafka.at("/spec/kafka/listeners")).count() == 1, where(kafka) + " has another listener"),
                    each(kafka.at("/spec/kafka/listeners")).flatMap(listener -> need(listener.path("tls").asBoolean()
                            && listener.at("/authentication/type").asText().equals("scram-sha-512")
                            && listener.path("type").asText().equals("internal") && listener.path("port").asInt() == 9093
                            && listener.at("/networkPolicyPeers/0/podSelector/matchLabels").path("app.kubernetes.io/part-of")
                                    .asText()
                                    .equals("onrecord"),
                            where(kafka) + " has a listener that is not ours alone")))
                    .flatMap(all -> all);
        });
        var users = manifests.of("KafkaUser").stream().flatMap(user -> need(
                user.at("/spec/authentication/type").asText().equals("scram-sha-512")
                        && each(user.at("/spec/authorization/acls")).noneMatch(acl -> acl.has("host")),
                where(user) + " logs in by other means than the services"));
        var pools = manifests.of("KafkaNodePool").stream().flatMap(pool -> need(
                each(pool.at("/spec/roles")).map(JsonNode::asText).collect(Collectors.toSet())
                        .equals(Set.of("controller", "broker"))
                        && pool.at("/spec/replicas").asInt() % 2 == 1 && pool.at("/spec/resources/limits").has("memory")
                        && each(pool.at("/spec/storage/volumes"))
                                .allMatch(volume -> volume.path("size").asText().matches("\\d+Gi")),
                where(pool) + " is no odd number of brokers that decide, with bounds"));
        var topics = manifests.of("KafkaTopic").stream().flatMap(topic -> need(!topic.path("metadata").has("annotations")
                && topic.at("/spec/replicas").asInt() <= manifests.of("KafkaNodePool").stream().mapToInt(
                        pool -> pool.at("/spec/replicas").asInt()).sum(),
                where(topic) + " cannot be made, or by nobody"));
        return Stream.of(clusters, users, pools, topics).flatMap(all -> all);
    }

    private static final Set<String> CONFIG = Set.of("default.replication.factor", "min.insync.replicas",
            "offsets.topic.replication.factor", "transaction.state.log.replication.factor", "transaction.state.log.min.isr",
            "auto.create.topics.enable", "unclean.leader.election.enable", "message.max.bytes", "replica.fetch.max.bytes");

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

    private static final Set<String> ROLE = Set.of("name", "ensure", "login", "passwordSecret");
    private static final Pattern SQL = Pattern.compile("revoke all on schema public from public|create role [a-z_]+ login"
            + "|grant usage on schema public to [a-z_]+|alter default privileges for role [a-z_]+ in schema public grant "
            + "(?:select, insert, update, delete on tables|select, delete on tables|usage, select on sequences) to [a-z_]+");

    /** The world reaches the webhooks, and nothing else. */
    private static Stream<String> gateways(Manifests manifests) {
        var routes = manifests.of("HTTPRoute").stream().flatMap(route -> {
            var rule = route.at("/spec/rules/0");
            var leads = rule.at("/backendRefs/0/name").asText() + " " + rule.at("/matches/0/path/value").asText() + " "
                    + route.at("/spec/parentRefs/0/name").asText();
            return need(leads.equals(HOSTS.get(nameOf(route))) && rule.at("/backendRefs/0/port").asInt() == 80
                    && route.at("/spec/rules").size() == 1 && rule.path("backendRefs").size() == 1
                    && rule.at("/matches/0/path/type").asText().equals("PathPrefix")
                    && (nameOf(route).equals("webhooks") || route.at("/spec/hostnames/0").asText()
                            .startsWith(nameOf(route).replace("-api", "") + ".")),
                    where(route) + " leads elsewhere: " + leads);
        });
        var missing = HOSTS.keySet().stream().filter(name -> manifests.find("HTTPRoute", name).isEmpty())
                .map(name -> "There is no HTTPRoute " + name);
        var gateways = manifests.of("Gateway").stream()
                .flatMap(gateway -> each(gateway.at("/spec/listeners")).flatMap(listener -> need(
                        listener.path("protocol").asText().equals("HTTPS") && listener.path("port").asInt() == 443
                                && listener.at("/tls/mode").asText().equals("Terminate")
                                && listener.at("/tls/certificateRefs").size() == 1
                                && listener.at("/allowedRoutes/namespaces/from").asText().equals("Same")
                                && gateway.at("/spec/gatewayClassName").asText()
                                        .equals(nameOf(gateway).equals("webhooks") ? "public" : "internal"),
                        where(gateway) + " listens to others, or without TLS")));
        var certificates = manifests.of("Certificate").stream().flatMap(certificate -> need(
                manifests.find("Gateway", nameOf(certificate)).filter(gateway -> certificate.at("/spec/dnsNames/0").asText()
                        .equals(gateway.at("/spec/listeners/0/hostname").asText())).isPresent()
                        && certificate.at("/spec/issuerRef/kind").asText().equals("ClusterIssuer")
                        && !certificate.path("spec").has("duration"),
                where(certificate) + " is of no gateway"));
        return Stream.of(routes, missing, gateways, certificates).flatMap(all -> all);
    }

    /** Every word of a template is fetched, and what is fetched is used; a login is its role's. */
    private static Stream<String> secrets(Manifests manifests) {
        return manifests.of("ExternalSecret").stream().flatMap(external -> {
            var fetched = each(external.at("/spec/data")).map(data -> data.path("secretKey").asText())
                    .collect(Collectors.toSet());
            var template = external.at("/spec/target/template/data");
            var used = fields(template).flatMap(entry -> PLACEHOLDER.matcher(entry.getValue().asText()).results())
                    .map(found -> found.group(1)).collect(Collectors.toSet());
            var braces = fields(template)
                    .anyMatch(entry -> PLACEHOLDER.matcher(entry.getValue().asText()).replaceAll("").contains("{"));
            return Stream.of(need(template.isMissingNode() || used.equals(fetched) && !braces,
                    where(external) + " fetches " + fetched + " and uses " + used),
                    need(external.at("/spec/secretStoreRef").toString()
                            .equals("{\"kind\":\"SecretStore\",\"name\":\"onrecord\"}")
                            && external.at("/spec/refreshInterval").asText().matches("\\d+[smh]"),
                            where(external) + " asks another store"),
                    each(external.at("/spec/data")).flatMap(data -> need(
                            REMOTE.getOrDefault(data.path("secretKey").asText(), nameOf(external)
                                    + "-" + data.path("secretKey").asText())
                                    .equals(data.at("/remoteRef/key").asText().replaceFirst("^onrecord/", ""))
                                    || data.path("secretKey").asText().equals("channels")
                                            && data.at("/remoteRef/key").asText().equals("onrecord/" + nameOf(external)),
                            where(external) + " takes " + data.path("secretKey").asText() + " from "
                                    + data.at("/remoteRef/key").asText())),
                    master(external), login(external)).flatMap(all -> all);
        });
    }

    private static final Map<String, String> REMOTE = Map.of("threadKey", "thread-key", "identifierKey", "identifier-key",
            "lookupKey",
            "lookup-key", "masterKey", "master-key-2026", "ledgerSigningKey", "ledger-signing-key", "ledgerPublicKey",
            "ledger-public-key", "ca.crt", "identity-provider-ca");

    private static Stream<String> master(JsonNode external) {
        var keys = external.at("/spec/target/template/data").path("keys.properties").asText();
        if (!keys.contains("master-keys.current=")) {
            return Stream.empty();
        }
        var current = keys.replaceFirst("(?s).*master-keys\\.current=(\\w+).*", "$1");
        return need(keys.contains("onrecord.master-keys.keys." + current + "={{ .masterKey }}")
                && keys.contains("onrecord.lookup-key={{ .lookupKey }}")
                && keys.contains("onrecord.ledger.signing-key={{ .ledgerSigningKey }}")
                && keys.contains("onrecord.ledger.public-key={{ .ledgerPublicKey }}"),
                where(external) + " puts keys where others belong");
    }

    private static Stream<String> login(JsonNode external) {
        var username = external.at("/spec/target/template/data").path("username");
        return username.isMissingNode() ? Stream.empty()
                : need(username.asText().equals(nameOf(external).replace("-db", "").replace('-', '_'))
                        && external.at("/spec/target/template/type").asText().equals("kubernetes.io/basic-auth"),
                        where(external) + " is the login of " + username.asText());
    }

    private static Stream<String> monitored(Manifests manifests) {
        return Stream.of("ingest-service", "consent-service", "archive-service").flatMap(service -> need(
                manifests.find("ServiceMonitor", service)
                        .filter(monitor -> monitor.at("/spec/endpoints/0/path").asText().equals("/q/metrics")
                                && !monitor.at("/spec/endpoints/0").has("scheme")
                                && !monitor.path("spec").has("namespaceSelector")
                                && monitor.at("/spec/jobLabel").asText().equals("app.kubernetes.io/name")
                                && monitor.at("/spec/selector/matchLabels").path("app.kubernetes.io/name").asText()
                                        .equals(service))
                        .isPresent(),
                service + " is watched by nobody"));
    }

    private static Stream<String> services(Manifests manifests) {
        return manifests.of("Service").stream().flatMap(service -> need(
                service.at("/spec/type").asText("ClusterIP").equals("ClusterIP")
                        && each(service.at("/spec/ports")).allMatch(port -> port.path("targetPort").asText()
                                .equals(nameOf(service).endsWith("-management") ? "management" : "http")),
                where(service) + " is reached from outside, or leads to another port"));
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
