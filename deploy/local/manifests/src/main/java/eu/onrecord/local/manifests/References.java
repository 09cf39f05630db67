package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.local.manifests.Manifests.Workload;

/** Whatever is named is there: by a manifest, by an operator that makes it, or by those who bring it. */
final class References implements Check {
    private final Map<String, Set<String>> brought;

    /** @param brought the secrets that the overlay leaves to whoever installs it, each with its keys */
    References(Map<String, Set<String>> brought) {
        this.brought = brought;
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        var secrets = secrets(manifests);
        return Stream.of(twice(manifests), manifests.workloads().flatMap(workload -> mounted(workload, manifests, secrets)),
                manifests.workloads().flatMap(workload -> inside(workload)), selected(manifests), routes(manifests),
                targets(manifests), secretsOfOthers(manifests, secrets), labelled(manifests)).flatMap(all -> all);
    }

    private static Stream<String> twice(Manifests manifests) {
        var seen = new HashSet<String>();
        return manifests.all().stream().filter(object -> !seen.add(object.path("apiVersion").asText() + where(object)))
                .map(object -> where(object) + " is there twice");
    }

    /** Every secret that there will be, with its keys; with none where its maker does not say. */
    private Map<String, Set<String>> secrets(Manifests manifests) {
        var secrets = new java.util.HashMap<String, Set<String>>(brought);
        manifests.of("KafkaUser").forEach(user -> secrets.put(nameOf(user), Set.of("password", "sasl.jaas.config")));
        manifests.of("Kafka").forEach(kafka -> secrets.put(nameOf(kafka) + "-cluster-ca-cert", Set.of("ca.crt", "ca.p12")));
        manifests.of("Cluster").forEach(cluster -> {
            secrets.put(nameOf(cluster) + "-app", Set.of("username", "password", "host", "port", "dbname", "uri", "jdbc-uri"));
            secrets.put(nameOf(cluster) + "-ca", Set.of("ca.crt", "ca.key"));
        });
        manifests.of("Certificate").forEach(certificate -> secrets.put(certificate.at("/spec/secretName").asText(),
                Set.of("tls.crt", "tls.key", "ca.crt")));
        manifests.of("ExternalSecret").forEach(external -> secrets.put(external.at("/spec/target/name").asText(),
                keys(external)));
        return secrets;
    }

    private static Set<String> keys(JsonNode external) {
        var templated = external.at("/spec/target/template/data");
        return templated.isObject() ? fields(templated).map(Map.Entry::getKey).collect(Collectors.toSet())
                : each(external.at("/spec/data")).map(data -> data.path("secretKey").asText()).collect(Collectors.toSet());
    }

    private static Stream<String> mounted(Workload workload, Manifests manifests, Map<String, Set<String>> secrets) {
        var volumes = each(workload.pod().path("volumes")).flatMap(volume -> {
            var secret = volume.path("secret");
            var configMap = volume.path("configMap");
            var claim = volume.at("/persistentVolumeClaim/claimName");
            var projected = each(volume.at("/projected/sources")).map(source -> source.path("secret"))
                    .filter(source -> !source.isMissingNode())
                    .flatMap(source -> secret(nameIn(source), items(source), secrets, workload));
            return Stream.of(projected,
                    secret.isMissingNode() ? Stream.<String> empty()
                            : secret(secret.path("secretName").asText(), items(secret), secrets, workload),
                    configMap.isMissingNode() || manifests.find("ConfigMap", nameIn(configMap)).isPresent()
                            ? Stream.<String> empty()
                            : Stream.of(
                                    workload.where() + " mounts the ConfigMap " + nameIn(configMap) + ", and there is none"),
                    claim.isMissingNode() || manifests.find("PersistentVolumeClaim", claim.asText()).isPresent()
                            ? Stream.<String> empty()
                            : Stream.of(workload.where() + " mounts the claim " + claim.asText() + ", and there is none"))
                    .flatMap(all -> all);
        });
        var environment = workload.containers().flatMap(container -> each(container.path("env")))
                .map(variable -> variable.at("/valueFrom/secretKeyRef")).filter(reference -> !reference.isMissingNode())
                .flatMap(reference -> secret(reference.path("name").asText(), List.of(reference.path("key").asText()), secrets,
                        workload));
        var account = workload.pod().path("serviceAccountName").asText();
        var accounts = manifests.find("ServiceAccount", account).isPresent() ? Stream.<String> empty()
                : Stream.of(workload.where() + " runs as the service account '" + account + "', and there is none");
        return Stream.of(volumes, environment, accounts).flatMap(all -> all);
    }

    private static String nameIn(JsonNode reference) {
        return reference.path("name").asText();
    }

    private static List<String> items(JsonNode secret) {
        return each(secret.path("items")).map(item -> item.path("key").asText()).toList();
    }

    private static Stream<String> secret(String name, List<String> keys, Map<String, Set<String>> secrets, Workload workload) {
        var known = secrets.get(name);
        if (known == null) {
            return Stream.of(workload.where() + " needs the secret " + name + ", and nobody brings it");
        }
        return keys.stream().filter(key -> !known.contains(key))
                .map(key -> workload.where() + " needs " + key + " of the secret " + name + ", which has " + known);
    }

    /** Within a pod: mounts of volumes, ports of probes. */
    private static Stream<String> inside(Workload workload) {
        var volumes = each(workload.pod().path("volumes")).map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        var used = workload.containers().flatMap(container -> each(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText()).collect(Collectors.toSet());
        var mounts = used.stream().filter(name -> !volumes.contains(name))
                .map(name -> workload.where() + " mounts the volume " + name + ", and there is none");
        var unused = volumes.stream().filter(name -> !used.contains(name))
                .map(name -> workload.where() + " has the volume " + name + ", and mounts it nowhere");
        var probes = workload.containers().flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(container::path).map(probe -> probe.at("/httpGet/port")).filter(port -> !port.isMissingNode())
                .filter(port -> each(container.path("ports")).noneMatch(own -> own.path("name").asText().equals(port.asText())
                        || own.path("containerPort").asText().equals(port.asText())))
                .map(port -> workload.where() + " is probed at port " + port.asText() + ", which its container does not have"));
        return Stream.of(mounts, unused, probes).flatMap(all -> all);
    }

    /** Services, budgets, spreads and monitors find somebody. */
    private static Stream<String> selected(Manifests manifests) {
        var pods = manifests.workloads().toList();
        var services = manifests.of("Service").stream().flatMap(service -> {
            var found = pods.stream().filter(pod -> Manifests.matches(service.at("/spec/selector"), pod.labels())).toList();
            if (found.isEmpty()) {
                return Stream.of(where(service) + " selects no pod");
            }
            return each(service.at("/spec/ports")).filter(port -> !hasPort(found.get(0), port.path("targetPort")))
                    .map(port -> where(service) + " leads to port " + port.path("targetPort").asText()
                            + ", which the pods do not have");
        });
        var own = pods.stream().filter(pod -> !pod.object().at("/spec/selector").isMissingNode())
                .filter(pod -> !Manifests.matches(pod.object().at("/spec/selector/matchLabels"), pod.labels()))
                .map(pod -> pod.where() + " does not select its own pods");
        var budgets = manifests.of("PodDisruptionBudget").stream().filter(budget -> pods.stream()
                .noneMatch(pod -> Manifests.matches(budget.at("/spec/selector/matchLabels"), pod.labels())))
                .map(budget -> where(budget) + " protects no pod");
        var spreads = pods.stream().flatMap(pod -> each(pod.pod().path("topologySpreadConstraints"))
                .filter(spread -> !Manifests.matches(spread.at("/labelSelector/matchLabels"), pod.labels()))
                .map(spread -> pod.where() + " spreads other pods than its own"));
        var monitors = manifests.of("ServiceMonitor").stream().flatMap(monitor -> monitored(monitor, manifests));
        return Stream.of(services, own, budgets, spreads, monitors).flatMap(all -> all);
    }

    private static Stream<String> monitored(JsonNode monitor, Manifests manifests) {
        var services = manifests.of("Service").stream().filter(service -> Manifests
                .matches(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels"))).toList();
        if (services.isEmpty()) {
            return Stream.of(where(monitor) + " finds no service");
        }
        return each(monitor.at("/spec/endpoints")).filter(endpoint -> services.stream().noneMatch(
                service -> each(service.at("/spec/ports")).anyMatch(port -> port.path("name").equals(endpoint.path("port")))))
                .map(endpoint -> where(monitor) + " asks at port " + endpoint.path("port").asText()
                        + ", which the service does not have");
    }

    private static boolean hasPort(Workload workload, JsonNode port) {
        return workload.containers().flatMap(container -> each(container.path("ports"))).anyMatch(
                own -> own.path("name").asText().equals(port.asText())
                        || own.path("containerPort").asText().equals(port.asText()));
    }

    private static Stream<String> routes(Manifests manifests) {
        return manifests.of("HTTPRoute").stream().flatMap(route -> {
            var parents = each(route.at("/spec/parentRefs")).filter(
                    parent -> manifests.find("Gateway", parent.path("name").asText()).isEmpty())
                    .map(parent -> where(route) + " hangs on the gateway " + parent.path("name").asText()
                            + ", and there is none");
            var hosts = each(route.at("/spec/parentRefs")).flatMap(parent -> manifests.find("Gateway", nameIn(parent)).stream())
                    .flatMap(gateway -> each(route.at("/spec/hostnames")).filter(host -> each(gateway.at("/spec/listeners"))
                            .noneMatch(listener -> listens(listener.path("hostname").asText(), host.asText())))
                            .map(host -> where(route) + " is for " + host.asText() + ", to which its gateway does not listen"));
            var backends = each(route.at("/spec/rules")).flatMap(rule -> each(rule.path("backendRefs")))
                    .filter(backend -> manifests.find("Service", nameIn(backend))
                            .filter(service -> each(service.at("/spec/ports"))
                                    .anyMatch(port -> port.path("port").equals(backend.path("port"))))
                            .isEmpty())
                    .map(backend -> where(route) + " leads to " + nameIn(backend) + ":" + backend.path("port").asText()
                            + ", and there is none");
            return Stream.of(parents, hosts, backends).flatMap(all -> all);
        });
    }

    private static boolean listens(String listener, String host) {
        return listener.equals(host) || listener.startsWith("*.") && host.endsWith(listener.substring(1));
    }

    private static Stream<String> targets(Manifests manifests) {
        return manifests.of("HorizontalPodAutoscaler").stream().filter(scaler -> manifests
                .find(scaler.at("/spec/scaleTargetRef/kind").asText(), nameIn(scaler.at("/spec/scaleTargetRef"))).isEmpty())
                .map(scaler -> where(scaler) + " scales " + nameIn(scaler.at("/spec/scaleTargetRef")) + ", and there is none");
    }

    private static Stream<String> secretsOfOthers(Manifests manifests, Map<String, Set<String>> secrets) {
        var roles = manifests.of("Cluster").stream().flatMap(cluster -> each(cluster.at("/spec/managed/roles"))
                .filter(role -> !secrets.containsKey(role.at("/passwordSecret/name").asText()))
                .map(role -> where(cluster) + " has the role " + nameIn(role) + " without a password that anybody brings"));
        var backups = manifests.of("Cluster").stream().flatMap(cluster -> fields(
                cluster.at("/spec/backup/barmanObjectStore/s3Credentials"))
                .filter(credential -> !secrets.getOrDefault(nameIn(credential.getValue()), Set.of())
                        .contains(credential.getValue().path("key").asText()))
                .map(credential -> where(cluster) + " backs up with " + credential.getKey() + ", which nobody brings"));
        var schedules = manifests.of("ScheduledBackup").stream()
                .filter(backup -> manifests.find("Cluster", nameIn(backup.at("/spec/cluster"))).isEmpty())
                .map(backup -> where(backup) + " is of a cluster that there is not");
        var gateways = manifests.of("Gateway").stream().flatMap(gateway -> each(gateway.at("/spec/listeners"))
                .flatMap(listener -> each(listener.at("/tls/certificateRefs")))
                .filter(reference -> !secrets.containsKey(nameIn(reference)))
                .map(reference -> where(gateway) + " shows the certificate " + nameIn(reference) + ", which nobody brings"));
        return Stream.of(roles, backups, schedules, gateways).flatMap(all -> all);
    }

    /** Strimzi finds what belongs to a cluster by a label. */
    private static Stream<String> labelled(Manifests manifests) {
        return Stream.of("KafkaTopic", "KafkaUser", "KafkaNodePool").flatMap(kind -> manifests.of(kind).stream())
                .filter(object -> manifests
                        .find("Kafka", object.at("/metadata/labels").path("strimzi.io/cluster").asText()).isEmpty())
                .map(object -> where(object) + " belongs to no Kafka that there is");
    }
}
