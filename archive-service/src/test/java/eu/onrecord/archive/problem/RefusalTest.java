package eu.onrecord.archive.problem;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Who may not, or asks for nonsense, is told why: as a problem, to the letter. */
@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class RefusalTest {
    private static final String NOBODY = "/conversations/00000000-0000-4000-8000-000000000000";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /nothing-here                         | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/nothing-here"}
            GET    | /conversations/no-id/transcript?purpose=a | 404 | {"status":404,"title":"Not Found","detail":"HTTP 404 Not Found","instance":"/conversations/no-id/transcript"}
            DELETE | /conversations                        | 405 | {"status":405,"title":"Method Not Allowed","detail":"HTTP 405 Method Not Allowed","instance":"/conversations"}
            GET    | /conversations?limit=0                | 400 | {"status":400,"title":"Bad Request","instance":"/conversations","violations":[{"field":"","in":"body","message":"must be greater than or equal to 1"}]}
            GET    | /conversations?limit=x                | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"The address has a number that is none.","instance":"/conversations"}
            GET    | /ledger/consistency?from=1&to=9223372036854775808 | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"The address has a number that is none.","instance":"/ledger/consistency"}
            GET    | /ledger/consistency?from=0&to=0&x=3   | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"The address has a parameter that is not known.","instance":"/ledger/consistency"}
            GET    | /conversations?state=x                | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"state is pending or released.","instance":"/conversations"}
            GET    | /conversations?phone=31612345678      | 400 | {"type":"urn:onrecord:problem:identifier-in-url","status":400,"title":"Personal data in the address","detail":"A phone number goes into the header Customer-Phone.","instance":"/conversations"}
            GET    | /ledger/consistency?from=5&to=1       | 400 | {"type":"urn:onrecord:problem:request-invalid","status":400,"title":"The request is not complete or not correct","detail":"from and to are sizes of the ledger, from not above to.","instance":"/ledger/consistency"}
            """)
    void whatIsWrongWithARequestIsSaid(String method, String address, int status, String told) {
        assertEquals(told, answer("Bearer " + TestTokens.of("carla", "compliance-officer"), method, address, status));
    }

    @Test
    void anUnknownConversationIsOne() {
        assertEquals("""
                {"type":"urn:onrecord:problem:conversation-unknown","status":404,"title":"Unknown conversation",\
                "detail":"There is no conversation with this id.","instance":"%s/transcript"}""".formatted(NOBODY),
                answer("Bearer " + TestTokens.of("carla", "compliance-officer"), "GET",
                        NOBODY + "/transcript?purpose=complaint", 404));
    }

    @ParameterizedTest
    @CsvSource({ "''", "Bearer nonsense" })
    void whoIsNobodyIsAskedForAToken(String authorization) {
        assertEquals("""
                {"type":"urn:onrecord:problem:unauthenticated","status":401,"title":"Who are you?",\
                "detail":"Send a valid access token as Bearer."}""", answer(authorization, "GET", "/conversations", 401));
    }

    @Test
    void whoHasNotTheRoleIsForbidden() {
        assertEquals("{\"status\":403,\"title\":\"Forbidden\",\"instance\":\"/conversations\"}",
                answer("Bearer " + TestTokens.of("anna", "agent"), "GET", "/conversations", 403));
    }

    private static String answer(String authorization, String method, String address, int status) {
        var request = given();
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return request.request(method, address).then().statusCode(status).contentType("application/problem+json").extract()
                .asString();
    }
}
