package eu.onrecord.consent.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** What no database takes is the caller's to mend, and is told as that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "value":"C-\\u0000"   | "occurredAt":"2026-01-01T00:00:00Z"          | []
            "value":"C-\\ud800"   | "occurredAt":"2026-01-01T00:00:00Z"          | []
            "value":"C-1"         | "occurredAt":"-1000000000-01-01T00:00:00Z"   | []
            "value":"C-1"         | "occurredAt":"-9999-01-01T00:00:00Z"         | []
            "value":"C-1"         | "occurredAt":"+999999999-01-01T00:00:00Z"    | []
            "value":"C-1"         | "occurredAt":"2026-01-01T00:00:00Z"          | [null]
            """)
    void whatCannotBeStoredIsRefused(String value, String time, String purposes) {
        as("crm").contentType("application/json")
                .body("{\"legalEntity\":\"example-nl\",\"identifiers\":[{\"kind\":\"crm-id\"," + value
                        + "}],\"evidence\":{\"kind\":\"order\",\"reference\":\"1\"," + time + ",\"purposes\":" + purposes
                        + "}}")
                .put("/relationships").then().statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/relationships?legalEntity=%00", "/relationships?legalEntity=example-nl&state=%00",
            "/messages/%00" })
    void anAddressWithACharacterThatNamesNothingIsRefused(String address) {
        as("compliance-officer").urlEncodingEnabled(false).get(address).then().statusCode(400)
                .contentType("application/problem+json");
    }

    /** What the framework finds itself has no type of ours, and is told all the same as a problem is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /nothing-here             |              | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/nothing-here"}
            GET    | /messages/no-id           |              | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/messages/no-id"}
            DELETE | /messages                 |              | 405 | {"status":405,"title":"Method Not Allowed","detail":"HTTP 405 Method Not Allowed","instance":"/messages"}
            POST   | /messages/decision        | text/plain   | 415 | {"status":415,"title":"Unsupported Media Type","detail":"No supported MessageBodyReader found","instance":"/messages/decision"}
            POST   | /relationships/import     | text/plain   | 415 | {"status":415,"title":"Unsupported Media Type","detail":"The content-type header value did not match the value in @Consumes","instance":"/relationships/import"}
            POST   | /messages/decision        | application/json | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"The body is not the JSON that is expected."}
            POST   | /dead-letters/replay      | application/json | 403 | {"status":403,"title":"Forbidden","instance":"/dead-letters/replay"}
            """)
    void whatTheFrameworkRefusesIsAProblemToo(String method, String address, String contentType, int status, String told) {
        var request = as("agent");
        if (contentType != null) {
            request.contentType(contentType).body("nonsense");
        }
        var answer = request.request(method, address).then().statusCode(status).contentType("application/problem+json")
                .extract().asString();

        assertEquals(told, answer);
    }

    @Test
    void whatNoFieldMayBeIsToldByItsNameInTheSameOrderEachTime() {
        var answer = as("agent").contentType("application/json").body("{}").post("/messages/decision").then().statusCode(400)
                .extract().asString();

        assertEquals("""
                {"status":400,"title":"Bad Request","instance":"/messages/decision","violations":[\
                {"field":"channel","in":"body","message":"must not be blank"},\
                {"field":"customer","in":"body","message":"must not be null"},\
                {"field":"oneContent","in":"body","message":"one of text, media and template is to be given"},\
                {"field":"purpose","in":"body","message":"must not be null"}]}""", answer);
    }
}
