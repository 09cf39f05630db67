package eu.onrecord.archive.act;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.record.Records;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who looked at what is as much a record as what was said. */
@QuarkusTest
class ActsTest extends ArchiveTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    @Inject
    Records records;

    @Test
    void anActSaysWhoDidWhatWithWhichConversationAndHowMuch() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        transcript(id).statusCode(200);
        var read = last();
        search("released").statusCode(200);
        var searched = last();

        assertEquals("read complaint example-nl done [\"" + id + "\"]", told(read));
        assertEquals("arthur", read.at("/who/sub").asText());
        assertEquals(false, read.at("/who/iss").asText().isBlank());
        assertEquals("[{\"of\":\"entries\",\"number\":2}]", read.path("counts").toString());
        assertEquals("searched search example-nl done [\"" + id + "\"]", told(searched));
        assertEquals("[{\"of\":\"conversations\",\"number\":1}]", searched.path("counts").toString());
    }

    @Test
    void whatIsRefusedIsAnActToo() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        var pending = conversation("pending");

        transcript(pending).statusCode(409);
        assertEquals("read complaint example-nl refused [\"" + pending + "\"]", told(last()));

        var nobodys = UUID.randomUUID();
        transcript(nobodys.toString()).statusCode(404);
        assertEquals("read complaint - refused [\"" + nobodys + "\"]", told(last("acts/-")));
    }

    @Test
    void whoWasSearchedForStandsApartUnderTheCustomersOwnKey() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        search("released").statusCode(200);

        var act = last();
        var particulars = last(thread.value());

        assertEquals("customer", act.at("/criteria/0").asText());
        assertEquals("released", act.at("/criteria/3").asText());
        assertFalse(act.toString().contains(phone.substring(4)));
        assertEquals(phone, particulars.path("customer").asText());
        assertTrue(act.has("particulars") && particulars.has("act"));
        transcript(id).statusCode(200).body("entries", hasSize(2));
    }

    @Test
    void whoWasSearchedForAndNotFoundStandsUnderAKeyOfThatDay() throws Exception {
        var before = Instant.now();
        asAuditor().header("Customer-Phone", "+31600000000").get("/conversations").then().statusCode(200);

        assertEquals("+31600000000",
                last("searches/example-nl/" + LocalDate.ofInstant(before, ZoneOffset.UTC)).path("customer").asText());
    }

    @Test
    void whoHasNotTheRoleTriedAllTheSame() throws Exception {
        var id = UUID.randomUUID();
        given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent"))
                .get("/conversations/" + id + "/transcript?purpose=complaint").then().statusCode(403);

        assertEquals("read null - refused [\"" + id + "\"]", told(last("acts/-")));
        assertEquals("anna", last("acts/-").at("/who/sub").asText());
    }

    @Test
    void whatFailedWasTried() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        change("alter table mention rename to mention_away");
        try {
            transcript(id).statusCode(500);
        } finally {
            change("alter table mention_away rename to mention");
        }

        assertEquals("read complaint example-nl failed [\"" + id + "\"]", told(last()));
        transcript(id).statusCode(200);
    }

    @Test
    void whoMayNotReplayTriedIt() throws Exception {
        asAuditor().post("/dead-letters/replay").then().statusCode(403);

        assertEquals("replayed null - refused ", told(last("acts/-")));
    }

    @Test
    void aFileThatIsNotThereWasAskedFor() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        var file = UUID.randomUUID();
        asAuditor().get("/conversations/" + id + "/media/" + file + "?purpose=complaint").then().statusCode(404);

        assertEquals("file-read complaint example-nl refused [\"" + id + "\",\"" + file + "\"]", told(last()));
    }

    private static String told(JsonNode act) {
        return act.path("what").asText() + " " + act.path("purpose").asText("null") + " " + act.path("legalEntity").asText()
                + " "
                + act.path("outcome").asText() + " " + (act.has("ids") ? act.path("ids") : "");
    }

    private JsonNode last() throws Exception {
        return last("acts/example-nl");
    }

    private JsonNode last(String scope) throws Exception {
        var id = pool
                .preparedQuery("select id from record where scope = $1 order by occurred_at desc, recorded_at desc limit 1")
                .execute(Tuple.of(scope)).await().atMost(SOON).iterator().next().getUUID("id");
        return JSON.readTree(records.again(List.of(id)).await().atMost(Duration.ofSeconds(5)).get(0).item().value());
    }
}
