package eu.onrecord.consent.register;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/** What the CRM and people put on record, and what can be looked up. */
@QuarkusTest
class RegisterTest extends ServiceTest {
    private final String phone = Conversation.phoneIn("+316");
    private final ExecutorService many = Executors.newFixedThreadPool(60);
    private final String crmId = "K-" + phone;

    @AfterEach
    void askNoMore() {
        many.shutdownNow();
    }

    @Test
    void anOrderEstablishesARelationshipAndTheSameAgainChangesNothing() {
        var first = register(order("A-1")).statusCode(200).body("state", is("established")).extract().path("customer");

        register(order("A-1")).statusCode(200).body("customer", is(first));

        search("phone", phone).body("$", hasSize(1)).body("[0].state", is("established")).body("[0].basis", is("order"))
                .body("[0].permissions", contains("service", "transactional"));
        evidence(first.toString()).body("event", hasSize(1));
    }

    @Test
    void whoIsKnownByAnyIdentifierIsFoundByAllOfThem() {
        var customer = register(order("A-1")).extract().path("customer");

        search("crm-id", crmId).body("[0].customer", is(customer));
        register(registration(
                List.of(Map.of("kind", "crm-id", "value", crmId), Map.of("kind", "user-id", "value", "NL." + phone)),
                null)).statusCode(200).body("customer", is(customer));
        search("user-id", "NL." + phone).body("[0].customer", is(customer));
    }

    /** More than the pool has connections. */
    @Test
    void manyWhoAskAtOnceDoNotHoldEachOtherUp() {
        register(order("A-1")).statusCode(200);

        var asked = IntStream.range(0, 60).mapToObj(i -> CompletableFuture.supplyAsync(() -> as("agent")
                .header("Customer-Phone", phone).get("/relationships?legalEntity=example-nl").statusCode(), many)).toList();

        assertTimeoutPreemptively(SOON, () -> asked.forEach(answer -> assertEquals(200, answer.join())));
    }

    @ParameterizedTest
    @CsvSource({ "list, kind-refused", "address-book, kind-refused", "letter, no-evidence-of-a-relationship",
            "horoscope, kind-unknown" })
    void evidenceOfARefusedKindIsRefusedWithTheReasonAndNobodyBecomesACustomer(String kind, String reason) {
        register(registration(Map.of("kind", kind, "occurredAt", "2026-01-05T10:00:00Z", "reference", "A-1"))).statusCode(422)
                .contentType("application/problem+json").body("reason", is(reason)).body("detail", notNullValue());

        search("phone", phone).body("$", hasSize(0));
    }

    @Test
    void nobodyIsACustomerWithoutEvidence() {
        register(registration(null)).statusCode(422).body("reason", is("evidence-missing"));
    }

    @Test
    void aFormThatAsksForMarketingAllowsItUntilTheCustomerObjectsByPhone() {
        register(form("2026-02-01T10:00:00Z")).statusCode(200);
        search("phone", phone).body("[0].permissions", hasItem("marketing"));

        wish("opt-outs", "marketing", "2026-02-10T10:00:00Z").statusCode(200);
        search("phone", phone).body("[0].permissions", not(hasItem("marketing"))).body("[0].optOut", is("marketing"));

        register(form("2026-02-01T10:00:00Z")).statusCode(200);
        search("phone", phone).body("[0].permissions", not(hasItem("marketing")));

        register(form("2026-02-20T10:00:00Z")).statusCode(200);
        search("phone", phone).body("[0].permissions", hasItem("marketing")).body("[0].optOut", is("none"));
    }

    @Test
    void whoAskedForSilenceBeforeTheyWereKnownIsNotWrittenToLater() {
        wish("opt-outs", "all", "2026-02-10T10:00:00Z").statusCode(200);

        register(order("A-1")).statusCode(200);

        search("phone", phone).body("[0].optOut", is("all")).body("[0].state", is("established"));
    }

    @Test
    void theEarliestOptOutCountsAndAnOptInBeforeItDoesNot() {
        register(order("A-1"));
        wish("opt-outs", "all", "2026-02-10T10:00:00Z").statusCode(200);
        wish("opt-outs", "all", "2026-02-05T10:00:00Z").statusCode(200);
        search("phone", phone).body("[0].optOut", is("all")).body("[0].optedOutAt", is("2026-02-05T10:00:00Z"));

        wish("opt-ins", "all", "2026-02-09T10:00:00Z").statusCode(200);
        search("phone", phone).body("[0].optOut", is("all")).body("[0].optedOutAt", is("2026-02-10T10:00:00Z"));

        wish("opt-ins", "all", "2026-02-11T10:00:00Z").statusCode(200);
        search("phone", phone).body("[0].optOut", is("none"));
    }

    @Test
    void aRelationshipThatTheCrmEndsIsOver() {
        register(order("A-1"));

        var ended = new HashMap<String, Object>(registration(null));
        ended.put("endedAt", "2026-02-20T10:00:00Z");
        register(ended).statusCode(200).body("state", is("expired"));
        register(ended).statusCode(200).body("state", is("expired"));
    }

    @Test
    void evidenceIsOnlyAddedTo() {
        var customer = UUID.fromString(register(order("A-1")).extract().path("customer"));

        assertThrows(PgException.class, () -> sql("update evidence set kind = 'X' where customer_id = $1", customer));
        assertThrows(PgException.class, () -> sql("delete from evidence where customer_id = $1", customer));
    }

    @Test
    void theEvidenceIsExportedAsConsentRecords() {
        var customer = register(form("2026-02-01T10:00:00Z")).extract().path("customer").toString();
        wish("opt-outs", "marketing", "2026-02-10T10:00:00Z").statusCode(200);

        evidence(customer).body("pii_principal_id", is(customer)).body("schema_version", notNullValue())
                .body("pii_processing.privacy_notice", is("https://example.org/privacy"))
                .body("pii_processing.purposes.purpose", hasItem("marketing")).body("event", hasSize(2))
                .body("event[0].event_state", is("consent given"))
                .body("event[0].x_text_shown", is("Ja, stuur mij aanbiedingen"))
                .body("event[1].event_state", is("consent withdrawn"));
        as("agent").get("/relationships/" + customer + "/evidence").then().statusCode(403);
    }

    @Test
    void aRestrictionIsForThePrivacyOfficer() {
        var customer = register(order("A-1")).extract().path("customer").toString();

        as("agent").contentType("application/json").body(Map.of("restricted", true, "reason", "bezwaar"))
                .put("/relationships/" + customer + "/restriction").then().statusCode(403);
        as("privacy-officer").contentType("application/json").body(Map.of("restricted", true, "reason", "bezwaar"))
                .put("/relationships/" + customer + "/restriction").then().statusCode(200);

        search("phone", phone).body("[0].restricted", is(true));
    }

    @Test
    void theSweepSaysFirstWhatItWouldDoAtAnyDate() {
        register(order("A-1"));

        sweep("2029-01-05T10:00:00Z", true).body("dormant", is(not(0)));
        search("phone", phone).body("[0].state", is("established"));
        assertEquals(0, sweep("2026-03-01T10:00:00Z", true).extract().<Integer> path("expired"));
    }

    @Test
    void anOptInThatNobodyCouldShowIsRefusedAndAnOptOutIsNot() {
        var wish = Map.of("legalEntity", "example-nl", "identifier", Map.of("kind", "phone", "value", phone), "scope", "all",
                "source", "phone-call");

        as("agent").contentType("application/json").body(wish).post("/relationships/opt-ins").then().statusCode(400);
        as("agent").contentType("application/json").body(wish).post("/relationships/opt-outs").then().statusCode(200);
    }

    private ValidatableResponse sweep(String at, boolean dryRun) {
        return as("compliance-officer").contentType("application/json").body(Map.of("at", at, "dryRun", dryRun))
                .post("/relationships/sweep").then().statusCode(200);
    }

    private ValidatableResponse register(Map<String, ?> registration) {
        return as("crm").contentType("application/json").body(registration).put("/relationships").then();
    }

    private ValidatableResponse wish(String what, String scope, String at) {
        return as("agent").contentType("application/json")
                .body(Map.of("legalEntity", "example-nl", "identifier", Map.of("kind", "phone", "value", phone), "scope", scope,
                        "source", "phone-call", "occurredAt", at, "reference", "call 17"))
                .post("/relationships/" + what).then();
    }

    private ValidatableResponse search(String kind, String value) {
        return as("agent").contentType("application/json")
                .body(Map.of("legalEntity", "example-nl", "identifier", Map.of("kind", kind, "value", value)))
                .post("/relationships/search").then().statusCode(200);
    }

    private ValidatableResponse evidence(String customer) {
        return as("auditor").get("/relationships/" + customer + "/evidence").then().statusCode(200);
    }

    private Map<String, Object> order(String reference) {
        return registration(Map.of("kind", "order", "occurredAt", "2026-01-05T10:00:00Z", "reference", reference));
    }

    private Map<String, Object> form(String at) {
        return registration(Map.of("kind", "web-form", "occurredAt", at, "formVersion", "3", "textShown",
                "Ja, stuur mij aanbiedingen", "purposes", List.of("marketing")));
    }

    private Map<String, Object> registration(Map<String, ?> evidence) {
        return registration(List.of(Map.of("kind", "phone", "value", phone), Map.of("kind", "crm-id", "value", crmId)),
                evidence);
    }

    private static Map<String, Object> registration(List<Map<String, String>> identifiers, Map<String, ?> evidence) {
        var registration = new HashMap<String, Object>(Map.of("legalEntity", "example-nl", "identifiers", identifiers));
        if (evidence != null) {
            registration.put("evidence", evidence);
        }
        return registration;
    }

    private void sql(String statement, UUID customer) {
        pool.preparedQuery(statement).execute(Tuple.of(customer)).await().atMost(SOON);
    }
}
