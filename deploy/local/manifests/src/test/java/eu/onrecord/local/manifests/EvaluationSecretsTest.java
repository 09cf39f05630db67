package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.settings.Demand;
import eu.onrecord.settings.Demands;
import eu.onrecord.settings.Settings;

/** What an evaluation is given to keep things secret with does so, and the services take it. */
class EvaluationSecretsTest {
    @Test
    void theServicesTakeWhatIsPrinted() throws IOException {
        for (var secret : Installation.evaluationSecrets()) {
            var settings = new HashMap<String, String>();
            Manifests.fields(secret.path("stringData")).filter(file -> file.getKey().endsWith(".properties"))
                    .forEach(file -> read(file.getValue().asText())
                            .forEach((name, value) -> settings.put("" + name, "" + value)));
            var demands = new Demands(Settings.of(settings));

            assertEquals(List.of(), Stream
                    .of(demands.secretsAreSecret("onrecord.thread-key", "onrecord.identifier-key", "onrecord.lookup-key",
                            "onrecord.master-keys.keys.*", "onrecord.ledger.signing-key", "onrecord.channels.*.secrets.*",
                            "onrecord.channels.*.verify-token", "onrecord.channels.*.send.token", "onrecord.channels.*.token",
                            "onrecord.channels.*.desk.secret"),
                            demands.keysAreLong(32, "onrecord.thread-key", "onrecord.identifier-key", "onrecord.lookup-key",
                                    "onrecord.master-keys.keys.*"),
                            demands.addressesAreHttps("onrecord.channels.*.send.api", "onrecord.channels.*.api",
                                    "onrecord.channels.*.desk.url"))
                    .map(Demand::unmet).flatMap(List::stream).toList(), () -> Manifests.nameOf(secret));
        }
    }

    @Test
    void nobodyHasTheSameOnesAgain() throws IOException {
        var once = Installation.evaluationSecrets();
        var again = Installation.evaluationSecrets();

        assertTrue(once.size() > 5, () -> "" + once.size());
        for (var i = 0; i < once.size(); i++) {
            if (once.get(i).path("type").asText().equals("kubernetes.io/basic-auth")) {
                assertNotEquals(once.get(i).at("/stringData/password"), again.get(i).at("/stringData/password"));
            }
        }
    }

    /** Of a role's name a letter more or less lets nobody in. */
    @Test
    void aLoginIsThatOfItsRole() throws IOException {
        for (var secret : Installation.evaluationSecrets()) {
            if (secret.path("type").asText().equals("kubernetes.io/basic-auth")) {
                var name = Manifests.nameOf(secret);
                assertTrue(users(name).contains(secret.at("/stringData/username").asText()), () -> name + " is a login of "
                        + secret.at("/stringData/username"));
            }
        }
    }

    private static List<String> users(String secret) throws IOException {
        return Installation.render("evaluation").all().stream().flatMap(object -> Stream.concat(
                Manifests.each(object.at("/spec/managed/roles")),
                Stream.of(object.at("/spec/bootstrap/initdb"))))
                .filter(role -> role.at("/passwordSecret/name").asText().equals(secret)
                        || role.at("/secret/name").asText().equals(secret))
                .map(role -> role.has("owner") ? role.path("owner") : role.path("name")).map(JsonNode::asText).toList();
    }

    private static Properties read(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
            return properties;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
