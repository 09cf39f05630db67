package eu.onrecord.ingest.provider.vonage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Hmac;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reading;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.ingest.provider.TestProviders;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;

class VonageTest {
    private static final Instant ISSUED = Instant.ofEpochSecond(1767323045);
    private static final String SECRET = "short";
    private static final String BODY = message("whatsapp", "\"message_type\":\"text\",\"text\":\"Café ☕\"");
    private final Vonage vonage = new Vonage(TestProviders.THREAD_KEY);
    private final Reading reading = new Reading(vonage, Provider.JSON, "447700900000", "MyAgent");
    private final Channel channel = new Channel("v", "vonage", "example-nl", Set.of("447700900000"),
            Secrets.of(Map.of("old", "another", "new", SECRET)), Optional.empty(), Map.of());

    @ParameterizedTest
    @CsvSource({ "PT0S", "PT24H59M", "-PT4M" })
    void aTokenThatHoldsTheBodysHashIsGoodForADay(Duration age) {
        assertEquals(new Verdict.Authentic("vonage-jwt", "new"),
                verdict("Bearer " + token("HS256", "Vonage", Sha256.hex(BODY.getBytes(UTF_8)), SECRET), ISSUED.plus(age)));
    }

    @ParameterizedTest
    @CsvSource({ "PT25H1M", "-PT6M" })
    void aTokenOfAnotherTimeIsNot(Duration age) {
        assertEquals(Verdict.Refused.FORGED,
                verdict("Bearer " + token("HS256", "Vonage", Sha256.hex(BODY.getBytes(UTF_8)), SECRET), ISSUED.plus(age)));
    }

    @Test
    void everythingInATokenMustFit() {
        var hash = Sha256.hex(BODY.getBytes(UTF_8));
        for (var token : List.of(token("HS256", "Vonage", hash, "wrong"), token("HS256", "Nobody", hash, SECRET),
                token("HS256", "Vonage", Sha256.hex(new byte[0]), SECRET), token("HS384", "Vonage", hash, SECRET),
                token("none", "Vonage", hash, SECRET).replaceAll("\\.[^.]*$", "."), "a.b.c", "", "x".repeat(10_000))) {
            assertEquals(Verdict.Refused.FORGED, verdict("Bearer " + token, ISSUED));
        }
        assertEquals(Verdict.Refused.FORGED, verdict("Basic x", ISSUED));
    }

    /** The body's hash stands for {@code #}, the time it was issued for {@code @}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // what Vonage sends, and what says no more than that
            "true  | {\"alg\":\"HS256\",\"typ\":\"JWT\"} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\",\"jti\":\"a\",\"api_key\":\"k\"}",
            "true  | {\"alg\":\"HS256\"} | {\"iat\":@,\"exp\":@,\"nbf\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            // other algorithms, and headers that want to be understood
            "false | {\"alg\":\"none\"} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"hs256\"} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":[\"HS256\"]} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\" | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | [] | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            // claims that are not there, of another kind, or of another time
            "false | {\"alg\":\"HS256\"} | {\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"iss\":\"Vonage\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":\"@\",\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":1e999999999,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":99999999999999999999,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"iss\":[\"Vonage\"],\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":null}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"exp\":1767322000,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"nbf\":1767324000,\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"exp\":\"never\",\"iss\":\"Vonage\",\"payload_hash\":\"#\"}",
            "false | {\"alg\":\"HS256\"} | {\"iat\":@,\"iss\":\"Vonage\",\"payload_hash\":\"#\"} x",
            "false | {\"alg\":\"HS256\"} | []" })
    void oneShapeOfTokenIsTakenAndNoOther(boolean good, String header, String claims) {
        var token = sign(header, claims.replace("#", Sha256.hex(BODY.getBytes(UTF_8))).replace("@",
                String.valueOf(ISSUED.getEpochSecond())));

        assertEquals(good ? new Verdict.Authentic("vonage-jwt", "new") : Verdict.Refused.FORGED,
                verdict("Bearer " + token, ISSUED));
    }

    @ParameterizedTest
    @ValueSource(strings = { "%s.", "%s.x", ".%s", "%s=", " . . ", "..", "%s.%1$s", "é%s" })
    void whatIsAddedToATokenSpoilsIt(String form) {
        var token = token("HS256", "Vonage", Sha256.hex(BODY.getBytes(UTF_8)), SECRET);

        assertEquals(Verdict.Refused.FORGED, verdict("Bearer " + form.formatted(token), ISSUED));
    }

    @Test
    void aMissingTokenIsAskedForAgain() {
        assertEquals(Verdict.Refused.UNPROVEN, verdict(null, ISSUED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "text     | MESSAGE     | hoi  |      | \"text\":\"hoi\"",
            "image    | MESSAGE     | kijk |      | \"image\":{\"url\":\"https://x/1\",\"caption\":\"kijk\",\"name\":\"a.jpg\"}",
            "file     | MESSAGE     |      |      | \"file\":{\"url\":\"https://x/1\"}",
            "vcard    | MESSAGE     |      |      | \"vcard\":{\"url\":\"https://x/1\"}",
            "location | MESSAGE     |      |      | \"location\":{\"lat\":40.3,\"long\":-74.1}",
            "order    | MESSAGE     |      |      | \"order\":{\"product_items\":[{}]}",
            "reply    | MESSAGE     | 9am  | row1 | \"reply\":{\"id\":\"row1\",\"title\":\"9am\"}",
            "button   | MESSAGE     | Yes  | {\"id\":1} | \"button\":{\"payload\":{\"id\":1},\"text\":\"Yes\"}",
            "button   | MESSAGE     | Yes  | y    | \"button\":{\"payload\":\"y\",\"text\":\"Yes\"}",
            "reaction | REACTION    | 👍   |      | \"context\":{\"message_uuid\":\"T\"},\"reaction\":{\"action\":\"react\",\"emoji\":\"👍\"}",
            "reaction | REACTION    |      |      | \"context\":{\"message_uuid\":\"T\"},\"reaction\":{\"action\":\"unreact\"}",
            "reaction | REACTION    |      |      | \"context\":{\"message_uuid\":\"T\"},\"reaction\":{\"action\":\"UNREACT\",\"emoji\":\"👍\"}",
            "reaction | REACTION    | {\"value\":\"👍\"} | | \"context\":{\"message_uuid\":\"T\"},\"reaction\":{\"action\":\"react\",\"emoji\":{\"value\":\"👍\"}}",
            "hologram | UNSUPPORTED |      |      | \"hologram\":{}", "image | UNSUPPORTED | | | \"x\":1" })
    void everyTypeOfMessageIsAnEvent(String type, Kind kind, String text, String payload, String content) {
        var body = message("whatsapp", "\"message_type\":\"" + type + "\"," + content);

        var event = reading.event(body);

        assertEquals(kind, event.kind());
        assertEquals(type, event.message().type());
        assertEquals(text, event.message().text());
        assertEquals(payload, event.message().payload());
        assertEquals(ISSUED, event.occurredAt());
        assertEquals(body, Reading.original(event));
    }

    @Test
    void anSmsDoesNotSayItsType() {
        assertEquals("hoi", reading.event(message("sms", "\"text\":\"hoi\"")).message().text());
    }

    @Test
    void severalFilesAreAllThere() {
        var message = reading.event(message("mms",
                "\"message_type\":\"content\",\"content\":[{\"type\":\"image\",\"url\":\"https://x/1\"},{\"type\":\"file\",\"url\":\"https://x/2\"}]"))
                .message();

        assertEquals("https://x/1", message.media().url());
        assertEquals("https://x/2", message.moreMedia().get(0).url());
    }

    @ParameterizedTest
    @CsvSource({ "submitted, SENT", "delivered, DELIVERED", "read, READ", "rejected, FAILED", "undeliverable, FAILED",
            "DELIVERED, DELIVERED" })
    void everyStatusIsAnEvent(String word, Status.State state) {
        var event = reading
                .event(status(word, "\"error\":{\"type\":\"https://x#1000\",\"title\":1000},\"client_ref\":\"mine\""));

        assertEquals(new Status("u", state, "mine", "1000", List.of(new Field("error.title", "1000"))), event.status());
        assertEquals("+447700900001", event.customer().phone());
    }

    @Test
    void whatWhatsAppAddsToAStatusTravelsInTheEvent() {
        var customer = reading
                .event(status("read",
                        """
                                "profile":{"name":"Jane","username":"jane1"},"whatsapp":{"recipient":{"user_id":"US.13","parent_user_id":"US.ENT.1",\
                                "wa_id":"447700900001"}}"""))
                .customer();

        assertEquals("US.13", customer.userId());
        assertEquals(List.of(new Identifier("parent_user_id", "US.ENT.1"), new Identifier("username", "jane1")),
                customer.identifiers());
    }

    @Test
    void aBusinessMayBeAnAgentWithLetters() {
        assertEquals("MyAgent", reading.event(BODY.replace("447700900000", "MyAgent")).business());
    }

    @Test
    void theOlderVersionIsReadToo() {
        var event = reading.event("""
                {"message_uuid":"u","timestamp":"2020-01-01T14:00:00Z","to":{"type":"whatsapp","number":"447700900000"},\
                "from":{"type":"whatsapp","number":"447700900001"},"message":{"content":{"type":"text","text":"x"}}}""");

        assertEquals(Kind.MESSAGE, event.kind());
        assertEquals("x", event.message().text());
        assertEquals("+447700900001", event.customer().phone());
    }

    @Test
    void whatIsForAnotherNumberIsQuarantined() {
        assertEquals(Reason.UNKNOWN_NUMBER, reading.quarantine(BODY.replace("447700900000", "447700900009")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "[]", "nonsense", "{\"message_uuid\":" })
    void whatSaysNothingIsQuarantined(String body) {
        assertEquals(Reason.UNREADABLE, reading.quarantine(body));
    }

    @Test
    void anUnknownStatusOrTimeIsKept() {
        assertEquals(Kind.UNSUPPORTED, reading.event(status("pondered", "\"x\":1")).kind());
        assertEquals(Kind.UNSUPPORTED, reading.event(BODY.replace("2026-01-02T03:04:05.000Z", "soon")).kind());
    }

    private Verdict verdict(String authorization, Instant at) {
        return vonage.authenticate(channel,
                new Webhook(name -> name.equals("Authorization") ? authorization : null, name -> null,
                        null, BODY.getBytes(UTF_8), at));
    }

    private static String token(String algorithm, String issuer, String hash, String secret) {
        return sign("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm),
                "{\"iat\":%d,\"jti\":\"x\",\"iss\":\"%s\",\"payload_hash\":\"%s\"}".formatted(ISSUED.getEpochSecond(), issuer,
                        hash),
                secret);
    }

    private static String sign(String header, String claims) {
        return sign(header, claims, SECRET);
    }

    private static String sign(String header, String claims, String secret) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var content = encoder.encodeToString(header.getBytes(UTF_8)) + "." + encoder.encodeToString(claims.getBytes(UTF_8));
        return content + "." + encoder.encodeToString(Hmac.SHA256.of(secret.getBytes(UTF_8), content.getBytes(UTF_8)));
    }

    private static String message(String network, String content) {
        return """
                {"channel":"%s","message_uuid":"u","to":"447700900000","from":"447700900001",\
                "timestamp":"2026-01-02T03:04:05.000Z","profile":{"name":"Ada"},%s}""".formatted(network, content);
    }

    private static String status(String word, String more) {
        return """
                {"message_uuid":"u","to":"447700900001","from":"447700900000","timestamp":"2025-02-03T12:14:25Z","status":"%s",%s}"""
                .formatted(word, more);
    }

    /** What cannot be fetched is no file: the files keep the places of their parts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"message_type\":\"content\",\"content\":[{\"url\":5},{\"type\":\"image\",\"url\":\"https://example.org/a\"}] | 1",
            "\"message_type\":\"file\",\"file\":{\"url\":\"https://example.org/b\"},\"image\":{\"url\":\"https://example.org/a\"} | 2",
            "\"message_type\":\"image\",\"image\":{\"caption\":\"kijk\"} | 0",
            "\"message_type\":\"text\",\"text\":\"kijk\",\"image\":{\"url\":\"https://example.org/a\"} | 1",
            "\"message_type\":\"image\",\"image\":\"https://example.org/a\" | 1",
            "\"message_type\":\"unsupported\",\"document\":{\"url\":\"https://example.org/a\",\"name\":\"d.pdf\"} | 1",
            "\"message_type\":\"custom\",\"custom\":{\"files\":[{\"url\":\"https://example.org/a\"},{\"url\":\"https://example.org/b\"}]} | 2",
            "\"message_type\":\"button\",\"button\":{\"text\":\"x\",\"url\":\"https://example.org/a\"} | 0" })
    void thereIsAFileForEachPartThatIsOne(String said, int files) {
        var message = reading.event("{\"message_uuid\":\"u1\",\"channel\":\"whatsapp\",\"from\":\"447700900001\","
                + "\"to\":\"447700900000\",\"timestamp\":\"2026-03-01T10:00:00Z\"," + said + "}").message();

        assertEquals(files, message.files().size());
        assertEquals(files, message.content().stream().filter(part -> part.type().equals("file")).count());
        message.files().stream().findFirst().filter(first -> files > 0)
                .ifPresent(first -> assertEquals("https://example.org/a", first.url()));
    }
}
