package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.archive.format.Vector.VectorPart;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.RecordSeal;
import eu.onrecord.local.testing.GoldenMessage;

/**
 * Record format 1 is for decades: its vectors never change. {@code -Dvectors.directory=<directory>} writes those that are not
 * there yet, and no others.
 */
class VectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SALT = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final Instant RECORDED = Instant.parse("2026-03-01T10:00:01.234Z");
    private static final String THREAD = "d6740aef0bf0956cefbe956c55c33ff0";
    private static final DataKey KEY = new DataKey(UUID.fromString("c0000000-0000-4000-8000-00000000000a"),
            new SecretKeySpec(HEX.parseHex("ff".repeat(32)), "AES"));

    @TestFactory
    Stream<DynamicTest> aVectorNeverChanges() throws IOException {
        return Files.list(VECTORS).sorted()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> holds(read(file))));
    }

    @Test
    void eachCaseHasItsVector() throws IOException {
        var directory = System.getProperty("vectors.directory");
        for (var known : cases().entrySet()) {
            var file = VECTORS.resolve(known.getKey() + ".json");
            if (directory != null && Files.notExists(file)) {
                Files.write(Path.of(directory, known.getKey() + ".json"), JSON.writeValueAsBytes(known.getValue()));
            }
        }
        try (var files = Files.list(VECTORS)) {
            assertEquals(new TreeSet<>(cases().keySet()), files
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        for (var known : cases().entrySet()) {
            var kept = read(VECTORS.resolve(known.getKey() + ".json"));
            assertEquals(known.getValue().value(), kept.value(), known.getKey());
            assertEquals(known.getValue().commitment(), kept.commitment(), known.getKey());
        }
    }

    private static void holds(Vector vector) {
        var value = HEX.parseHex(vector.value());
        var salt = HEX.parseHex(vector.salt());
        var parts = Parts.of(vector.type(), vector.eventId(), value);
        var key = new DataKey(vector.keyId(), new SecretKeySpec(HEX.parseHex(vector.dataKey()), "AES"));

        assertEquals(vector.parts(), described(salt, parts));
        assertEquals(vector.commitment(), HEX.formatHex(Commitment.of(envelope(vector), salt, parts)));
        assertEquals(vector.leafEntry(), HEX.formatHex(LeafEntry.of(HEX.parseHex(vector.commitment()))));
        var opened = RecordSeal.open(key, vector.recordId(), vector.scope(), HEX.parseHex(vector.sealed()));
        assertArrayEquals(value, opened.value());
        assertArrayEquals(salt, opened.salt());
        assertEquals(vector.eventId(), opened.eventId());
    }

    private static RecordEnvelope envelope(Vector it) {
        return new RecordEnvelope(it.recordId(), it.type(), it.source(), it.time(), Instant.ofEpochMilli(it.recordedAtMillis()),
                it.contentType(), it.thread(), it.legalEntity(), it.channel());
    }

    private static List<VectorPart> described(byte[] salt, List<Part> parts) {
        return parts.stream().map(part -> {
            var partSalt = Commitment.partSalt(salt, part.name());
            return new VectorPart(part.name(), HEX.formatHex(part.bytes()), HEX.formatHex(partSalt),
                    HEX.formatHex(Commitment.hash(partSalt, part)));
        }).toList();
    }

    private static Map<String, Vector> cases() {
        var cases = new LinkedHashMap<String, Vector>();
        for (var name : List.of("chat-text-received", "chat-order-received", "chat-photos-received", "chat-status-failed",
                "chat-phone-changed", "chat-button-stop", "chat-answer-sent", "consent-disclosure-delivered",
                "consent-threads-linked", "act-caught-up")) {
            cases.put(name, ofExample(name));
        }
        cases.put("file", file());
        cases.put("spaces-and-escapes", of("white space stays where it is, and names are compared unescaped",
                "eu.onrecord.chat.message.v1", " { \"k\\u0069nd\" : \"m\\u0065ssage\" ,\n \"message\":{\"id\":1e5,\"content\":"
                        + "[ {\"type\":\"text\"} , 7,[null]]}, \"caf\u00e9 \uD83D\uDE00\" : [1.50] }\t"));
        cases.put("names-that-are-no-unicode", of("names are compared by their UTF-16 code units, and nothing is replaced",
                "eu.onrecord.chat.message.v1",
                "{\"\\ud800\":1,\"\\udc00\":2,\"\uFFFD\":3,\"?\":4,\"\\u00e9\":5,\"e\\u0301\":6}"));
        cases.put("a-pair-twice", of("a pair of escapes is the character itself", "eu.onrecord.chat.message.v1",
                "{\"\\ud83d\\ude00\":1,\"\uD83D\uDE00\":2}"));
        cases.put("content-that-is-no-array", of("an index is no name, and a star neither", "eu.onrecord.chat.message.v1",
                "{\"message\":{\"content\":{\"0\":\"x\",\"*\":\"y\"},\"moreMedia\":{\"*\":{\"id\":1}}}}"));
        cases.put("much-content", of("as many as there are", "eu.onrecord.chat.message.v1",
                "{\"message\":{\"content\":[" + "7,".repeat(300) + "8]}}"));
        cases.put("all-of-a-message", of("every pointer of a message", "eu.onrecord.chat.message.v1",
                """
                        {"message":{"id":"1","type":"t","text":"a","payload":"b","replyTo":"2","target":"3","reference":"4","referral":{"id":"5"},\
                        "forwarded":{"times":1},"author":{"kind":"bot"},"media":{"id":"6","url":"u","mimeType":"m","sha256":"00","filename":"f"},\
                        "moreMedia":[{"id":"7","url":"v","mimeType":"n","sha256":"01","filename":"g"},{"id":"8"}]},"identityChange":{"what":"phone"},\
                        "status":{"messageId":"9","state":"read","reference":"10","error":"e","details":[]},"original":{"bytes":"AA==",\
                        "contentType":"c","authenticated":{"scheme":"s","keyId":"k","bodySha256":"h","at":"2026-03-01T10:00:00Z"}}}"""));
        cases.put("all-of-a-change", of("every pointer of a change of consent", "eu.onrecord.consent.send-refused.v1",
                """
                        {"legalEntity":"e","channel":"c","thread":"t","customer":"u","change":"send-refused","state":"s","reason":"r","evidence":"v",\
                        "disclosure":{"id":"i"},"threads":["t"],"occurredAt":"o","since":"z","revision":1,"refusal":{"reason":"restricted"},"new":1}"""));
        cases.put("all-of-a-search", of("every pointer of an act", "eu.onrecord.act.searched.v1",
                """
                        {"who":{"iss":"i","sub":"s","client":"c"},"what":"searched","purpose":"search","legalEntity":"e","ids":["1"],\
                        "counts":[{"of":"conversations","number":1}],"outcome":"done","at":"2026-03-01T10:00:00Z","criteria":["customer"],\
                        "particulars":"c0000000-0000-4000-8000-000000000002"}"""));
        cases.put("who-was-searched-for", of("the particulars of a search, under the customer's own key",
                "eu.onrecord.act.particulars.v1",
                "{\"act\":\"c0000000-0000-4000-8000-000000000001\",\"customer\":\"+31612345678\"}"));
        cases.put("numbers-and-signs",
                of("numbers are not converted, and a mark inside a text is a text", "eu.onrecord.chat.message.v1",
                        "{\"kind\":-0,\"source\":1E400,\"channel\":\"\uFEFF\u007f\uFFFE\"}"));
        for (var broken : Map.of("form-feed", "\f{}", "no-break-space", "\u00a0{}", "leading-zero", "{\"a\":01}", "raw-nul",
                "{\"a\":\"\u0000\"}").entrySet()) {
            cases.put(broken.getKey(), of("no JSON: " + broken.getKey(), "eu.onrecord.chat.message.v1", broken.getValue()));
        }
        cases.put("a-surrogate-in-utf-8", of("no UTF-8: a surrogate", "eu.onrecord.chat.message.v1",
                new byte[] { '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"' }));
        cases.put("no-json", of("what is no JSON is one part", "eu.onrecord.chat.message.v1", "{\"kind\":\"message\""));
        cases.put("a-member-twice", of("what has a member twice is one part", "eu.onrecord.chat.message.v1",
                "{\"kind\":\"message\",\"k\\u0069nd\":\"status\"}"));
        cases.put("too-deep", of("65 deep is one part", "eu.onrecord.chat.message.v1", "[".repeat(65) + "]".repeat(65)));
        cases.put("just-deep-enough", of("64 deep is read", "eu.onrecord.chat.message.v1",
                "{\"kind\":" + "[".repeat(63) + "]".repeat(63) + "}"));
        cases.put("byte-order-mark", of("a byte order mark is no JSON", "eu.onrecord.chat.message.v1", "\uFEFF{\"kind\":1}"));
        cases.put("no-utf-8", of("what is no UTF-8 is one part", "eu.onrecord.chat.message.v1",
                new byte[] { '{', '"', 'k', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}' }));
        cases.put("nothing", of("no bytes are one part", "eu.onrecord.chat.message.v1", ""));
        cases.put("of-no-kind", of("a type that is not known is one part", "eu.onrecord.of-tomorrow.v1", "{\"kind\":1}"));
        cases.put("no-object",
                of("an array has none of the pointers' members", "eu.onrecord.consent.opted-out.v1", "[{\"state\":1}]"));
        cases.put("bare", bare());
        return cases;
    }

    private static Vector ofExample(String name) {
        var example = GoldenMessage.received(name);
        var json = read(example.value());
        var isAct = name.startsWith("act-");
        var own = Instant.parse(json.path(isAct ? "at" : "occurredAt").asText());
        return of("the contract's example " + name, isAct ? "acts/example-nl" : example.key(),
                new RecordEnvelope(id(own), header(example, "ce_type"), header(example, "ce_source"),
                        header(example, "ce_time"),
                        RECORDED, "application/json", isAct ? null : example.key(), json.path("legalEntity").asText(),
                        json.has("channel") ? json.path("channel").asText() : null),
                example.value());
    }

    private static String header(ConsumerRecord<String, byte[]> example, String name) {
        return new String(example.headers().lastHeader(name).value(), UTF_8);
    }

    private static Vector of(String about, String type, String value) {
        return of(about, type, value.getBytes(UTF_8));
    }

    /** Of what could not be understood neither legal entity nor channel is known. */
    private static Vector of(String about, String type, byte[] value) {
        return of(about, THREAD,
                new RecordEnvelope(id(RECORDED), type, "/onrecord/ingest-service", "2026-03-01T10:00:00Z", RECORDED,
                        "application/json", THREAD, null, null),
                value);
    }

    private static Vector file() {
        var value = """
                {"legalEntity":"example-nl","channel":"whatsapp-nl","thread":"d6740aef0bf0956cefbe956c55c33ff0","ordinal":0,\
                "declaredType":"image/jpeg","foundType":"image/jpeg","size":3,"keptAt":"2026-03-01T10:00:00Z",\
                "message":"c0000000-0000-4000-8000-000000000001","content":[{"sha256":"ab","filename":"de meter.jpg"}]}""";
        return of("a kept file", THREAD,
                new RecordEnvelope(id(Instant.parse("2026-03-01T09:58:00Z")), "eu.onrecord.file.kept.v1",
                        "/onrecord/archive-service", "2026-03-01T10:00:00Z", RECORDED, "application/json", THREAD, "example-nl",
                        "whatsapp-nl"),
                value.getBytes(UTF_8));
    }

    private static Vector bare() {
        return of("what came with an id and a key alone; an empty text is another thing than none", "key/k",
                new RecordEnvelope(id(RECORDED), null, "", null, RECORDED, null, "k", null, null), "{}".getBytes(UTF_8));
    }

    /** A UUIDv7 of this time. */
    private static UUID id(Instant ownTime) {
        return new UUID(ownTime.toEpochMilli() << 16 | 0x7abc, 0x8000_0000_0000_0001L);
    }

    private static Vector of(String about, String scope, RecordEnvelope envelope, byte[] value) {
        var eventId = UUID.fromString("75c9ac07-18b9-5280-8c77-80e0cb273ca8");
        // each has another salt
        var salt = Hashes.hmac(SALT, about.getBytes(UTF_8));
        var parts = Parts.of(envelope.type(), eventId, value);
        var commitment = Commitment.of(envelope, salt, parts);
        return new Vector(about, envelope.id(), envelope.type(), envelope.source(), envelope.time(),
                envelope.recordedAt().toEpochMilli(), envelope.contentType(), envelope.thread(), envelope.legalEntity(),
                envelope.channel(), HEX.formatHex(salt), eventId, HEX.formatHex(value), described(salt, parts),
                HEX.formatHex(commitment), HEX.formatHex(LeafEntry.of(commitment)), HEX.formatHex(KEY.secret().getEncoded()),
                KEY.id(), scope, HEX.formatHex(RecordSeal.seal(KEY, envelope.id(), scope, new Enclosed(salt, eventId, value))));
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Vector read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Vector.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
