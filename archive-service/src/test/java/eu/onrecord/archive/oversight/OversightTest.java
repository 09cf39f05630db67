package eu.onrecord.archive.oversight;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who looked at a customer is answered: by the conversation, by the reader, by what was refused; and to whom it may be. */
@QuarkusTest
class OversightTest extends ArchiveTest {
    private static final String OF_THREAD = """
            conversation c join conversation_thread t on t.conversation_id = c.id
            where t.thread = $1 and c.state = 'RELEASED'""";

    private final String begin = Instant.now().minus(1, ChronoUnit.MINUTES).toString();

    @Test
    void whoLookedAtAConversationIsTold() {
        var id = released();
        read("lena", id).statusCode(200);
        read("mark", id).statusCode(200);
        search("released").statusCode(200);
        read("lena", released(thread("another" + phone))).statusCode(200);

        acts("auditor", "&conversation=" + id).statusCode(200)
                .body("acts.act.who.sub", hasItems("lena", "mark", "arthur"))
                .body("acts.act.ids", everyItem(hasItem(id)))
                .body("acts.find { it.act.who.sub == 'lena' }.act.what", equalTo("read"))
                .body("acts.findAll { it.act.what == 'read' }.act.who.sub", contains("lena", "mark"))
                .body("isOwnAlone", equalTo(false)).body("next", nullValue()).body("acts[0].record", notNullValue());
    }

    /** What names nobody finds all that one person did, and nothing else. */
    @Test
    void allThatOneReaderDidIsFoundByAWordThatDoesNotNameThem() {
        var id = released();
        var reader = "reader" + UUID.randomUUID();
        read(reader, id).statusCode(200);
        read("mark", id).statusCode(200);
        var word = acts("privacy-officer", "&conversation=" + id).extract()
                .<String> path("acts.find { it.act.who.sub == '%s' }.reader".formatted(reader));

        assertFalse(word.contains(reader));
        acts("privacy-officer", "&reader=" + word).body("acts.act.who.sub", contains(reader));
        acts("privacy-officer", "&reader=" + word.substring(1)).body("acts", hasSize(0));
    }

    @Test
    void whatWasRefusedIsToldAlone() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        var pending = conversation("pending");
        read("lena", pending).statusCode(409);

        acts("auditor", "&refused=true&conversation=" + pending).body("acts", hasSize(1))
                .body("acts[0].act.outcome", equalTo("refused")).body("acts[0].act.who.sub", equalTo("lena"));
        acts("auditor", "&refused=true").body("acts.act.outcome", everyItem(equalTo("refused")));
    }

    @Test
    void whoeverReadsConversationsSeesTheirOwnActsAlone() {
        var id = released();
        var officer = "officer" + UUID.randomUUID();
        given().header("Authorization", "Bearer " + TestTokens.of(officer, "compliance-officer"))
                .get("/conversations/" + id + "/transcript?purpose=complaint").then().statusCode(200);
        read("lena", id).statusCode(200);
        var lenas = acts("auditor", "&conversation=" + id).extract()
                .<String> path("acts.find { it.act.who.sub == 'lena' }.reader");

        acts(officer, "compliance-officer", "example-nl", "").body("isOwnAlone", equalTo(true))
                .body("acts.act.who.sub", contains(officer)).body("acts[0].isOwn", equalTo(true));
        acts(officer, "compliance-officer", "example-nl", "&reader=" + lenas)
                .body("acts.act.who.sub", everyItem(equalTo(officer)));
    }

    @Test
    void anotherEntitysActsAreNotTold() {
        acts("arthur", "auditor", "example-be", "").statusCode(404)
                .body("type", equalTo("urn:onrecord:problem:legal-entity-unknown"));
        acts("carla", "compliance-officer", "-", "").statusCode(404);
        given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent")).get(address("example-nl", "")).then()
                .statusCode(403);

        acts("arthur", "auditor", "-", "&refused=true").statusCode(200).body("acts.act.who.sub", hasItem("anna"))
                .body("acts.findAll { it.act.who.sub == 'anna' }.act.what", hasItem("searched"));
    }

    /** That somebody watches is seen by whoever watches them. */
    @Test
    void lookingAtActsIsAnAct() {
        var id = released();
        acts("auditor", "&conversation=" + id).statusCode(200);

        acts("auditor", "&conversation=" + id).body("acts.act.what", hasItem("searched"))
                .body("acts.find { it.act.criteria != null && it.act.criteria[0] == 'acts' }.act.purpose",
                        equalTo("oversight"));
    }

    @Test
    void pageByPageEachActIsToldOnce() {
        var id = released();
        for (var i = 0; i < 5; i++) {
            read("lena", id).statusCode(200);
        }
        var records = new ArrayList<String>();
        var after = "";
        do {
            var page = acts("auditor", "&limit=2&conversation=" + id + after).statusCode(200).extract().jsonPath();
            records.addAll(page.getList("acts.findAll { it.act.what == 'read' }.record"));
            after = page.get("next") == null ? "" : "&after=" + page.get("next");
        } while (!after.isEmpty());

        assertEquals(5, records.size());
        assertEquals(5, records.stream().distinct().count());
    }

    /** A place of another question would answer that, and the act would say this. */
    @Test
    void aPlaceIsOneOfTheSamePeriod() {
        var id = released();
        read("lena", id).statusCode(200);
        read("lena", id).statusCode(200);
        var after = acts("auditor", "&limit=1&conversation=" + id).extract().<String> path("next");

        asAuditor().get("/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"
                + "&after=" + after).then().statusCode(400);
        asAuditor().get("/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"
                + "&after=" + "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").then().statusCode(400);
    }

    /** What is done from now on may still be told. */
    @Test
    void itIsNotSaidToHaveLookedIntoTheFuture() {
        var told = acts("auditor", "").extract().<String> path("lookedUntil");

        assertFalse(Instant.parse(told).isAfter(Instant.now()), told);
    }

    /** Whoever takes an act away, or spoils one, is not helped by its being passed over. */
    @Test
    void anActThatCannotBeReadIsToldToBeThere() {
        var id = released();
        read("lena", id).statusCode(200);
        var record = UUID.fromString(acts("auditor", "&conversation=" + id).extract()
                .path("acts.find { it.act.who.sub == 'lena' }.record"));
        spoil(record);
        try {
            acts("auditor", "&conversation=" + id).body("acts.find { it.record == '%s' }.notRead".formatted(record),
                    equalTo("broken"));
        } finally {
            spoil(record);
        }
    }

    /** One bit, which done twice is undone. */
    private void spoil(UUID record) {
        change("update sealed_content set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where record_id = $1",
                record);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/acts?legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
            "/acts?purpose=oversight&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
            "/acts?purpose=oversight&legal-entity=example-nl", "/acts?purpose=oversight&legal-entity=example-nl&from=x&to=y",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=+1000000000-01-01T00:00:00Z",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&after=x",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&limit=0",
            "/acts?purpose=oversight&legal-entity=example-nl&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&who=lena" })
    void whatIsNotUnderstoodIsSaid(String address) {
        asAuditor().get(address).then().statusCode(400).contentType("application/problem+json");
    }

    private String released() {
        return released(thread);
    }

    private String released(ThreadId in) {
        send(text(in, "wamid." + UUID.randomUUID(), "Goedemorgen"));
        send(disclosure(in, "delivered"));
        await().atMost(SOON).until(() -> count(OF_THREAD, in.value()) == 1);
        return pool.preparedQuery("select c.id from " + OF_THREAD).execute(Tuple.of(in.value())).await().atMost(SOON).iterator()
                .next().getUUID("id").toString();
    }

    private ValidatableResponse read(String reader, String conversation) {
        return given().header("Authorization", "Bearer " + TestTokens.of(reader, "auditor"))
                .get("/conversations/" + conversation + "/transcript?purpose=complaint").then();
    }

    private ValidatableResponse acts(String role, String criteria) {
        return acts("arthur", role, "example-nl", criteria);
    }

    private ValidatableResponse acts(String who, String role, String legalEntity, String criteria) {
        return given().header("Authorization", "Bearer " + TestTokens.of(who, role)).get(address(legalEntity, criteria)).then();
    }

    private String address(String legalEntity, String criteria) {
        return "/acts?purpose=oversight&legal-entity=" + legalEntity + "&from=" + begin + "&to="
                + Instant.now().plus(1, ChronoUnit.MINUTES) + criteria;
    }
}
