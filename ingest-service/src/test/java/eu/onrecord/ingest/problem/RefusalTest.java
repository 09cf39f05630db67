package eu.onrecord.ingest.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import eu.onrecord.ingest.Edge;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

/** Who may not, or asks for nonsense, is told why: as a problem, to the letter. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class RefusalTest {
    private static final String INSTANCE = "urn:uuid:[0-9a-f-]{36}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /nothing-here        | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/nothing-here"}
            DELETE | /quarantine/replay   | 405 | {"status":405,"title":"Method Not Allowed","detail":"HTTP 405 Method Not Allowed","instance":"/quarantine/replay"}
            GET    | /webhooks/whatsapp-nl | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/webhooks/whatsapp-nl"}
            """)
    void whatTheFrameworkRefusesIsAProblemToo(String method, String address, int status, String told) {
        assertEquals(told, given().request(method, address).then().statusCode(status)
                .contentType("application/problem+json").extract().asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none               | none               | 401 | unauthenticated | Send a valid access token as Bearer.
            nonsense           | none               | 401 | unauthenticated | Send a valid access token as Bearer.
            none               | agent              | 403 | forbidden       | This needs a role that the token does not have.
            none               | compliance-officer | 400 | request-invalid | from is missing.
            """)
    void whoMayNotOrAsksForNonsenseIsToldWhy(String token, String role, int status, String type, String detail) {
        var request = given().contentType("application/json").body("{}");
        if (token != null || role != null) {
            request.header("Authorization", "Bearer " + (role == null ? token : TestTokens.of("somebody", role)));
        }
        request.post("/quarantine/replay").then().statusCode(status).contentType("application/problem+json")
                .header("WWW-Authenticate", is(status == 401 ? "Bearer" : null))
                .body("type", is("urn:onrecord:problem:" + type)).body("status", is(status)).body("detail", is(detail))
                .body("instance", matchesRegex(INSTANCE)).body("size()", is(5));
    }

    @Test
    void aSubscriptionIsRefusedWithoutAWordOfItsAddress() {
        Edge.given().get("/webhooks/whatsapp-nl?hub.verify_token=guessed").then().statusCode(403)
                .body("type", is("urn:onrecord:problem:subscription-refused")).body(not(containsString("guessed")));
    }

    @ParameterizedTest
    @CsvSource({ "GET, /, 404, channel-unknown", "POST, /q/health, 404, channel-unknown",
            "POST, /webhooks/, 404, channel-unknown",
            "POST, /webhooks/whatsapp-nl/x, 404, channel-unknown", "PUT, /webhooks/whatsapp-nl, 405, method-unknown",
            "POST, /quarantine/replay, 404, channel-unknown" })
    void nothingButWebhooksIsWhereStrangersCome(String method, String address, int status, String type) {
        Edge.given().request(method, address).then().statusCode(status).contentType("application/problem+json")
                .body("type", is("urn:onrecord:problem:" + type));
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemIsADocumentThatIsWrittenOnceAndGivenToEverybodyAnew(ProblemType problem) {
        var first = problem.json();
        first.setByte(0, (byte) 'x');
        var document = new JsonObject(problem.json());

        assertEquals("urn:onrecord:problem:" + problem.word(), document.getString("type"));
        assertEquals(problem.status(), document.getInteger("status"));
        assertEquals(problem.title(), document.getString("title"));
        assertEquals(problem.detail(), document.getString("detail"));
    }
}
