package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.nameOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.local.manifests.Manifests.Workload;

/**
 * Whether what a pod is told leads to what is there: files that are mounted, listeners, databases, and the logins that are
 * meant for it.
 */
final class Wiring {
    private static final Pattern DATABASE = Pattern.compile("(?:jdbc:)?postgresql://([a-z-]+)-rw:5432/([a-z_]+)(?:\\?.*)?");
    private static final Pattern FILE = Pattern.compile("/(?:etc|var/lib)/onrecord/[A-Za-z0-9./-]+");
    /** What only the build of a service may say, and the deployment does not touch. */
    private static final List<String> FIXED = List.of("onrecord.edge.port", "onrecord.edge.host", "quarkus.http.port",
            "quarkus.management.port", "quarkus.http.host",
            "quarkus.management.enabled");

    private final Workload workload;
    private final Map<String, String> set;
    private final Manifests manifests;
    private final List<String> findings = new ArrayList<>();

    Wiring(Workload workload, Map<String, String> set, Manifests manifests) {
        this.workload = workload;
        this.set = set;
        this.manifests = manifests;
    }

    Stream<String> findings() {
        kafka();
        databases();
        files();
        logins();
        migration();
        FIXED.stream().filter(set::containsKey).forEach(name -> find("sets " + name + ", on which others rely"));
        return findings.stream().map(finding -> workload.where() + " " + finding);
    }

    private void find(String what) {
        findings.add(what);
    }

    private void kafka() {
        var listeners = manifests.of("Kafka").stream().flatMap(kafka -> each(kafka.at("/spec/kafka/listeners"))
                .map(listener -> nameOf(kafka) + "-kafka-bootstrap:" + listener.path("port").asText())).toList();
        if (!listeners.contains(set.getOrDefault("kafka.bootstrap.servers", ""))) {
            find("looks for Kafka at " + set.get("kafka.bootstrap.servers") + ", and there is " + listeners);
        }
        for (var expected : Map.of("kafka.security.protocol", "SASL_SSL", "kafka.sasl.mechanism", "SCRAM-SHA-512",
                "kafka.ssl.truststore.type", "PEM").entrySet()) {
            if (!expected.getValue().equals(set.get(expected.getKey()))) {
                find("has " + expected.getKey() + "=" + set.get(expected.getKey()) + ", and the listener wants "
                        + expected.getValue());
            }
        }
        for (var needed : List.of("kafka.sasl.jaas.config", "kafka.ssl.truststore.location",
                "quarkus.oidc.tls.tls-configuration-name")) {
            if (!set.containsKey(needed)) {
                find("is not given " + needed);
            }
        }
        var tls = set.getOrDefault("quarkus.oidc.tls.tls-configuration-name", "");
        if (!set.containsKey("quarkus.tls." + tls + ".trust-store.pem.certs")) {
            find("knows no certificates by the name " + tls);
        }
        var provider = set.getOrDefault("quarkus.oidc.auth-server-url", "");
        if (!provider.matches("https://keycloak-service\\.keycloak\\.svc:8443/realms/onrecord")) {
            find("asks the identity provider at " + provider + ", which no policy lets through or no realm is");
        }
    }

    private void databases() {
        for (var name : set.keySet().stream().filter(it -> it.matches("quarkus\\.datasource\\..*(reactive|jdbc)\\.url"))
                .toList()) {
            var found = DATABASE.matcher(set.get(name));
            if (!found.matches()) {
                find("has " + name + "=" + set.get(name) + ", which is no database of the manifests");
                continue;
            }
            var cluster = manifests.find("Cluster", found.group(1));
            var expected = name.contains(".keys.") ? "archive-keys-db"
                    : workload.name().startsWith("archive") ? "archive-db" : "consent-db";
            if (!found.group(1).equals(expected) || cluster.isEmpty()
                    || !cluster.get().at("/spec/bootstrap/initdb/database").asText().equals(found.group(2))) {
                find("has " + name + "=" + set.get(name) + ", and there is no such database");
            }
        }
        for (var prefix : workload.name().startsWith("ingest") ? List.<String> of()
                : workload.name().startsWith("archive") ? List.of("quarkus.datasource.", "quarkus.datasource.keys.")
                        : List.of("quarkus.datasource.")) {
            for (var needed : List.of("reactive.url", "jdbc.url", "username", "password", "reactive.trust-certificate-pem",
                    "reactive.trust-certificate-pem.certs")) {
                if (!set.containsKey(prefix + needed)) {
                    find("is not given " + prefix + needed);
                }
            }
        }
    }

    private void files() {
        set.forEach((name, value) -> FILE.matcher(value).results().map(found -> found.group()).forEach(file -> {
            if (!isMounted(file)) {
                find("is told by " + name + " of " + file + ", which is not mounted");
            }
        }));
        stays("onrecord.media-store.directory");
        stays("onrecord.ledger.directory");
    }

    /** That the directory that a setting names is on a volume that outlives the pod. */
    private void stays(String setting) {
        var media = set.get(setting);
        if (media != null && workload.object().path("kind").asText().equals("Deployment")) {
            var onVolume = workload.containers().flatMap(container -> each(container.path("volumeMounts")))
                    .anyMatch(mount -> mount.path("mountPath").asText().equals(media) && !mount.path("readOnly").asBoolean()
                            && each(workload.pod().path("volumes"))
                                    .anyMatch(volume -> volume.path("name").equals(mount.path("name"))
                                            && volume.has("persistentVolumeClaim")));
            if (!onVolume) {
                find("keeps files at " + media + ", which is no volume that stays");
            }
        }
    }

    private boolean isMounted(String file) {
        return workload.containers().flatMap(container -> each(container.path("volumeMounts"))).anyMatch(mount -> {
            var path = mount.path("mountPath").asText();
            return file.equals(path) || file.startsWith(path + "/") && each(workload.pod().path("volumes"))
                    .filter(volume -> volume.path("name").equals(mount.path("name")))
                    .anyMatch(volume -> has(volume, file.substring(path.length() + 1)));
        }) || !workload.object().path("kind").asText().equals("Deployment") && file.startsWith("/var/lib/");
    }

    private boolean has(JsonNode volume, String file) {
        if (volume.has("persistentVolumeClaim")) {
            return true;
        }
        return each(volume.at("/secret/items")).anyMatch(item -> item.path("path").asText().equals(file)
                && item.path("key").asText().equals(file))
                || each(volume.at("/projected/sources")).flatMap(source -> each(source.at("/secret/items")))
                        .anyMatch(item -> item.path("path").asText().equals(file))
                || manifests.find("ConfigMap", volume.at("/configMap/name").asText())
                        .filter(map -> map.path("data").has(file)).isPresent();
    }

    /** A pod has its own login and no other; a migration has the owner's. A CA comes without its private key. */
    private void logins() {
        var service = workload.name().replace("-migration", "");
        var isMigration = !service.equals(workload.name());
        workload.containers().flatMap(container -> each(container.path("env"))).forEach(variable -> {
            var secret = variable.at("/valueFrom/secretKeyRef/name").asText();
            var name = variable.path("name").asText();
            if (secret.isEmpty()) {
                return;
            }
            var login = isMigration ? "-app" : "-service";
            var expected = name.startsWith("KAFKA_") ? service
                    : name.startsWith("QUARKUS_DATASOURCE_KEYS_") ? "archive-keys-db" + login
                            : (service.startsWith("archive") ? "archive-db" : "consent-db") + login;
            var key = name.endsWith("_USERNAME") ? "username" : name.endsWith("_PASSWORD") ? "password" : "sasl.jaas.config";
            if (!secret.equals(expected) || !variable.at("/valueFrom/secretKeyRef/key").asText().equals(key)) {
                find("takes " + name + " from " + secret + ", and is meant to have " + expected);
            }
        });
        each(workload.pod().path("volumes")).map(volume -> volume.path("secret")).filter(secret -> !secret.isMissingNode())
                .filter(secret -> !Set.of("ca.crt")
                        .equals(Set.copyOf(each(secret.path("items")).map(item -> item.path("key").asText()).toList())))
                .forEach(secret -> find(
                        "has more of the secret " + secret.path("secretName").asText() + " than its certificate"));
        each(workload.pod().path("volumes")).filter(volume -> volume.has("secret"))
                .filter(volume -> !caOf(volume.path("name").asText()).equals(volume.at("/secret/secretName").asText()))
                .forEach(volume -> find("has as " + volume.path("name").asText() + " the secret "
                        + volume.at("/secret/secretName").asText()));
        if (!workload.labels().path("app.kubernetes.io/name").asText().equals(workload.name())
                || !workload.labels().path("app.kubernetes.io/part-of").asText().equals("onrecord")) {
            find("does not have the labels by which policies know it");
        }
    }

    private static String caOf(String volume) {
        return volume.equals("kafka-ca") ? "onrecord-cluster-ca-cert" : volume;
    }

    private void migration() {
        var isMigration = workload.name().endsWith("-migration");
        if (workload.name().startsWith("ingest")) {
            return;
        }
        for (var keys : workload.name().startsWith("archive") ? List.of("", "keys.") : List.of("")) {
            if (!String.valueOf(isMigration).equals(set.get("quarkus.flyway." + keys + "migrate-at-start"))) {
                find((isMigration ? "does not migrate" : "migrates") + " with quarkus.flyway." + keys + "migrate-at-start");
            }
            if (!isMigration && !"true".equals(set.get("quarkus.flyway." + keys + "validate-at-start"))) {
                find("does not look whether its schema is there");
            }
        }
        if (isMigration != "true".equals(set.get("quarkus.init-and-exit"))) {
            find(isMigration ? "does not end" : "ends at once");
        }
        var other = isMigration ? manifests.find("Deployment", workload.name().replace("-migration", ""))
                : manifests.find("Job", workload.name() + "-migration");
        if (other.isEmpty() || !image(other.get()).equals(image(workload.object()))) {
            find("has no migration of its own version beside it");
        }
        if (!image(workload.object()).contains("/" + workload.name().replace("-migration", "") + "@")) {
            find("runs the image " + image(workload.object()));
        }
    }

    private static String image(JsonNode object) {
        return Manifests.podTemplate(object).at("/spec/containers/0/image").asText();
    }
}
