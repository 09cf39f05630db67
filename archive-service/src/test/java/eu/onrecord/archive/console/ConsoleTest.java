package eu.onrecord.archive.console;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.TimeOf;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.ClaimType;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;

/** The pages, as a browser that is logged in gets them; that it is logged in, by Keycloak, is the browser's own test. */
@QuarkusTest
@TestProfile(ConsoleTest.WithPages.class)
@TestSecurity(user = "carla", roles = "compliance-officer")
@OidcSecurity(claims = { @Claim(key = "legal_entities", value = "[\"example-nl\"]", type = ClaimType.JSON_ARRAY),
        @Claim(key = "iss", value = "https://keycloak.test/realms/onrecord"), @Claim(key = "sub", value = "carla") })
class ConsoleTest extends ArchiveTest {
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/(?:console/assets|webjars)/[^\"]+)\"");

    /** With pages, and nobody who logs in. */
    public static final class WithPages implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.console.enabled", "true", "quarkus.oidc.console.tenant-enabled", "false",
                    "onrecord.console.time-zone", "Europe/Amsterdam");
        }
    }

    @Test
    void aConversationIsShownAsTheCustomerSawIt() {
        send(at(Instant.parse("2026-03-28T23:30:00Z"), "wamid.1", "Hallo <script>alert(1)</script> \u202Etxt.exe"));
        send(marked(Kind.EDIT, Instant.parse("2026-03-28T23:40:00Z"), "wamid.1", "Hallo allemaal"));
        send(ours(at(Instant.parse("2026-03-29T09:00:00Z"), "wamid.2", "Goedemorgen Jan")));
        send(disclosure(thread, "delivered"));
        var id = read();

        var page = page("/console/conversations/" + id + "?purpose=complaint").statusCode(200)
                .body(containsString("Hallo &lt;script&gt;"), not(containsString("<script>alert")))
                .body(containsString("Hallo allemaal"), containsString("Goedemorgen Jan"))
                .body(containsString("The recording notice 2026-1 (nl) was delivered."), not(containsString("lang=\"en\">The")))
                .extract().asString();

        assertEquals(1, Pattern.compile("class=\"bubble ours").matcher(page).results().count(), page);
        assertEquals(1, Pattern.compile("class=\"bubble theirs").matcher(page).results().count(), page);
        // the hour that is left out stands between them
        assertEquals(List.of("00:30:00 CET", "11:00:00 CEST"),
                Pattern.compile("class=\"who\">[^<]*<time[^>]*>([^<]+)").matcher(page).results().map(it -> it.group(1))
                        .toList());
        assertFalse(page.contains(phone), "a number that nobody asked to see");
    }

    /** A provider may give no time that can be read, of a message as of what was done to it. */
    @Test
    void whatNobodyToldTheTimeOfIsShownWhereTheArchiveTookIt() {
        send(timeless(text(thread, "wamid.1", "Zonder tijd")));
        send(at(Instant.parse("2026-03-29T09:00:00Z"), "wamid.2", "Met tijd"));
        for (var kind : List.of(Kind.EDIT, Kind.REVOCATION)) {
            send(timeless(marked(kind, null, "wamid.2", "Veranderd")));
        }
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(containsString("Zonder tijd"), containsString("nobody told when it was"), containsString("Met tijd"),
                        containsString("Veranderd"));
    }

    /** A phone that is coupled later hands over what was done before. */
    @Test
    void whatWasHandedOverLaterIsSaidToBeSo() {
        send(at(Instant.parse("2026-03-29T09:00:00Z"), "wamid.1", "Net gezegd"));
        send(history(marked(Kind.REACTION, Instant.parse("2026-03-29T09:01:00Z"), "wamid.1", "\uD83D\uDC4D")));
        send(disclosure(thread, "delivered"));
        var id = read();

        transcript(id).body("entries.find { it.text == 'Net gezegd' }.reactions[0].source", equalTo("history"))
                .body("entries.find { it.text == 'Net gezegd' }.source", nullValue());
        var page = page("/console/conversations/" + id + "?purpose=complaint").extract().asString();
        assertTrue(Pattern.compile("class=\"reaction\">(?:(?!</p>)[\\s\\S])*Handed over later").matcher(page).find(), page);
    }

    @Test
    void nothingIsAnEmptyBubble() {
        send(marked(Kind.REACTION, Instant.parse("2026-03-29T09:00:00Z"), "wamid.elsewhere", "\uD83D\uDC4D"));
        send(marked(Kind.REVOCATION, Instant.parse("2026-03-29T09:01:00Z"), "wamid.elsewhere", null));
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(not(containsString("class=\"bubble")), containsString("A reaction to a message that is not shown here"),
                        containsString("A message that is not shown here was deleted by the customer"),
                        containsString("\uD83D\uDC4D"));
    }

    @Test
    void whoAnswersWhatWasChangedIsSeenToAnswerIt() {
        send(at(Instant.parse("2026-03-29T09:00:00Z"), "wamid.1", "Honderd schuldig"));
        send(marked(Kind.EDIT, Instant.parse("2026-03-29T09:01:00Z"), "wamid.1", "Negenhonderd schuldig"));
        send(event(thread, new Message("wamid.2", "text", "Akkoord", null, null, "wamid.1", null)));
        send(disclosure(thread, "delivered"));

        var page = page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200).extract().asString();

        var quote = page.substring(page.indexOf("<blockquote>"), page.indexOf("</blockquote>"));
        assertTrue(quote.contains("Honderd schuldig") && quote.contains("Negenhonderd schuldig"), quote);
    }

    @Test
    void aTokenOpensNoPageHoweverItsAddressIsWritten() {
        for (var address : List.of("/console/find", "/console;a=b/find", "/console/find;a=b", "/console;/find")) {
            assertTrue(ConsoleFilters.isOfConsole(address), address);
        }
        for (var address : List.of("/consoles", "/conversations;/console", "/console.txt")) {
            assertFalse(ConsoleFilters.isOfConsole(address), address);
        }
    }

    @Test
    void whatIsKeptAndChangedIsSaidToBeOnItsProof() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        var record = transcript(read()).extract().<String> path("entries[0].record");
        await().atMost(FIRST_HEAD).until(() -> page("/console/records/" + record + "?purpose=complaint").extract()
                .statusCode() == 200);
        page("/console/records/" + record + "?purpose=complaint").body(not(containsString("role=\"alert\"")));

        change("update sealed_content set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where record_id = $1",
                UUID.fromString(record));

        page("/console/records/" + record + "?purpose=complaint").statusCode(200)
                .body(containsString("role=\"alert\""), containsString("is not what was recorded"));
    }

    @Test
    void aCustomerIsFoundByAFormAndNotToldOfAgain() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        var id = read();

        fromOurPage().formParam("purpose", "complaint").formParam("kind", "phone").formParam("customer", phone)
                .post("/console/find").then().statusCode(200)
                .body(containsString("/console/conversations/" + id), not(containsString(phone)),
                        not(containsString(phone.substring(1))));
    }

    @Test
    void whatIsFilledInWronglyIsSaidBesideTheForm() {
        fromOurPage().formParam("purpose", "Mrs Jansen").formParam("customer", phone).post("/console/find").then()
                .statusCode(200).body(containsString("role=\"alert\""), containsString("Say why"));
        fromOurPage().formParam("purpose", "complaint").formParam("customer", "0612345678").post("/console/find").then()
                .statusCode(200).body(containsString("role=\"alert\""), not(containsString("0612345678")));
        fromOurPage().formParam("purpose", "complaint").formParam("from", "yesterday").post("/console/find").then()
                .statusCode(200).body(containsString("A day is written as"));
    }

    @Test
    void whatIsShownAgainRunsNowhere() {
        var script = "\"><script>alert(1)</script>";

        given().queryParam("purpose", script).get("/console/find").then().statusCode(200)
                .body(not(containsString("<script>alert")));
        fromOurPage().formParam("purpose", script).formParam("from", script).formParam("to", script).formParam("state", script)
                .formParam("kind", script).formParam("customer", script).post("/console/find").then().statusCode(200)
                .body(not(containsString("<script>alert")));
    }

    @Test
    void aFormOfAnotherPageIsRefused() {
        var form = Map.of("purpose", "complaint", "customer", phone);

        given().formParams(form).header("Origin", "https://elsewhere.example").post("/console/find").then().statusCode(403)
                .contentType("text/html");
        given().formParams(form).header("Sec-Fetch-Site", "cross-site").post("/console/find").then().statusCode(403);
        given().formParams(form).header("Sec-Fetch-Site", "same-site").post("/console/find").then().statusCode(403);
        given().formParams(form).post("/console/find").then().statusCode(403);
    }

    /** A call is told of step by step, and a text may come after it was said that there is none. */
    @Test
    void whatFurtherRecordsOfAMessageSayIsShownToo() {
        send(said("wamid.1", PartType.WITHHELD, "Nog niet beschikbaar"));
        send(said("wamid.1", PartType.TEXT, "Ik zeg het contract op"));
        send(event(thread, new Message("wamid.2", "text").text("Akkoord").replyTo("wamid.1")));
        send(disclosure(thread, "delivered"));
        var id = read();

        transcript(id).body("entries.find { it.messageId == 'wamid.2' }.quoted.copies.text.size()", equalTo(1))
                .body("entries.find { it.messageId == 'wamid.2' }.quoted.copies[0].content[0].text",
                        equalTo("Ik zeg het contract op"));
        var page = page("/console/conversations/" + id + "?purpose=complaint").statusCode(200).extract().asString();
        assertEquals(2, Pattern.compile("Ik zeg het contract op").matcher(page).results().count(), page);
        assertEquals(2, Pattern.compile("Nog niet beschikbaar").matcher(page).results().count(), page);
    }

    /** Nobody is said to have done what the provider tells of itself, or does not tell by whom. */
    @Test
    void nobodyIsSaidToHaveDoneWhatTheProviderTells() {
        send(at(Instant.parse("2026-03-29T09:00:00Z"), "wamid.1", "Hallo"));
        var gone = marked(Kind.REVOCATION, Instant.parse("2026-03-29T09:01:00Z"), "wamid.1", null);
        send(with(gone, gone.kind(), gone.message().content(List.of(new Part(PartType.SYSTEM, "It is not told by whom.",
                List.of())))));
        send(with(gone, Kind.ACCOUNT, said("a", PartType.SYSTEM, "The account is restricted.").message()));
        send(disclosure(thread, "delivered"));
        var id = read();

        transcript(id).body("entries.find { it.text == 'Hallo' }.deleted[0].direction", nullValue());
        page("/console/conversations/" + id + "?purpose=complaint").statusCode(200)
                .body(containsString("It is not told by whom."), containsString("The account is restricted."),
                        not(containsString("by the customer")));
    }

    /** What is answered, and was passed on, is nobody's here; and who wrote is told. */
    @Test
    void whatIsQuotedIsToldAsItWasSaid() {
        send(event(thread, new Message("wamid.1", "text").text("Niet mijn woorden").forwarded(new Forwarded(6, "Piet"))));
        send(ours(event(thread, new Message("wamid.2", "text").text("Is dat zo?").replyTo("wamid.1")
                .author(new Author(Author.Kind.AI, null, "desk-7")))));
        send(disclosure(thread, "delivered"));
        var id = read();

        transcript(id).body("entries.find { it.messageId == 'wamid.2' }.quoted.forwarded.from", equalTo("Piet"));
        var page = page("/console/conversations/" + id + "?purpose=complaint").statusCode(200)
                .body(containsString("a model that writes texts"), containsString("desk-7")).extract().asString();
        var quote = page.substring(page.indexOf("<blockquote>"), page.indexOf("</blockquote>"));
        assertTrue(quote.contains("Forwarded") && quote.contains("Piet") && quote.contains("at least 6 times"), quote);
    }

    @Test
    void whatWasDoneToASystemsLineIsShownWithIt() {
        send(said("wamid.1", PartType.SYSTEM, "The customer sent what the provider does not pass on."));
        send(marked(Kind.REACTION, Instant.now(), "wamid.1", "\uD83D\uDC4D"));
        send(event(thread, new Message("wamid.2", "text").text("Wat dan?").replyTo("wamid.1")));
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(containsString("\uD83D\uDC4D"), not(containsString("A message of which nothing can be read")));
    }

    /** Its message may be of before, or of another. */
    @Test
    void howFarAMessageCameThatIsNotHereIsSaid() {
        var it = marked(Kind.STATUS, Instant.now(), "wamid.elsewhere", null);
        send(new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), Kind.STATUS, it.source(), null,
                new Status("wamid.elsewhere", Status.State.DELIVERED, null, null), null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original()));
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(matchesPattern("(?s).*How far a message came that is not shown here[^<]*:\\s*delivered.*"));
    }

    /** The words are the same, and are said to be somebody else's the second time. */
    @Test
    void whatAFurtherRecordSaysBesideTheWordsIsShownToo() {
        send(event(thread, new Message("wamid.1", "text").text("Dezelfde woorden")));
        send(event(thread, new Message("wamid.1", "text").text("Dezelfde woorden").forwarded(new Forwarded(1, "Piet"))));
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(containsString("Also told of it"), containsString("Piet"));
    }

    /** A message that is changed often and answered often weighs no more than both. */
    @Test
    void anAnswerCarriesLittleOfWhatItAnswers() {
        send(event(thread, new Message("wamid.1", "text").text("Nul")));
        for (var i = 0; i < 10; i++) {
            send(marked(Kind.EDIT, Instant.now().plusSeconds(i), "wamid.1", "Wijziging " + i));
            send(event(thread, new Message("wamid.1", "text").text("Nog eens " + i).replyTo("wamid.1")));
        }
        send(event(thread, new Message("wamid.2", "text").text("Ja").replyTo("wamid.1")));
        send(disclosure(thread, "delivered"));
        var id = read();

        transcript(id).body("entries.find { it.messageId == 'wamid.2' }.quoted.versions.size()", equalTo(3))
                .body("entries.find { it.messageId == 'wamid.2' }.quoted.copies.size()", equalTo(3))
                .body("entries.find { it.messageId == 'wamid.1' }.versions.size()", equalTo(10))
                .body("entries.find { it.messageId == 'wamid.1' }.copies.quoted.size()", equalTo(10))
                .body("entries.find { it.messageId == 'wamid.1' }.copies.quoted.find { it != null }", nullValue());
    }

    @Test
    void whatElseWasToldIsShownByItsName() {
        var referred = event(thread, new Message("wamid.1", "text").text("Hallo")
                .referral(new Referral("ad", "120", "https://example.org/ad", null)));
        send(new ChatEvent(referred.legalEntity(), referred.channel(), referred.provider(), referred.network(),
                referred.business(), referred.thread(), referred.customer(), referred.direction(), referred.kind(),
                referred.source(), referred.message(), null, null, null, referred.occurredAt(), TimeOf.RECEIPT,
                referred.receivedAt(), referred.original()));
        send(disclosure(thread, "delivered"));

        page("/console/conversations/" + read() + "?purpose=complaint").statusCode(200)
                .body(containsString("https://example.org/ad"), containsString("as it was received"),
                        containsString("whatsapp"),
                        containsString("Recorded"));
    }

    private ChatEvent said(String id, PartType type, String text) {
        return event(thread, new Message(id, "text").content(List.of(new Part(type, text, List.of()))));
    }

    private static ChatEvent with(ChatEvent it, Kind kind, Message message) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), kind, it.source(), message, null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
    }

    @Test
    void whoLookedAtAConversationIsSeenFromIt() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        var id = read();
        var link = Pattern.compile("href=\"(/console/acts[^\"]+)\"")
                .matcher(page("/console/conversations/" + id + "?purpose=complaint").extract().asString()).results().findFirst()
                .orElseThrow().group(1).replace("&amp;", "&");

        page("/console/acts").statusCode(200).body(not(containsString("<table")));
        page(link).statusCode(200).body(containsString("read a conversation"), containsString(id), containsString("complaint"),
                containsString("You see what you did yourself"));
        page(link + "&refused=true").body(containsString("Nothing of that was done"), not(containsString("<table")));
        page(link + "&from=yesterday").statusCode(200).body(containsString("role=\"alert\""));
        page("/console/acts?purpose=complaint&legal-entity=example-be").statusCode(404).contentType("text/html");
    }

    @Test
    void whoWasNotToldIsNotRead() {
        send(text(thread, "wamid.1", "Nog niet verteld"));
        var id = conversation("pending");

        page("/console/conversations/" + id + "?purpose=complaint").statusCode(409).contentType("text/html")
                .body(containsString("not proven to have been told"), not(containsString("Nog niet verteld")));
    }

    @Test
    @TestSecurity(user = "hugo", roles = "compliance-officer")
    @OidcSecurity(claims = { @Claim(key = "legal_entities", value = "[\"example-be\"]", type = ClaimType.JSON_ARRAY),
            @Claim(key = "iss", value = "https://keycloak.test/realms/onrecord"), @Claim(key = "sub", value = "hugo") })
    void anotherEntitysOfficerSeesNothingOfIt() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        await().atMost(SOON).until(() -> count("conversation_thread where thread = $1", thread.value()) == 1);
        var id = pool.preparedQuery("select conversation_id from conversation_thread where thread = $1")
                .execute(Tuple.of(thread.value())).await().atMost(SOON).iterator().next()
                .getUUID("conversation_id");

        page("/console/conversations/" + id + "?purpose=complaint").statusCode(404).contentType("text/html")
                .body(not(containsString("Hallo")));
        fromOurPage().formParam("purpose", "complaint").formParam("customer", phone).post("/console/find").then()
                .statusCode(200).body(not(containsString(id.toString())));
    }

    @Test
    @TestSecurity(user = "anna", roles = "agent")
    @OidcSecurity(claims = { @Claim(key = "legal_entities", value = "[\"example-nl\"]", type = ClaimType.JSON_ARRAY),
            @Claim(key = "iss", value = "https://keycloak.test/realms/onrecord"), @Claim(key = "sub", value = "anna") })
    void whoHasNoRoleIsToldSoOnAPage() {
        page("/console/find").statusCode(403).contentType("text/html").body(containsString("/console/access"));
        page("/console/access").statusCode(200).body(containsString("anna"), containsString("role=\"alert\""));
    }

    @Test
    void everyPageTellsTheBrowserToBeCareful() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        var id = read();

        for (var address : List.of("/console/find", "/console/access", "/console/acts", "/console/acts?purpose=oversight",
                "/console/ledger", "/console/signed-out", "/console/not-signed-in",
                "/console/conversations/" + id + "?purpose=complaint", "/console/conversations/" + UUID.randomUUID()
                        + "?purpose=complaint",
                "/console/nowhere")) {
            var page = page(address).header("Cache-Control", equalTo("no-store"))
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", not(containsString("unsafe")))
                    .header("Referrer-Policy", equalTo("no-referrer")).header("X-Frame-Options", equalTo("DENY"))
                    .header("X-Content-Type-Options", equalTo("nosniff")).contentType("text/html").extract().asString();
            assertFalse(Pattern.compile("<script(?! type=\"module\" src=)|<style| style=| on[a-z]+=").matcher(page).find(),
                    address);
            LINKED.matcher(page).results().map(it -> it.group(1)).forEach(linked -> page(linked).statusCode(200));
        }
    }

    @Test
    void aPageIsInTheReadersLanguage() {
        given().header("Accept-Language", "nl-BE, en;q=0.5").get("/console/find").then().statusCode(200)
                .body(containsString("<html lang=\"nl\""), containsString("Een gesprek zoeken"));
        given().header("Accept-Language", "sv").get("/console/find").then()
                .body(containsString("<html lang=\"en\""), containsString("Find a conversation"));
    }

    @Test
    void aRecordsProofIsShownAndTaken() {
        send(text(thread, "wamid.1", "Hallo"));
        send(disclosure(thread, "delivered"));
        var id = read();
        var record = transcript(id).extract().<String> path("entries[0].record");

        await().atMost(FIRST_HEAD)
                .untilAsserted(() -> page("/console/records/" + record + "?purpose=complaint").statusCode(200)
                        .body(containsString("data-key=\"example.org/onrecord-test+"), not(containsString("Hallo"))));
        page("/console/ledger").statusCode(200)
                .body(containsString("example.org/onrecord-test+"), containsString("quorum"));
        page("/console/records/" + record + "/proof").statusCode(200).contentType("text/plain")
                .header("Content-Disposition", containsString(".tlog-proof"))
                .body(containsString("c2sp.org/tlog-proof@v1"));
    }

    private String read() {
        return conversation("released");
    }

    private static ChatEvent history(ChatEvent it) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), Source.HISTORY, it.message(), null, null, null, it.occurredAt(),
                it.timeOf(), it.receivedAt(), it.original());
    }

    private static ChatEvent timeless(ChatEvent it) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, null, TimeOf.RECEIPT,
                it.receivedAt(), it.original());
    }

    private static ChatEvent ours(ChatEvent it) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), Direction.OUTBOUND, it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(),
                TimeOf.PROVIDER, it.receivedAt(), it.original());
    }

    private static ValidatableResponse page(String address) {
        return given().redirects().follow(false).get(address).then();
    }

    private static RequestSpecification fromOurPage() {
        return given().header("Sec-Fetch-Site", "same-origin");
    }
}
