package eu.onrecord.consent;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import eu.onrecord.local.testing.PackagedSettings;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.specification.RequestSpecification;

/** The service as it is packaged, a jar or an executable, asked as others ask it. */
@QuarkusIntegrationTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
@WithTestResource(PackagedSettings.class)
class PackagedIT {

    @Test
    void itIsReadyAndItsHealthTellsWhatIsNotSafe() {
        given().get(PackagedSettings.health() + "/ready").then().statusCode(200).body("checks.name", hasItem("settings"));
    }

    @Test
    void aCustomerIsPutOnRecordAndFound() {
        var registration = Map.of("legalEntity", "example-nl", "identifiers",
                List.of(Map.of("kind", "phone", "value", "+31655500001")), "evidence",
                Map.of("kind", "order", "reference", "A-1", "occurredAt", "2026-01-05T10:00:00Z"));

        as("crm").body(registration).put("/relationships").then().statusCode(200).body("state", is("established"));
        as("agent").body(Map.of("legalEntity", "example-nl", "identifier", Map.of("kind", "phone", "value", "+31655500001")))
                .post("/relationships/search").then().statusCode(200).body("[0].state", is("established"));
        as("crm").body("nonsense").put("/relationships").then().statusCode(400)
                .body("type", is("urn:onrecord:problem:request-invalid"));
    }

    private static RequestSpecification as(String role) {
        return given().contentType("application/json").header("Authorization", "Bearer " + TestTokens.of("somebody", role));
    }
}
