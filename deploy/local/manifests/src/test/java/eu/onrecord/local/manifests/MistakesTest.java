package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Single mistakes, put into the production overlay one by one: each is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MistakesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String POD = "/spec/template/spec/";
    private static final String CONTAINER = POD + "containers/0/";

    private Manifests production;
    private List<Check> checks;

    @BeforeAll
    void render() throws IOException {
        production = Installation.render("production");
        checks = new ArrayList<>(Installation.checks("production"));
        checks.add(Installation.schemas());
    }

    /**
     * A mistake.
     *
     * @param kind of the object in which it is made
     * @param name of the object
     * @param path where in it, as a JSON pointer
     * @param json what stands there then; null removes what stood there, and the name {@code -} adds to a list
     */
    record Mistake(String kind, String name, String path, String json) {
        void make(List<JsonNode> objects) {
            var object = objects.stream()
                    .filter(it -> it.path("kind").asText().equals(kind) && Manifests.nameOf(it).equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no " + kind + " " + name));
            if (path.isEmpty()) {
                objects.remove(object);
                return;
            }
            var last = path.lastIndexOf('/');
            var parent = object.at(path.substring(0, last));
            var field = path.substring(last + 1).replace("~1", "/");
            if (parent instanceof ArrayNode list) {
                inList(list, field);
            } else if (parent instanceof ObjectNode map) {
                if (json == null) {
                    assertTrue(map.has(field), () -> this + " removes what is not there");
                    map.remove(field);
                } else {
                    map.set(field, read());
                }
            } else {
                throw new IllegalArgumentException("There is no " + path);
            }
        }

        private void inList(ArrayNode list, String field) {
            if (field.equals("-")) {
                list.add(read());
            } else if (json == null) {
                list.remove(Integer.parseInt(field));
            } else {
                list.set(Integer.parseInt(field), read());
            }
        }

        private JsonNode read() {
            try {
                return JSON.readTree(json);
            } catch (IOException broken) {
                throw new IllegalArgumentException(json, broken);
            }
        }
    }

    static Stream<Mistake> mistakes() {
        var all = new ArrayList<Mistake>();
        BiConsumer<String, String> ingest = (path, json) -> all.add(new Mistake("Deployment", "ingest-service", path, json));
        BiConsumer<String, String> consent = (path, json) -> all.add(new Mistake("Deployment", "consent-service", path, json));
        BiConsumer<String, String> archive = (path, json) -> all.add(new Mistake("Deployment", "archive-service", path, json));
        // a field that there is not, of another type, or with a word that there is not
        ingest.accept("/spec/strategyy", "{}");
        ingest.accept(CONTAINER + "port", "[]");
        ingest.accept(CONTAINER + "ports/0/containerPort", "\"8081\"");
        ingest.accept(CONTAINER + "imagePullPolicy", "\"Allways\"");
        consent.accept("/spec/replicas", "\"two\"");
        all.add(new Mistake("Kafka", "onrecord", "/spec/kafka/listener", "[]"));
        all.add(new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/0/type", "\"intern\""));
        all.add(new Mistake("Kafka", "onrecord", "/apiVersion", "\"kafka.strimzi.io/v1beta2\""));
        all.add(new Mistake("KafkaTopic", "onrecord.chat", "/spec/partitions", "0"));
        all.add(new Mistake("Cluster", "consent-db", "/spec/instance", "3"));
        all.add(new Mistake("HTTPRoute", "webhooks", "/spec/rules/0/backendRefs/0/port", null));
        all.add(new Mistake("Certificate", "webhooks", "/spec/issuerRef", null));
        // what breaks the restricted profile
        ingest.accept(POD + "securityContext/runAsNonRoot", "false");
        ingest.accept(POD + "securityContext/runAsUser", "0");
        consent.accept(POD + "securityContext/seccompProfile", null);
        consent.accept(CONTAINER + "securityContext/readOnlyRootFilesystem", "false");
        archive.accept(CONTAINER + "securityContext/capabilities/drop", "[\"NET_RAW\"]");
        archive.accept(CONTAINER + "securityContext/allowPrivilegeEscalation", null);
        ingest.accept(POD + "hostNetwork", "true");
        consent.accept(POD + "volumes/-", "{\"name\":\"socket\",\"hostPath\":{\"path\":\"/var/run\"}}");
        consent.accept(POD + "automountServiceAccountToken", null);
        all.add(new Mistake("ServiceAccount", "archive-service", "/automountServiceAccountToken", "true"));
        all.add(new Mistake("Namespace", "onrecord", "/metadata/labels/pod-security.kubernetes.io~1enforce", "\"baseline\""));
        // images and resources
        ingest.accept(CONTAINER + "image", "\"registry.example.org/onrecord/ingest-service:1.0\"");
        consent.accept(CONTAINER + "resources/limits", null);
        // names that lead nowhere
        ingest.accept(POD + "serviceAccountName", "\"ingest\"");
        ingest.accept(POD + "volumes/1/projected/sources/0/secret/name", "\"ingest-secrets\"");
        ingest.accept(CONTAINER + "readinessProbe/httpGet/port", "\"health\"");
        ingest.accept(CONTAINER + "livenessProbe/httpGet/path", "\"/health\"");
        all.add(new Mistake("Service", "consent-service", "/spec/selector/app.kubernetes.io~1name", "\"consent\""));
        all.add(new Mistake("HTTPRoute", "webhooks", "/spec/rules/0/backendRefs/0/name", "\"ingest\""));
        all.add(new Mistake("HTTPRoute", "webhooks", "/spec/parentRefs/0/name", "\"public\""));
        all.add(new Mistake("HorizontalPodAutoscaler", "ingest-service", "/spec/scaleTargetRef/name", "\"ingest\""));
        all.add(new Mistake("ServiceMonitor", "ingest-service", "/spec/endpoints/0/port", "\"metrics\""));
        all.add(new Mistake("ExternalSecret", "consent-db-service", "", null));
        all.add(new Mistake("KafkaUser", "archive-service", "/metadata/labels/strimzi.io~1cluster", "\"kafka\""));
        // what the services say otherwise
        archive.accept(CONTAINER + "ports/1/containerPort", "9081");
        consent.accept(POD + "terminationGracePeriodSeconds", "20");
        ingest.accept(CONTAINER + "env/-", "{\"name\":\"ONRECORD_TREAD_KEY\",\"value\":\"x\"}");
        ingest.accept(CONTAINER + "env/-", "{\"name\":\"QUARKUS_PACKAGE_JAR_TYPE\",\"value\":\"fast-jar\"}");
        consent.accept(CONTAINER + "env/-", "{\"name\":\"QUARKUS_DATASOURCE_PASSWORD\",\"value\":\"secret\"}");
        all.add(new Mistake("ExternalSecret", "archive-service-keys", "/spec/target/template/data/keys.properties",
                "\"onrecord.lookup-key={{ .lookupKey }}\""));
        all.add(new Mistake("KafkaTopic", "onrecord.consent", "/spec/partitions", "12"));
        all.add(new Mistake("KafkaTopic", "onrecord.checkpoints", "/spec/config/retention.ms", "\"604800000\""));
        all.add(new Mistake("KafkaTopic", "onrecord.erasure", "", null));
        all.add(new Mistake("KafkaUser", "ingest-service", "/spec/authorization/acls/0/operations",
                "[\"Describe\",\"Write\"]"));
        all.add(new Mistake("KafkaUser", "consent-service", "/spec/authorization/acls/-",
                "{\"resource\":{\"type\":\"topic\",\"name\":\"onrecord.checkpoints\"},\"operations\":[\"Read\"]}"));
        // who reaches whom
        all.add(new Mistake("NetworkPolicy", "default-deny", "/spec/policyTypes", "[\"Ingress\"]"));
        all.add(new Mistake("NetworkPolicy", "ingest-service", "/spec/ingress/0/ports/0/port", "8080"));
        all.add(new Mistake("NetworkPolicy", "ingest-service", "/spec/egress/-", "{\"ports\":[{\"port\":443}]}"));
        all.add(new Mistake("NetworkPolicy", "consent-service", "/spec/egress/4", null));
        all.add(new Mistake("NetworkPolicy", "archive-service", "/spec/egress/5/to/0/ipBlock/except", "[]"));
        all.add(new Mistake("NetworkPolicy", "archive-keys-db", "/spec/ingress/0/from/0/podSelector/matchLabels", "{}"));
        // what makes it last
        consent.accept("/spec/replicas", "1");
        archive.accept(POD + "topologySpreadConstraints/0", null);
        all.add(new Mistake("PodDisruptionBudget", "consent-service", "", null));
        all.add(new Mistake("Kafka", "onrecord", "/spec/kafka/config/min.insync.replicas", "1"));
        all.add(new Mistake("KafkaNodePool", "brokers", "/spec/replicas", "2"));
        all.add(new Mistake("Cluster", "archive-keys-db", "/spec/postgresql/synchronous", null));
        all.add(new Mistake("Cluster", "archive-db", "/spec/backup", null));
        all.add(new Mistake("ScheduledBackup", "archive-keys-db", "", null));
        return all.stream();
    }

    /** Chosen by somebody who did not write the checks, and tried to get past them. */
    static Stream<Mistake> mistakesOfOthers() {
        return Stream.of(
                new Mistake("Deployment", "archive-service", "/spec/minReadySecond", "5"),
                new Mistake("Job", "consent-service-migration", "/spec/backoffLimits", "3"),
                new Mistake("Service", "consent-service", "/spec/ports/0/port", "8080"),
                new Mistake("Service", "ingest-service", "/spec/ports/0/targetPort", "\"web\""),
                new Mistake("Service", "ingest-service-management", "/metadata/labels/onrecord.eu~1port", null),
                new Mistake("Deployment", "ingest-service", "/spec/replicas", "2"),
                new Mistake("HorizontalPodAutoscaler", "ingest-service", "/spec/minReplicas", "1"),
                new Mistake("HorizontalPodAutoscaler", "ingest-service", "/apiVersion", "\"autoscaling/v2beta2\""),
                new Mistake("PodDisruptionBudget", "archive-service", "/spec/selector/matchLabels/app.kubernetes.io~1name",
                        "\"consent-service\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/volumeMounts/4", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/livenessProbe", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/lifecycle", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/securityContext/privileged",
                        "true"),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/ports/0/hostPort", "8083"),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/initContainers",
                        "[{\"name\":\"wait\",\"image\":\"busybox\",\"command\":[\"sleep\",\"5\"]}]"),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/env/-",
                        "{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"-Xmx1g\"}"),
                new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/0/tls", "false"),
                new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/-",
                        "{\"name\":\"plain\",\"port\":9092,\"type\":\"internal\",\"tls\":false}"),
                new Mistake("Kafka", "onrecord", "/metadata/name", "\"kafka\""),
                new Mistake("KafkaTopic", "onrecord.chat", "/spec/config/cleanup.policy", "\"compact\""),
                new Mistake("KafkaUser", "consent-service", "/spec/authorization/acls/0/operations", "[\"All\"]"),
                new Mistake("KafkaUser", "consent-service", "/spec/authorization/acls/0/resource/patternType", "\"prefix\""),
                new Mistake("KafkaUser", "consent-service", "/spec/authorization/acls/-",
                        "{\"resource\":{\"type\":\"cluster\"},\"operations\":[\"Alter\"]}"),
                new Mistake("Cluster", "consent-db", "/spec/bootstrap/initdb/owner", "\"consent_service\""),
                new Mistake("Cluster", "consent-db", "/spec/managed/roles/0/superuser", "true"),
                new Mistake("Cluster", "archive-keys-db", "/spec/postgresql/synchronous/dataDurability", "\"preferred\""),
                new Mistake("Cluster", "archive-keys-db", "/spec/backup/retentionPolicy", "\"35\""),
                new Mistake("ScheduledBackup", "archive-db", "/spec/cluster/name", "\"archive\""),
                new Mistake("ExternalSecret", "consent-db-service", "/spec/target/template/data/password", null),
                new Mistake("ExternalSecret", "identity-provider-ca", "/spec/data/0/secretKey", "\"ca.pem\""),
                new Mistake("Certificate", "webhooks", "/spec/secretName", "\"webhook-tls\""),
                new Mistake("Gateway", "webhooks", "/spec/listeners/0/protocol", "\"HTTP\""),
                new Mistake("HTTPRoute", "consent-api", "/spec/parentRefs/0/name", "\"webhooks\""),
                new Mistake("ServiceMonitor", "consent-service", "/spec/endpoints/0/interval", "\"30\""),
                new Mistake("NetworkPolicy", "default-deny", "/spec/egress", "[{}]"),
                new Mistake("NetworkPolicy", "ingest-service", "/spec/ingress/-",
                        "{\"from\":[{\"namespaceSelector\":{}}],\"ports\":[{\"port\":8081}]}"),
                new Mistake("NetworkPolicy", "consent-db", "/spec/ingress/-",
                        "{\"from\":[{\"podSelector\":{}}],\"ports\":[{\"port\":5432}]}"),
                new Mistake("NetworkPolicy", "archive-service-migration", "/spec/egress/0", null),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/env/-",
                        "{\"name\":\"ONRECORD_SAFETY_ALLOW_UNSAFE\",\"value\":\"true\"}"),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/env/-",
                        "{\"name\":\"KAFKA_BOOTSTRAP_SERVERS\",\"value\":\"other:9092\"}"),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/env/1/value", "\"true\""),
                new Mistake("Deployment", "consent-service",
                        "/spec/template/spec/containers/0/env/5/valueFrom/secretKeyRef/name", "\"consent-db-app\""),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/envFrom",
                        "[{\"secretRef\":{\"name\":\"none\"}}]"),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/env/5", null),
                new Mistake("Deployment", "archive-service",
                        "/spec/template/spec/containers/0/env/5/valueFrom/secretKeyRef/name", "\"consent-service\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/env/0/value",
                        "\"/etc/onrecord/settings/site.properties,/etc/onrecord/settings/settings.properties\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/volumes/1/projected/sources/1", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/volumes/4/secret/secretName",
                        "\"archive-keys-db-ca\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/volumes/4/secret/items", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/volumes/4/secret/items/0/path",
                        "\"tls.crt\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/volumeMounts/4/mountPath",
                        "\"/etc/onrecord/archive-ca\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/volumeMounts/6/mountPath",
                        "\"/var/lib/media\""),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/volumeMounts/6/readOnly",
                        "true"),
                new Mistake("Deployment", "archive-service", "/spec/template/metadata/labels/app.kubernetes.io~1part-of", null),
                new Mistake("Deployment", "archive-service", "/spec/template/spec/containers/0/securityContext/procMount",
                        "\"Unmasked\""),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/resources/limits/memory",
                        "\"512Mb\""),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/resources/requests/memory",
                        "\"1Gi\""),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/containers/0/resources/limits/memroy",
                        "\"512Mi\""),
                new Mistake("Deployment", "ingest-service", "/spec/strategy/type", "\"Rolling\""),
                new Mistake("Deployment", "archive-service", "/spec/strategy/type", "\"Recreate\""),
                new Mistake("Deployment", "consent-service", "/spec/template/spec/restartPolicy", "\"OnFailure\""),
                new Mistake("Job", "consent-service-migration", "", null),
                new Mistake("Job", "consent-service-migration", "/spec/template/spec/containers/0/env/1/value", "\"false\""),
                new Mistake("Job", "consent-service-migration", "/spec/template/spec/containers/0/image",
                        "\"registry.example.org/onrecord/consent-service@sha256:1111111111111111111111111111111111111111111111111111111111111111\""),
                new Mistake("Job", "consent-service-migration", "/spec/template/metadata/labels/app.kubernetes.io~1name",
                        "\"consent-migration\""),
                new Mistake("Job", "archive-service-migration", "/spec/template/spec/restartPolicy", "\"Always\""),
                new Mistake("Service", "ingest-service", "/spec/type", "\"LoadBalancer\""),
                new Mistake("Service", "consent-service", "/spec/ports/0/targetPort", "\"management\""),
                new Mistake("NetworkPolicy", "default-deny", "/metadata/namespace", "\"default\""),
                new Mistake("HorizontalPodAutoscaler", "ingest-service", "/spec/maxReplicas", "1"),
                new Mistake("HorizontalPodAutoscaler", "ingest-service", "/spec/metrics/0/resource/target/averageUtilization",
                        "6000"),
                new Mistake("PodDisruptionBudget", "archive-service", "/spec/maxUnavailable", "0"),
                new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/0/port", "9094"),
                new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/0/authentication/type", "\"tls\""),
                new Mistake("Kafka", "onrecord", "/spec/kafka/listeners/0/networkPolicyPeers", null),
                new Mistake("Kafka", "onrecord", "/spec/kafka/authorization/superUsers", "[\"archive-service\"]"),
                new Mistake("Kafka", "onrecord", "/spec/kafka/config/allow.everyone.if.no.acl.found", "\"true\""),
                new Mistake("Kafka", "onrecord", "/spec/kafka/config/message.max.bytes", "1048576"),
                new Mistake("Kafka", "onrecord", "/spec/entityOperator/userOperator", null),
                new Mistake("KafkaNodePool", "brokers", "/spec/replicas", "4"),
                new Mistake("KafkaTopic", "onrecord.chat", "/spec/replicas", "5"),
                new Mistake("KafkaUser", "consent-service", "/spec/authentication", null),
                new Mistake("KafkaUser", "consent-service", "/spec/authorization/acls/0/host", "\"10.0.0.1\""),
                new Mistake("Cluster", "consent-db", "/spec/postgresql/pg_hba/-", "\"host all all all trust\""),
                new Mistake("Cluster", "consent-db", "/spec/bootstrap/initdb/database", "\"consents\""),
                new Mistake("Cluster", "consent-db", "/spec/bootstrap/initdb/postInitApplicationSQL/0", null),
                new Mistake("Cluster", "consent-db", "/spec/bootstrap/initdb/postInitApplicationSQL/-",
                        "\"grant all on schema public to public\""),
                new Mistake("Cluster", "consent-db", "/spec/managed/roles/0/login", "false"),
                new Mistake("Cluster", "consent-db", "/spec/postgresql/parameters/fsync", "\"off\""),
                new Mistake("Cluster", "archive-keys-db", "/spec/postgresql/synchronous/number", "3"),
                new Mistake("Cluster", "archive-db", "/spec/postgresql/synchronous", null),
                new Mistake("ScheduledBackup", "archive-db", "/spec/schedule", "\"0 1 * * *\""),
                new Mistake("ExternalSecret", "ingest-service-keys", "/spec/target/template/data/keys.properties",
                        "\"onrecord.thread-key={{ .threadkey }}\""),
                new Mistake("ExternalSecret", "ingest-service-keys", "/spec/data/0/remoteRef/key", "\"onrecord/lookup-key\""),
                new Mistake("ExternalSecret", "ingest-service-keys", "/spec/secretStoreRef/name", "\"on-record\""),
                new Mistake("ExternalSecret", "consent-db-service", "/spec/target/template/data/username", "\"consent_owner\""),
                new Mistake("Certificate", "webhooks", "/spec/dnsNames", "[\"hook.example.org\"]"),
                new Mistake("Gateway", "internal", "/spec/gatewayClassName", "\"public\""),
                new Mistake("Gateway", "webhooks", "/spec/listeners/0/allowedRoutes/namespaces/from", "\"All\""),
                new Mistake("HTTPRoute", "webhooks", "/spec/rules/0/matches/0/path/value", "\"/\""),
                new Mistake("HTTPRoute", "webhooks", "/spec/rules/0/backendRefs/0/name", "\"consent-service\""),
                new Mistake("HTTPRoute", "ingest-api", "", null),
                new Mistake("ServiceMonitor", "consent-service", "", null),
                new Mistake("ServiceMonitor", "consent-service", "/spec/endpoints/0/path", "\"/metrics\""),
                new Mistake("NetworkPolicy", "consent-service", "/spec/egress/4/to/0/ipBlock/cidr", "\"203.0.113.0/24\""),
                new Mistake("NetworkPolicy", "ingest-service", "/spec/ingress/-",
                        "{\"from\":[{\"podSelector\":{\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"Exists\"}]}}]}"),
                new Mistake("NetworkPolicy", "ingest-service", "/spec/ingress/0/ports/0", "{\"port\":8081,\"endPort\":9081}"),
                new Mistake("NetworkPolicy", "ingest-service", "/spec/egress/0/ports/0", null),
                new Mistake("NetworkPolicy", "consent-db", "/spec/ingress/2", null),
                new Mistake("NetworkPolicy", "kafka", "/spec/egress/1", null));
    }

    /** The settings themselves, as text in the ConfigMaps: what is replaced, and by what. */
    static Stream<Arguments> settings() {
        return Stream.of("ssl-mode=verify-full>ssl-mode=disable", "ssl-mode=verify-full>ssl-mode=require",
                "SASL_SSL>SASL_PLAINTEXT",
                "SASL_SSL>SSL", "?sslmode=verify-full>?a=b", "bootstrap:9093>bootstrap:9092", "onrecord-kafka>kafka-kafka",
                "consent-db-rw:5432/consent\n>consent-db-rw:5432/consents\n", "consent-db-rw:5432>consent-db-ro:5432",
                "jdbc:postgresql://consent-db>jdbc:postgresql://archive-db", "consent-db-ca/ca.crt>consent-ca/ca.crt",
                "kafka-ca/ca.crt>kafka/ca.crt", "truststore.type=PEM>truststore.type=JKS", "SCRAM-SHA-512>SCRAM-SHA-256",
                "tls-configuration-name=identity-provider>tls-configuration-name=keycloak",
                "kafka.sasl.mechanism=SCRAM-SHA-512>quarkus.http.port=8080", "svc:8443>svc:8080",
                "https://keycloak>http://keycloak",
                "realms/onrecord>realms/master", "https://www.example.org/privacy>http://www.example.org/privacy",
                "company=Voorbeeld Energie>compny=Voorbeeld Energie",
                "kafka.sasl.mechanism=SCRAM-SHA-512>onrecord.safety.evaluation=true",
                "kafka.sasl.mechanism=SCRAM-SHA-512>quarkus.oidc.tls.verification=none\nkafka.sasl.mechanism=SCRAM-SHA-512",
                "kafka.sasl.mechanism=SCRAM-SHA-512>onrecord.safety.allow-unsafe=true\nkafka.sasl.mechanism=SCRAM-SHA-512")
                .map(change -> Arguments.of(change.substring(0, change.indexOf('>')),
                        change.substring(change.indexOf('>') + 1)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingThatIsWrongIsFound(String right, String wrong) {
        var changed = new int[1];
        var manifests = production
                .with(objects -> objects.stream().filter(object -> object.path("kind").asText().equals("ConfigMap")
                        && Manifests.nameOf(object).startsWith("consent-service")).forEach(object -> {
                            var data = (ObjectNode) object.path("data");
                            for (var file : List.of("settings.properties", "site.properties")) {
                                var text = data.path(file).asText();
                                changed[0] += text.contains(right) ? 1 : 0;
                                data.put(file, text.replace(right, wrong));
                            }
                        }));

        assertTrue(changed[0] > 0, "nothing was changed");
        assertFalse(checks.stream().flatMap(check -> check.findings(manifests)).findAny().isEmpty(), "nobody finds it");
    }

    @ParameterizedTest
    @MethodSource("mistakesOfOthers")
    void aMistakeOfOthersIsFoundToo(Mistake mistake) {
        aSingleMistakeIsFound(mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aSingleMistakeIsFound(Mistake mistake) {
        var wrong = production.with(mistake::make);

        assertFalse(checks.stream().flatMap(check -> check.findings(wrong)).findAny().isEmpty(), "nobody finds it");
    }
}
