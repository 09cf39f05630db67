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
        ingest.accept(POD + "volumes/1/secret/secretName", "\"ingest-secrets\"");
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
        all.add(new Mistake("ExternalSecret", "archive-service-secrets", "/spec/target/template/data/keys.properties",
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

    @ParameterizedTest
    @MethodSource("mistakes")
    void aSingleMistakeIsFound(Mistake mistake) {
        var wrong = production.with(mistake::make);

        assertFalse(checks.stream().flatMap(check -> check.findings(wrong)).findAny().isEmpty(), "nobody finds it");
    }
}
