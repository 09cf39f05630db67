package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Single mistakes, put into an overlay one by one: each is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MistakesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Manifests production;
    private Manifests evaluation;
    private List<Check> checks;
    private List<Check> checksOfEvaluation;

    @BeforeAll
    void render() throws IOException {
        production = Installation.render("production");
        checks = new ArrayList<>(Installation.checks("production"));
        // what the operators' definitions alone find is in none of the lists
        Installation.schemasIfThere().ifPresent(checks::add);
        evaluation = Installation.render("evaluation");
        checksOfEvaluation = Installation.checks("evaluation");
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

    /** Those of whoever wrote the checks; and those of somebody who did not, and tried to get past them. */
    static Stream<Mistake> mistakes() throws IOException {
        return in("mistakes.txt", "mistakes-of-others.txt");
    }

    static Stream<Mistake> mistakesInEvaluation() throws IOException {
        return in("mistakes-in-evaluation.txt");
    }

    private static Stream<Mistake> in(String... lists) throws IOException {
        var all = new ArrayList<Mistake>();
        for (var list : lists) {
            for (var line : Files.readAllLines(Path.of("src/test/resources").resolve(list))) {
                if (!line.startsWith("#")) {
                    var parts = (line + " ").split(" \\| ?", 4);
                    all.add(new Mistake(parts[0], parts[1], parts[2],
                            parts.length < 4 || parts[3].isBlank() ? null : parts[3].strip()));
                }
            }
        }
        return all.stream();
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
    @MethodSource("mistakes")
    void aSingleMistakeIsFound(Mistake mistake) {
        isFound(production, checks, mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakesInEvaluation")
    void aSingleMistakeInWhatEvaluatesIsFound(Mistake mistake) {
        isFound(evaluation, checksOfEvaluation, mistake);
    }

    private static void isFound(Manifests right, List<Check> checks, Mistake mistake) {
        var wrong = right.with(mistake::make);

        assertFalse(checks.stream().flatMap(check -> check.findings(wrong)).findAny().isEmpty(), "nobody finds it");
    }
}
