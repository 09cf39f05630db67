package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** A conversation is found by who it is with, in any common form; and nothing is listed that was not asked for. */
@QuarkusTest
class SearchTest extends ArchiveTest {

    @Test
    void withoutACriterionEachReaderIsGivenWhatTheyReadLast() {
        var reader = "reader" + UUID.randomUUID();
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        as(reader, "").body("$", hasSize(0));
        as(reader, "?state=released").body("$", hasSize(0));
        RestAssured.given().header("Authorization", "Bearer " + TestTokens.of(reader, "auditor"))
                .get("/conversations/" + id + "/transcript?purpose=complaint").then().statusCode(200);

        as(reader, "").body("id", contains(id));
        as(reader, "?state=released").body("id", contains(id));
        as("another" + reader, "").body("id", not(hasItem(id)));
    }

    @Test
    void ofWhatSomebodyReadFiftyAreKept() {
        var reader = "busy" + UUID.randomUUID();
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        RestAssured.given().header("Authorization", "Bearer " + TestTokens.of(reader, "auditor"))
                .get("/conversations/" + id + "/transcript?purpose=complaint").then().statusCode(200);
        var key = pool.query("select reader from last_read where conversation_id = '" + id + "' order by read_at desc limit 1")
                .execute().await().atMost(SOON).iterator().next().getBuffer("reader").getDelegate();
        change("insert into last_read select $1, gen_random_uuid(), now() - interval '1 hour' from generate_series(1, 200)",
                key);

        RestAssured.given().header("Authorization", "Bearer " + TestTokens.of(reader, "auditor"))
                .get("/conversations/" + id + "/transcript?purpose=complaint").then().statusCode(200);

        as(reader, "?limit=200").body("size()", lessThanOrEqualTo(50)).body("[0].id", equalTo(id));
    }

    @ParameterizedTest
    @CsvSource({ "NL.%s, NL.%s", "PARENT.%s, PARENT.%s", "noor%s, @noor%s", "noor%s, https://t.me/Noor%s",
            "mail, noor%s@example.org", "mail, mailto:NOOR%s@Example.ORG", "phone, 316%s", "phone, +31 6 %s",
            "phone, whatsapp:+316%s", "phone, tel:+316%s", "phone, 00316%s" })
    void whoeverHasSeveralIdentifiersIsFoundByEach(String given, String asked) {
        var mark = phone.substring(4);
        send(known(new Customer(phone, "NL." + mark, "Noor", List.of(new Identifier("username", "noor" + mark),
                new Identifier("email", "Noor" + mark + "@Example.org"),
                new Identifier("parent_user_id", "PARENT." + mark), new Identifier("language_code", "nl")))));

        await().atMost(SOON).untilAsserted(() -> asAuditor().header("Customer-Id", asked.formatted(mark)).get("/conversations")
                .then().statusCode(200).body("$", hasSize(1)));
        asAuditor().header("Customer-Id", "nl").get("/conversations").then().statusCode(200).body("$", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({ "Customer-Phone, 0612345678", "Customer-Phone, ''", "Customer-Id, ''", "Customer-Id, '@'" })
    void whatCannotBeUnderstoodIsAnError(String header, String value) {
        asAuditor().header(header, value).get("/conversations").then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({ "from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z", "from=", "state=", "form=2026-05-01T00:00:00Z",
            "state=released&state=pending", "customer=x", "Customer-Phone=%2B31612345678", "after=zzz",
            "from=2009-01-01T00:00:00Z", "to=2026-01-01T00:00:00Z", "from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z",
            "from=%2B1000000000-12-31T23:59:59Z&to=%2B1000000000-12-31T23:59:59Z&limit=0" })
    void nobodyLooksThroughEverything(String query) {
        asAuditor().urlEncodingEnabled(false).get("/conversations?" + query).then().statusCode(400);
    }

    /** As most clients send what is outside of ASCII, and as old ones do. */
    @ParameterizedTest
    @ValueSource(strings = { "UTF-8", "ISO-8859-1" })
    void anIdentifierIsFoundHoweverItsLettersAreSent(String charset) throws Exception {
        var mark = phone.substring(4);
        send(known(new Customer(null, "ré" + mark, "René", List.of())));

        var asked = new String(("ré" + mark).getBytes(charset), ISO_8859_1);
        await().atMost(SOON).untilAsserted(() -> {
            try (var socket = new Socket("localhost", RestAssured.port)) {
                socket.getOutputStream()
                        .write(("GET /conversations HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                + TestTokens.of("anna", "auditor") + "\r\nCustomer-Id: " + asked + "\r\n\r\n")
                                .getBytes(ISO_8859_1));
                var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("\"id\""), answer);
                assertTrue(answer.toLowerCase(Locale.ROOT).contains("cache-control: no-store"), answer);
            }
        });
    }

    @Test
    void twoWaysToAskAtOnceAreAnError() {
        asAuditor().header("Customer-Phone", phone).header("Customer-Id", "NL.1").get("/conversations").then().statusCode(400);
    }

    private ChatEvent known(Customer customer) {
        var it = at(Instant.now(), "wamid.k", "Hoi");
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(), customer,
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
    }

    private static ValidatableResponse as(String reader, String query) {
        return RestAssured.given().header("Authorization", "Bearer " + TestTokens.of(reader, "auditor"))
                .get("/conversations" + query).then().statusCode(200);
    }
}
