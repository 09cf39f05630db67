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

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
        cases.put("file", of("a kept file", "eu.onrecord.file.kept.v1", """
                {"legalEntity":"example-nl","channel":"whatsapp-nl","thread":"d6740aef0bf0956cefbe956c55c33ff0","ordinal":0,\
                "declaredType":"image/jpeg","foundType":"image/jpeg","size":3,"keptAt":"2026-03-01T10:00:00Z",\
                "message":"c0000000-0000-4000-8000-000000000001","content":[{"sha256":"ab","filename":"de meter.jpg"}]}"""));
        cases.put("spaces-and-escapes", of("white space stays where it is, and names are compared unescaped",
                "eu.onrecord.chat.message.v1", " { \"k\\u0069nd\" : \"m\\u0065ssage\" ,\n \"message\":{\"id\":1e5,\"content\":"
                        + "[ {\"type\":\"text\"} , 7,[null]]}, \"caf\u00e9 \uD83D\uDE00\" : [1.50] }\t"));
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
        return of("the contract's example " + name, new String(example.headers().lastHeader("ce_type").value(), UTF_8),
                example.value());
    }

    private static Vector of(String about, String type, String value) {
        return of(about, type, value.getBytes(UTF_8));
    }

    private static Vector of(String about, String type, byte[] value) {
        return of(about, new RecordEnvelope(UUID.fromString("019ca8f4-0a00-7000-8000-000000000001"), type,
                "/onrecord/ingest-service", "2026-03-01T10:00:00Z", Instant.parse("2026-03-01T10:00:01.234Z"),
                "application/json",
                "d6740aef0bf0956cefbe956c55c33ff0", "example-nl", "whatsapp-nl"), value);
    }

    private static Vector bare() {
        return of("what came with an id and a key alone; an empty text is another thing than none",
                new RecordEnvelope(UUID.fromString("019ca8f4-0a00-7000-8000-000000000002"), null, "", null,
                        Instant.parse("2026-03-01T10:00:01.234Z"), null, "k", null, null),
                "{}".getBytes(UTF_8));
    }

    private static Vector of(String about, RecordEnvelope envelope, byte[] value) {
        var eventId = UUID.fromString("75c9ac07-18b9-5280-8c77-80e0cb273ca8");
        var parts = Parts.of(envelope.type(), eventId, value);
        var commitment = Commitment.of(envelope, SALT, parts);
        return new Vector(about, envelope.id(), envelope.type(), envelope.source(), envelope.time(),
                envelope.recordedAt().toEpochMilli(), envelope.contentType(), envelope.thread(), envelope.legalEntity(),
                envelope.channel(), HEX.formatHex(SALT), eventId, HEX.formatHex(value), described(SALT, parts),
                HEX.formatHex(commitment), HEX.formatHex(LeafEntry.of(commitment)), HEX.formatHex(KEY.secret().getEncoded()),
                KEY.id(), envelope.thread(),
                HEX.formatHex(RecordSeal.seal(KEY, envelope.id(), envelope.thread(), new Enclosed(SALT, eventId, value))));
    }

    private static Vector read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Vector.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
