package eu.onrecord.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.local.testing.PackagedSettings;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The service as it is packaged, a jar or an executable, asked as others ask it. */
@QuarkusIntegrationTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
@WithTestResource(PackagedSettings.class)
class PackagedIT {

    @ParameterizedTest
    @ValueSource(strings = { "", "/ready", "/live", "/started" })
    void itIsWellAndEveryHealthAnswerTellsWhatIsNotSafe(String which) {
        given().get(PackagedSettings.health() + which).then().statusCode(200).body("status", is("UP"))
                .body("checks.find { it.name == 'settings' }.data.unsafe",
                        containsString("kafka.security.protocol is PLAINTEXT"));
    }

    @Test
    void aSignedWebhookIsTakenAndAnotherIsNot() {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000","phone_number_id":"106540352242922"},\
                "contacts":[{"profile":{"name":"Sanne"},"wa_id":"31612345678"}],"messages":[{"from":"31612345678","id":"wamid.%s",\
                "timestamp":"1770000000","type":"text","text":{"body":"Dag"}}]}}]}]}"""
                .formatted(UUID.randomUUID());

        Edge.given().contentType("application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature("test_app_secret", body.getBytes(UTF_8)))
                .body(body).post("/webhooks/whatsapp-nl").then().statusCode(200);
        Edge.given().contentType("application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature("another", body.getBytes(UTF_8))).body(body)
                .post("/webhooks/whatsapp-nl").then().statusCode(401)
                .body("type", is("urn:onrecord:problem:signature-invalid"));
    }

    @Test
    void theQuarantineIsPlayedAgainByWhoMay() {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + TestTokens.of("carla", "compliance-officer"))
                .body("{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:01Z\"}").post("/quarantine/replay").then()
                .statusCode(200).body("webhooks", is(0));
        given().contentType("application/json").body("{}").post("/quarantine/replay").then().statusCode(401)
                .body("type", is("urn:onrecord:problem:unauthenticated"));
    }
}
