package eu.onrecord.consent.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/** Many customers at once, a line each. */
@QuarkusTest
class ImportTest extends ServiceTest {
    private final String run = String.valueOf(ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999));

    @Test
    void everyLineIsAnsweredByALineInItsOrderAndABrokenOneTakesNoOtherWithIt() {
        var answers = answers(send(List.of(line(1), "nonsense", line(2), "{\"legalEntity\":\"example-nl\"}",
                line(3).replace("order", "address-book"))));

        assertEquals(List.of("registered", "refused", "registered", "refused", "refused"),
                answers.stream().map(it -> it.getString("status")).toList());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), answers.stream().map(it -> it.getLong("line")).toList());
        assertEquals("line-invalid", answers.get(1).getString("reason"));
        assertEquals("registration-invalid", answers.get(3).getString("reason"));
        assertEquals("kind-refused", answers.get(4).getString("reason"));
    }

    @Test
    void theSameAgainChangesNothing() {
        var lines = IntStream.range(0, 1200).mapToObj(this::line).toList();

        var first = answers(send(lines));
        var second = answers(send(lines));

        assertEquals(first, second);
        assertEquals(1200, first.stream().map(it -> it.getString("customer")).distinct().count());
        assertTrue(first.stream().allMatch(it -> it.getString("state").equals("established")));
    }

    @Test
    void linesAboutTheSamePersonAreOnePerson() {
        var both = line(1).replace("]", ",{\"kind\":\"crm-id\",\"value\":\"" + run + "\"}]");
        var byCrm = line(1).replaceAll("\\[.*]", "[{\"kind\":\"crm-id\",\"value\":\"" + run + "\"}]");

        var answers = answers(send(List.of(line(1), byCrm, both)));

        assertEquals(answers.get(2).getString("customer"), answers.get(0).getString("customer"));
        as("agent").contentType("application/json")
                .body("{\"legalEntity\":\"example-nl\",\"identifier\":{\"kind\":\"crm-id\",\"value\":\"" + run + "\"}}")
                .post("/relationships/search").then().statusCode(200)
                .body("[0].customer", is(answers.get(2).getString("customer")));
    }

    @Test
    void onlyTheCrmMayAndOtherBodiesAreHeldToTheirLimit() {
        as("agent").contentType(ImportResource.NDJSON).body(line(1).getBytes(UTF_8)).post("/relationships/import").then()
                .statusCode(403);
        as("agent").contentType("application/json").body(" ".repeat(1024 * 1024 + 1)).post("/relationships/search").then()
                .statusCode(413).contentType("application/problem+json");
    }

    private Response send(List<String> lines) {
        return as("crm").contentType(ImportResource.NDJSON).body(String.join("\n", lines).getBytes(UTF_8))
                .post("/relationships/import").then()
                .statusCode(200).contentType(ImportResource.NDJSON).extract().response();
    }

    private static List<JsonObject> answers(Response response) {
        return Arrays.stream(response.asString().split("\n")).map(JsonObject::new).collect(Collectors.toList());
    }

    private String line(int number) {
        return """
                {"legalEntity":"example-nl","identifiers":[{"kind":"phone","value":"+31%s%04d"}],\
                "evidence":{"kind":"order","occurredAt":"2026-01-05T10:00:00Z","reference":"O-%s-%d"}}"""
                .formatted(run, number, run, number);
    }
}
