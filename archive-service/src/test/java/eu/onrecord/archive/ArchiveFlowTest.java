package eu.onrecord.archive;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.Proofs;
import eu.onrecord.tlog.TlogProof;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** Events go in by both topics; what may be read, by whom and when, comes out by the API. */
@QuarkusTest
class ArchiveFlowTest extends ArchiveTest {
    @Simulated
    ProviderSimulator whatsApp;
    @ConfigProperty(name = "onrecord.media-store.directory")
    Path mediaStore;

    @Test
    void aConversationIsPendingUntilTheNoticeIsProvenAndThenItCanBeRead() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        var id = conversation("pending");
        transcript(id).statusCode(409).contentType("application/problem+json").body("reason", is("notice-not-proven"))
                .body("type", is("urn:onrecord:problem:notice-not-proven")).body("pendingSince", notNullValue());

        send(disclosure(thread, "sent"));
        send(disclosure(thread, "delivered"));

        assertEquals(id, conversation("released"));
        transcript(id).statusCode(200).body("entries.text", hasItem("Goedemorgen"))
                .body("entries.direction", hasItem("inbound"))
                .body("entries.state", hasItem("delivered")).body("channel", is("whatsapp-nl"));
    }

    @Test
    void aProofThatComesBeforeItsMessageReleasesItAllTheSame() {
        send(disclosure(thread, "read"));
        send(text(thread, "wamid.1", "Te vroeg"));

        transcript(conversation("released")).statusCode(200).body("entries.text", hasItem("Te vroeg"));
    }

    @Test
    void theSameEventTwiceIsOneRecord() {
        var event = text(thread, "wamid.1", "Goedemorgen");
        var id = UUID.randomUUID();
        send(id, event);
        send(id, event);
        send(disclosure(thread, "delivered"));

        transcript(conversation("released")).body("entries.text.findAll { it == 'Goedemorgen' }", hasSize(1));
    }

    @Test
    void whoWasToldBeforeTheyCameIsReadAtOnce() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "waived"));

        transcript(conversation("released")).statusCode(200).body("entries.text", hasItem("Goedemorgen"));
    }

    @Test
    void allThatAMessageSaysIsInItsEntry() {
        var place = new Part(PartType.LOCATION, "Kade 3", List.of(new Field("latitude", "51.9")));
        var message = new Message("wamid.1", "location").content(List.of(place)).replyTo("wamid.0")
                .forwarded(new Forwarded(6, "Kees"));
        send(event(thread, message));
        send(event(thread,
                new Message("wamid.2", "of-tomorrow").content(List.of(new Part("hologram", "Mijn dak", List.of())))));
        send(disclosure(thread, "delivered"));

        var said = "entries.find { it.messageId == 'wamid.1' }.";
        transcript(conversation("released")).body(said + "content[0].text", is("Kade 3"))
                .body(said + "content[0].fields[0].value", is("51.9")).body(said + "replyTo", is("wamid.0"))
                .body(said + "forwarded.from", is("Kees")).body(said + "network", is("whatsapp"))
                .body("entries.find { it.messageId == 'wamid.2' }.content[0].text", is("Mijn dak"));
    }

    /** Providers count seconds, and tell of many in one webhook. */
    @Test
    void whatWasSaidInOneSecondIsReadInItsOrder() {
        var second = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        var said = IntStream.range(0, 30).mapToObj(i -> "bericht " + i).toList();
        said.forEach(text -> send(at(second, "wamid." + text, text)));
        var versions = IntStream.range(0, 20).mapToObj(i -> "versie " + i).toList();
        versions.forEach(text -> send(marked(Kind.EDIT, second, "wamid.bericht 0", text)));
        send(disclosure(thread, "delivered"));

        var id = conversation("released");
        await().atMost(SOON).untilAsserted(() -> transcript(id).body("entries.text.findAll { it != null }", is(said))
                .body("entries.find { it.text == 'bericht 0' }.versions.text", is(versions)));
    }

    @Test
    void everyFileOfAMessageIsShownWithItsName() {
        send(event(thread, new Message("wamid.1", "mms").files(List.of(new Media("1", "image/jpeg", null, "a.jpg"),
                new Media("2", "image/png", null, "b.png"), new Media("3", "image/png", null, "c.png")))));
        send(disclosure(thread, "delivered"));

        transcript(conversation("released")).body("entries.find { it.messageId == 'wamid.1' }.files.name",
                contains("a.jpg", "b.png", "c.png"));
    }

    @Test
    void whatWasWrittenFirstStandsFirstHoweverLateItComes() {
        var now = Instant.now();
        send(at(now, "wamid.2", "tweede"));
        send(at(now.minusSeconds(60), "wamid.1", "eerste"));
        send(disclosure(thread, "delivered"));

        transcript(conversation("released")).body("entries.text.findAll { it != null }", contains("eerste", "tweede"));
    }

    @Test
    void whatIsDoneToAMessageIsReadWithItAcrossPages() {
        var now = Instant.now().minusSeconds(3600);
        for (var i = 0; i < 3; i++) {
            send(at(now.plusSeconds(i), "wamid." + i, "bericht " + i));
        }
        send(marked(Kind.EDIT, now.plusSeconds(60), "wamid.0", "bericht nul"));
        send(marked(Kind.REACTION, now.plusSeconds(61), "wamid.2", "👍"));
        send(marked(Kind.REVOCATION, now.plusSeconds(62), "wamid.1", null));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 7 && count("following") == 0);

        await().atMost(SOON).untilAsserted(() -> page(id, "", 1).body("entries[0].text", is("bericht 0"))
                .body("entries[0].versions.text", contains("bericht nul")).body("entries", hasSize(1)));
        var second = next(page(id, "", 1));
        page(id, second, 1).body("entries[0].text", is("bericht 1")).body("entries[0].deleted.direction", contains("inbound"));
        var third = next(page(id, second, 1));
        // what comes meanwhile, and happened before, moves no page
        send(at(now.minusSeconds(60), "wamid.9", "eerder"));
        await().atMost(SOON).untilAsserted(() -> page(id, "", 1).body("entries[0].text", is("eerder")));
        page(id, third, 1).body("entries[0].text", is("bericht 2")).body("entries[0].reactions.emoji", contains("👍"));
        page(id, next(page(id, third, 1)), 10).body("entries.sentence", hasSize(1)).body("next", is((Object) null));
    }

    /** Nobody is told of an echo's status by the id of what we sent, so it is found only over the echo. */
    @Test
    void whatIsDoneToTheEchoOfAMessageIsReadWithTheMessage() {
        var now = Instant.now().minusSeconds(3600);
        var ours = UUID.randomUUID().toString();
        send(at(now, "wamid.0", "eerste"));
        send(sent(now.plusSeconds(1), ours, ours));
        send(sent(now.plusSeconds(2), "wamid.1", ours));
        send(marked(Kind.REACTION, now.plusSeconds(60), "wamid.1", "👍"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        await().atMost(SOON).untilAsserted(() -> page(id, next(page(id, "", 1)), 1).body("entries[0].messageId", is(ours))
                .body("entries[0].copies.messageId", contains("wamid.1")).body("entries[0].reactions.emoji", contains("👍")));
    }

    private ChatEvent sent(Instant at, String messageId, String ours) {
        var it = event(thread, new Message(messageId, "text").text("Om 3 uur").reference(ours));
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), Direction.OUTBOUND, it.kind(), it.source(), it.message(), null, null, null, at, TimeOf.PROVIDER,
                it.receivedAt(), it.original());
    }

    @Test
    void whoHoldsTheirRoleForAnotherLegalEntitySeesNothing() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        for (var entities : List.of(List.<String> of(), List.of("example-be"), List.of("EXAMPLE-NL"))) {
            var token = "Bearer " + TestTokens.of(entities, "arthur", "auditor");
            given().header("Authorization", token).header("Customer-Phone", phone).get("/conversations").then()
                    .statusCode(200).body("$", hasSize(0));
            given().header("Authorization", token).get("/conversations/" + id + "/transcript?purpose=complaint").then()
                    .statusCode(404);
            given().header("Authorization", token)
                    .get("/conversations/" + id + "/media/" + UUID.randomUUID() + "?purpose=complaint").then().statusCode(404)
                    .body("type", is("urn:onrecord:problem:conversation-unknown"));
        }
    }

    @Test
    void linkedThreadsAreOneConversationAndReleasedTogether() {
        var other = thread("NL." + phone);
        send(text(thread, "wamid.1", "met nummer"));
        send(text(other, "wamid.2", "met naam"));
        await().atMost(SOON).untilAsserted(() -> search("pending").body("$", hasSize(2)));
        send(disclosure(thread, "delivered"));
        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.THREADS_LINKED, null, null, null,
                null, List.of(thread, other), Instant.now()));

        await().atMost(SOON).untilAsserted(() -> search("pending").body("$", hasSize(0)));
        transcript(conversation("released")).body("entries.text.findAll { it != null }",
                containsInAnyOrder("met nummer", "met naam"));
    }

    @Test
    void everyReadAndEverySearchIsARecordInTheLedger() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        var before = acts();

        transcript(id).statusCode(200);
        search("released").statusCode(200);

        assertEquals(before + 2, acts());
    }

    @Test
    void aRecordIsProvenToBeInTheSignedLedger() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(FIRST_HEAD).untilAsserted(() -> transcript(id).body("entries[0].leafIndex", notNullValue()));
        var record = transcript(id).extract().<String> path("entries[0].record");

        var inclusion = "/ledger/records/" + record + "/inclusion";
        await().atMost(FIRST_HEAD).untilAsserted(() -> asAuditor().get(inclusion).then().statusCode(200));

        var proof = asAuditor().get(inclusion).then().statusCode(200).extract().jsonPath();

        var leaf = Hash.ofLeaf(LeafEntry.of(Base64.getDecoder().decode(proof.getString("commitment"))));
        var checkpoint = proof.getString("checkpoint").split("\n");
        assertEquals("example.org/onrecord-test", checkpoint[0]);
        assertEquals(proof.getString("treeSize"), checkpoint[1]);
        assertTrue(Proofs.includes(leaf, proof.getLong("leafIndex"), proof.getLong("treeSize"),
                hashes(proof.getList("path", String.class)), new Hash(Base64.getDecoder().decode(checkpoint[2]))));
    }

    /** With what anybody may have: the proof, the policy and the record's commitment. */
    @Test
    void aProofThatWasKeptIsCheckedByNothingButKeys() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        var record = transcript(id).extract().<String> path("entries[0].record");
        await().atMost(FIRST_HEAD).untilAsserted(
                () -> asAuditor().get("/ledger/records/" + record + "/inclusion").then().statusCode(200));
        var commitment = asAuditor().get("/ledger/records/" + record + "/inclusion").then().extract()
                .<String> path("commitment");

        var proof = TlogProof.of(asAuditor().get("/ledger/records/" + record + "/proof").asString());
        var policy = Policy.of(asAuditor().get("/ledger/policy").asByteArray());

        assertTrue(policy.accepts(proof.checkpoint()));
        assertTrue(proof.includes(Hash.ofLeaf(LeafEntry.of(Base64.getDecoder().decode(commitment)))));
        assertEquals(policy.logs().get(0).key().toString(), asAuditor().get("/ledger/vkey").asString());
    }

    @Test
    void whatIsPublishedIsExtendedByWhatComesLater() {
        send(text(thread, "wamid.1", "een"));
        conversation("pending");
        try (var heads = new TopicReader(bootstrapServers, Topic.CHECKPOINTS)) {
            await().atMost(FIRST_HEAD).until(() -> !heads.all().isEmpty());
            var all = heads.all();
            var first = new String(all.get(all.size() - 1).value(), UTF_8).split("\n");
            send(text(thread, "wamid.2", "twee"));
            await().atMost(SOON).until(() -> heads.all().size() > all.size());
            var now = heads.all();
            var last = new String(now.get(now.size() - 1).value(), UTF_8).split("\n");

            var proof = asAuditor().get("/ledger/consistency?from=" + first[1] + "&to=" + last[1]).then().statusCode(200)
                    .extract().jsonPath().getList("path", String.class);

            assertTrue(Proofs.extendsTree(Long.parseLong(first[1]), hash(first[2]), Long.parseLong(last[1]), hash(last[2]),
                    hashes(proof)));
        }
    }

    @Test
    void aPhotoIsFetchedCheckedSealedAndReadBack() throws Exception {
        var photo = IntStream.range(0, 200_000).collect(ByteArrayOutputStream::new,
                (bytes, i) -> bytes.write(i * 7), (a, b) -> {
                }).toByteArray();
        photo[0] = (byte) 0xFF;
        photo[1] = (byte) 0xD8;
        photo[2] = (byte) 0xFF;
        var mediaId = whatsApp.shelve(photo, "image/jpeg");
        send(photo(mediaId, sha256(photo)));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        await().atMost(SOON)
                .untilAsserted(() -> transcript(id).body("entries.find { it.media != null }.media.state", is("kept")));
        var file = transcript(id).extract().<String> path("entries.find { it.media != null }.media.id");
        var answer = asAuditor().get("/conversations/" + id + "/media/" + file + "?purpose=complaint").then().statusCode(200)
                .contentType("image/jpeg").header("X-Content-Type-Options", "nosniff").extract().asByteArray();
        assertArrayEquals(photo, answer);
        var part = asAuditor().header("Range", "bytes=100000-100009")
                .get("/conversations/" + id + "/media/" + file + "?purpose=complaint").then().statusCode(206)
                .header("Content-Range", is("bytes 100000-100009/200000")).extract().asByteArray();
        assertArrayEquals(Arrays.copyOfRange(photo, 100_000, 100_010), part);
        asAuditor().header("Range", "bytes=200000-").get("/conversations/" + id + "/media/" + file + "?purpose=complaint")
                .then().statusCode(416).body("size", is(200_000));
        var stored = Files.readAllBytes(stored(file));
        assertFalse(new String(stored, StandardCharsets.ISO_8859_1)
                .contains(new String(photo, 0, 64, StandardCharsets.ISO_8859_1)));
        assertEquals(0, count("media m where m::text like '%' || $1 || '%'", sha256(photo)));
    }

    @Test
    void aPhotoThatIsNotWhatTheProviderSaidIsNotKept() {
        var mediaId = whatsApp.shelve("another photo".getBytes(UTF_8), "image/jpeg");
        send(photo(mediaId, "00".repeat(32)));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        await().atMost(SOON)
                .untilAsserted(() -> transcript(id).body("entries.find { it.media != null }.media.error", is("hash-mismatch")));
        var file = transcript(id).extract().<String> path("entries.find { it.media != null }.media.id");
        asAuditor().get("/conversations/" + id + "/media/" + file + "?purpose=complaint").then().statusCode(409)
                .contentType("application/problem+json");
        assertEquals(0, count("media where id = $1 and file_record is not null", UUID.fromString(file)));
    }

    private Path stored(String file) {
        var record = pool.preparedQuery("select file_record from media where id = $1").execute(Tuple.of(UUID.fromString(file)))
                .await().atMost(SOON).iterator().next().getUUID("file_record").toString();
        try (var files = Files.list(mediaStore.resolve(record.substring(34)))) {
            return files.filter(it -> it.getFileName().toString().startsWith(record)).findFirst().orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void nothingThatWasSaidIsInTheDatabaseInTheClear() {
        var secret = "een heel bijzondere zin " + phone;
        send(text(thread, "wamid." + phone, secret));
        conversation("pending");

        for (var table : List.of("record", "sealed_content", "conversation", "conversation_thread", "conversation_identifier",
                "mention",
                "media", "timeless", "leaf")) {
            var rows = pool.query("select t::text as content from " + table + " t").execute().await().atMost(SOON);
            rows.forEach(row -> assertFalse(decoded(row.getString("content")).contains(phone.substring(1))));
        }
    }

    @Test
    void theContractsExamplesAreUnderstood() {
        for (var example : List.of("chat-text-received", "consent-relationship-changed", "consent-disclosure-queued",
                "chat-notice-sent", "consent-disclosure-delivered", "chat-stop-received", "consent-opted-out")) {
            var message = GoldenMessage.read(example);
            // all consent examples have the same stand-in for an id
            message.headers().remove("ce_id").add("ce_id",
                    UUID.nameUUIDFromBytes(example.getBytes(UTF_8)).toString().getBytes(UTF_8));
            producer.send(message);
        }

        await().atMost(SOON).untilAsserted(() -> {
            var id = asAuditor().header("Customer-Phone", "+31612345678").get("/conversations?state=released").then()
                    .statusCode(200).body("$", hasSize(1)).extract().<String> path("[0].id");
            transcript(id).statusCode(200).body("entries", hasSize(7))
                    .body("entries.text.findAll { it != null }", hasItem(startsWith("U chat met Voorbeeld BV")));
        });
    }

    @Test
    void aRecordThatIsNoEventGoesToTheDeadLettersAndTakesNothingWithIt() {
        producer.send(new ProducerRecord<>(Topic.CONSENT, "0".repeat(32), ("nonsense" + phone).getBytes(UTF_8)));
        producer.send(new ProducerRecord<>(Topic.CHAT, "0".repeat(32), ("nonsense" + phone).getBytes(UTF_8)));
        send(text(thread, "wamid.1", "Goedemorgen"));

        conversation("pending");
        try (var deadLetters = new TopicReader(bootstrapServers, Topic.ARCHIVE_DEAD_LETTER)) {
            await().atMost(SOON).until(() -> deadLetters.all().stream()
                    .filter(found -> new String(found.value(), UTF_8).equals("nonsense" + phone)).count() == 2);
        }
    }

    @Test
    void whoMayNotReadIsTurnedAway() {
        given().get("/conversations").then().statusCode(401).contentType("application/problem+json");
        for (var role : List.of("agent", "crm", "somebody")) {
            given().header("Authorization", "Bearer " + TestTokens.of("x", role)).get("/conversations").then()
                    .statusCode(403);
            given().header("Authorization", "Bearer " + TestTokens.of("x", role)).get("/ledger/checkpoint").then()
                    .statusCode(403);
        }
    }

    @Test
    void aReadWithoutAPurposeOrOfNothingIsExplained() {
        asAuditor().get("/conversations/" + UUID.randomUUID() + "/transcript").then().statusCode(400)
                .body("type", is("urn:onrecord:problem:purpose-missing"));
        asAuditor().get("/conversations/" + UUID.randomUUID() + "/transcript?purpose=complaint").then().statusCode(404)
                .body("type", is("urn:onrecord:problem:conversation-unknown"));
        asAuditor().get("/conversations?phone=%2B31612345678").then().statusCode(400)
                .body("type", is("urn:onrecord:problem:identifier-in-url"));
        asAuditor().get("/conversations?from=yesterday").then().statusCode(400).contentType("application/problem+json");
        asAuditor().get("/conversations?state=open").then().statusCode(400).contentType("application/problem+json");
        asAuditor().get("/ledger/records/" + UUID.randomUUID() + "/inclusion").then().statusCode(404);
        asAuditor().get("/ledger/consistency?from=9&to=1").then().statusCode(400);
    }

    private long acts() {
        return pool
                .query("select count(*) as count from record where scope = 'acts/example-nl' and type like 'eu.onrecord.act.%'")
                .execute().await().atMost(SOON).iterator().next().getLong("count");
    }

    /** What PostgreSQL prints as hex, as the text it may be. */
    private static String decoded(String row) {
        var text = new StringBuilder(row);
        Pattern.compile("\\\\x([0-9a-f]+)").matcher(row).results().forEach(
                hex -> text.append(new String(HexFormat.of().parseHex(hex.group(1)), StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private static List<Hash> hashes(List<String> base64) {
        return base64.stream().map(ArchiveFlowTest::hash).toList();
    }

    private static Hash hash(String base64) {
        return new Hash(Base64.getDecoder().decode(base64));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
