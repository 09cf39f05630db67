package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.local.testing.GoldenMessage;

class PartsTest {
    private static final UUID EVENT = UUID.fromString("75c9ac07-18b9-5280-8c77-80e0cb273ca8");
    private static final Set<String> WITHHELD = Set.of("person", "original", "rest");

    /** Those of the ids and the number are replaced by what nobody could have written by chance. */
    @ParameterizedTest
    @MethodSource("chats")
    void withPersonOriginalAndRestWithheldNobodyIsNamed(String example) throws Exception {
        var received = GoldenMessage.received(example);
        var event = JsonMapper.builder().build().readTree(received.value());
        var shown = Parts.of(type(example), EVENT, received.value()).stream().filter(part -> !WITHHELD.contains(part.name()))
                .map(part -> new String(part.bytes(), ISO_8859_1)).collect(Collectors.joining());

        for (var secret : secrets(event)) {
            // our number stands in what is shown of each event, and a short text may stand anywhere
            if (secret.length() > 4 && !event.path("business").asText().contains(secret)) {
                for (var form : forms(secret)) {
                    assertFalse(shown.contains(form), secret);
                }
            }
        }
        assertFalse(shown.contains(EVENT.toString()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyByteIsInOnePart(String example) throws Exception {
        var value = GoldenMessage.received(example).value();
        var parts = Parts.of(type(example), EVENT, value);

        var cut = parts.stream().filter(part -> !part.name().equals("rest")).mapToInt(PartsTest::sliced).sum();
        var slices = ByteBuffer.wrap(rest(parts)).getInt();
        assertEquals(value.length, cut + rest(parts).length - Integer.BYTES - slices);
        assertEquals(parts.size(), parts.stream().map(Part::name).distinct().count());
    }

    /** White space could, if what was cut out left no mark. */
    @Test
    void nothingMovesPastASliceUnnoticed() {
        var one = Parts.of("eu.onrecord.chat.message.v1", EVENT, "{\"customer\": 1}".getBytes(UTF_8));
        var other = Parts.of("eu.onrecord.chat.message.v1", EVENT, "{\"customer\":1 }".getBytes(UTF_8));

        assertFalse(Arrays.equals(rest(one), rest(other)));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void noPointerStandsInsideAnother(Layout layout) {
        var all = new ArrayList<>(Stream.of(layout.event, layout.person, layout.author, layout.copy, layout.authentication,
                layout.original).flatMap(List::stream).toList());
        if (layout.content != null) {
            all.add(layout.content);
        }

        assertEquals(all.size(), new HashSet<>(all).size());
        for (var one : all) {
            assertEquals(List.of(one), all.stream().filter(other -> (other + "/").startsWith(one + "/")).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":NaN}", "{'a':1}", "{a:1}",
            "{\"a\":1,}", "[1,]", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":1}x", "{\"a\":1}{}", "{\"a\":1}//", "nul", "\"",
            "{\"a\":\"\\u12\"}", "", " " })
    void whatIsNoJsonIsOnePart(String value) {
        assertEquals(List.of("person", "original"), names("eu.onrecord.chat.message.v1", value.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "null", "\"x\"", "[]", "{}", " [ 1e400 , -0.0, \"\\ud800\" ] ", "{\"\":{\"\":{}}}" })
    void whatIsJsonAndHasNothingOfIsAllRest(String value) {
        assertEquals(List.of("person", "rest"), names("eu.onrecord.chat.message.v1", value.getBytes(UTF_8)));
    }

    /** Or one event could take all the memory that there is. */
    @Test
    void whatHasTooManyValuesIsOnePart() {
        var just = "[" + "1,".repeat(99_998) + "1]";

        assertEquals(List.of("person", "rest"), names("eu.onrecord.chat.message.v1", just.getBytes(UTF_8)));
        assertEquals(List.of("person", "original"),
                names("eu.onrecord.chat.message.v1", ("[1," + just.substring(1)).getBytes(UTF_8)));
    }

    @Test
    void numbersTextsAndNamesMayBeOfAnyLength() {
        var value = ("{\"" + "n".repeat(60_000) + "\":1,\"kind\":" + "9".repeat(5_000) + ",\"channel\":\""
                + "x".repeat(3_000_000)
                + "\"}").getBytes(UTF_8);

        assertEquals(List.of("event", "person", "rest"), names("eu.onrecord.chat.message.v1", value));
    }

    @Test
    void whatIsEnclosedComesBackAsItWas() {
        var salt = new byte[Enclosed.SALT_BYTES];
        Arrays.fill(salt, (byte) 7);
        for (var value : List.of(new byte[0], new byte[] { 0 }, "{\"kind\":\"message\"}".repeat(1000).getBytes(UTF_8),
                noise(100_000), new byte[Enclosed.LONGEST_VALUE])) {
            var opened = Enclosed.of(new Enclosed(salt, EVENT, value).bytes());

            assertArrayEquals(value, opened.value());
            assertArrayEquals(salt, opened.salt());
            assertEquals(EVENT, opened.eventId());
        }
    }

    @Test
    void anEventIsSmallerWithTheDictionary() {
        var value = GoldenMessage.received("chat-text-received").value();

        assertEquals(true, new Enclosed(new byte[32], EVENT, value).bytes().length < value.length * 7 / 10);
    }

    @Test
    void whatIsCutOffGoesOnOrLiesAboutItsLengthIsRefused() {
        var bytes = new Enclosed(new byte[32], EVENT, "{\"kind\":\"message\"}".repeat(100).getBytes(UTF_8)).bytes();
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        for (var length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> Enclosed.of(cut));
        }
        assertThrows(IllegalArgumentException.class, () -> Enclosed.of(longer));
        for (var lie : new int[] { -1, 0, 1, Enclosed.LONGEST_VALUE, Enclosed.LONGEST_VALUE + 1 }) {
            var lying = ByteBuffer.wrap(bytes.clone()).putInt(49, lie).array();
            assertThrows(IllegalArgumentException.class, () -> Enclosed.of(lying), String.valueOf(lie));
        }
    }

    static List<String> chats() {
        return GoldenMessage.names().stream().filter(name -> name.startsWith("chat-")).toList();
    }

    static List<String> examples() {
        return GoldenMessage.names().stream().filter(name -> !name.startsWith("erasure-")).toList();
    }

    private static List<String> names(String type, byte[] value) {
        return Parts.of(type, EVENT, value).stream().map(Part::name).toList();
    }

    private static String type(String example) {
        return new String(GoldenMessage.received(example).headers().lastHeader("ce_type").value(), UTF_8);
    }

    /** The number of whom it is about, and every id that a provider gave. */
    private static Set<String> secrets(JsonNode event) {
        return Stream.of(event.at("/customer/phone").asText().replace("+", ""), event.at("/customer/userId").asText(),
                event.at("/message/id").asText(), event.at("/message/replyTo").asText(), event.at("/message/target").asText(),
                event.at("/message/media/id").asText(), event.at("/status/messageId").asText(),
                event.at("/identityChange/phone").asText().replace("+", ""), event.at("/identityChange/userId").asText())
                .filter(secret -> !secret.isEmpty()).collect(Collectors.toSet());
    }

    /** As it is, and as it looks in base64 wherever it begins. */
    private static List<String> forms(String secret) {
        var forms = new ArrayList<>(List.of(secret));
        for (var shift = 0; shift < 3; shift++) {
            var base64 = Base64.getEncoder().withoutPadding().encodeToString(("x".repeat(shift) + secret).getBytes(UTF_8));
            var inside = base64.substring(shift == 0 ? 0 : shift + 1, base64.length() - 2);
            if (inside.length() > 4) {
                forms.add(inside);
            }
        }
        return forms;
    }

    private static byte[] rest(List<Part> parts) {
        return parts.get(parts.size() - 1).bytes();
    }

    /** How many bytes of the value a part has: what is in it but pointers and lengths, and the event's id. */
    private static int sliced(Part part) {
        var in = ByteBuffer.wrap(part.bytes());
        var sum = 0;
        while (in.hasRemaining()) {
            var pointer = new byte[in.getShort()];
            in.get(pointer);
            var length = in.getInt();
            in.position(in.position() + length);
            sum += new String(pointer, UTF_8).equals("ce_id") ? 0 : length;
        }
        return sum;
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
