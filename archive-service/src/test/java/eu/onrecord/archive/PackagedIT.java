package eu.onrecord.archive;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

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
    void aSearchIsAnsweredAndItsActIsInTheLedger() {
        officer().header("Customer-Phone", "+31655500002").get("/conversations").then().statusCode(200).body("", hasSize(0));

        await().atMost(60, SECONDS).untilAsserted(() -> officer().get("/ledger/checkpoint").then().statusCode(200)
                .body(startsWith("example.org/onrecord-test\n")));
        officer().get("/conversations/00000000-0000-4000-8000-000000000000/transcript?purpose=complaint").then().statusCode(404)
                .body("type", is("urn:onrecord:problem:conversation-unknown"));
    }

    private static RequestSpecification officer() {
        return given().header("Authorization", "Bearer " + TestTokens.of("carla", "compliance-officer"));
    }
}
