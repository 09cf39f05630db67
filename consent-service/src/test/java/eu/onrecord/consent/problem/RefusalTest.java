package eu.onrecord.consent.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;

/** Who may not, or asks for nonsense, is told why. */
@QuarkusTest
class RefusalTest extends ServiceTest {
    @Test
    void whoHasNoTokenOrNotTheRoleGetsNothing() {
        given().get("/relationships?legalEntity=example-nl").then().statusCode(401)
                .contentType("application/problem+json").header("WWW-Authenticate", "Bearer");
        given().header("Authorization", "Bearer nonsense").get("/relationships?legalEntity=example-nl").then()
                .statusCode(401).contentType("application/problem+json");
        as("somebody").get("/relationships?legalEntity=example-nl").then().statusCode(403);
        as("auditor").contentType("application/json").body("{}").header("Idempotency-Key", "1").post("/messages").then()
                .statusCode(403);
    }

    @Test
    void aRequestThatIsNotCompleteIsExplained() {
        as("agent").contentType("application/json").header("Idempotency-Key", "1").body("{}").post("/messages").then()
                .statusCode(400).contentType("application/problem+json").body("violations", hasSize(4));
        as("agent").get("/relationships?legalEntity=example-nl&phone=%2B31612345678").then().statusCode(400)
                .contentType("application/problem+json").body("type", is("urn:onrecord:problem:identifier-in-url"));
    }

    @Test
    void exactlyOneContentIsAskedFor() {
        as("agent").contentType("application/json").header("Idempotency-Key", "x")
                .body(Map.of("customer", UUID.randomUUID().toString(), "channel", "whatsapp-nl", "purpose", "service"))
                .post("/messages").then().statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"purpose\":\"world-domination\"}", "{\"customer\":\"x\"}", "nonsense", "[]" })
    void aBodyThatCannotBeReadIsAProblemThatDoesNotRepeatIt(String body) {
        var answer = as("agent").contentType("application/json").header("Idempotency-Key", "x").body(body).post("/messages")
                .then().statusCode(400).contentType("application/problem+json").extract().asString();

        assertFalse(answer.contains("world-domination") || answer.contains("nonsense") || answer.contains("eu.onrecord"),
                answer);
    }
}
