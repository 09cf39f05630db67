package eu.onrecord.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {

    @Test
    void aPartIsTheVeryBytesThatCame() {
        var body = slice("{ \"a\" : [ {\"b\":\"\\u00e9\\/\"} , 12.50, \"x\\\"y\" ,true,null], \"c\": {\"d\" :  1 } }");

        assertEquals(List.of("{\"b\":\"\\u00e9\\/\"}", "12.50", "\"x\\\"y\"", "true", "null"),
                body.at("a").elements().stream().map(JsonSliceTest::text).toList());
        assertEquals("{\"d\" :  1 }", text(body.at("c")));
    }

    @Test
    void bytesOutsideAsciiDoNotShiftTheParts() {
        var body = slice("{\"a\":\"é€😀\",\"b\":{\"c\":\"ü\"}}");

        assertEquals("{\"c\":\"ü\"}", text(body.at("b")));
        assertEquals("é€😀", body.at("a").textOrNull());
    }

    @Test
    void whatStandsBeforeABreakIsStillThere() {
        var body = slice("{\"entry\":[{\"items\":[{\"id\":1},{\"id\":2},{\"id\":");

        var items = body.at("entry").elements().get(0).at("items").elements();

        assertFalse(body.isWhole());
        assertEquals(List.of(true, true, false), items.stream().map(JsonSlice::isWhole).toList());
        assertEquals("{\"id\":2}", text(items.get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "{\"a\":tru}", "[1,2", "{}{}", "{\"a\":1}x", "<xml/>", "\u0000", "{\"a\"}" })
    void whatIsNotOneJsonValueIsNotWhole(String broken) {
        assertFalse(slice(broken).isWhole());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "1", "\"a\"", " {\"a\":[[[]]]} \n" })
    void whatIsOneJsonValueIsWhole(String json) {
        assertTrue(slice(json).isWhole());
    }

    @Test
    void deepNestingIsBrokenAndNotFatal() {
        var deep = slice("[".repeat(100_000));

        assertFalse(deep.isWhole());
        assertEquals(1, deep.elements().size());
    }

    @Test
    void anObjectHasNoElementsAndAnArrayNoMembers() {
        assertTrue(slice("{\"a\":1}").elements().isEmpty());
        assertTrue(slice("[1]").members().isEmpty());
    }

    @Test
    void textsAreDecodedWhenTheyAreAskedFor() {
        var body = slice("{\"a\":\"\\u00e9\\n\\\"\",\"b\":\"plain\",\"c\":12.50,\"d\":true,\"e\":null,\"f\":{}}");

        assertEquals("é\n\"", body.at("a").textOrNull());
        assertEquals(List.of("plain", "12.50", "true"),
                List.of("b", "c", "d").stream().map(name -> body.at(name).scalar().orElseThrow()).toList());
        assertTrue(List.of("e", "f", "g").stream().allMatch(name -> body.at(name).scalar().isEmpty()));
        assertTrue(List.of("c", "d", "e", "f", "g").stream().allMatch(name -> body.at(name).text().isEmpty()));
    }

    @Test
    void aNameThatStandsTwiceCountsAsItsLast() {
        assertEquals("2", slice("{\"a\":1,\"a\":2}").at("a").written());
    }

    @Test
    void aPathThatLeadsNowhereLeadsToNothing() {
        assertFalse(slice("{\"a\":{\"b\":1}}").at("a", "c", "d").exists());
        assertFalse(slice("[1]").at("a").exists());
    }

    @Test
    void tooManyValuesAreBrokenAndNotFatal() {
        assertFalse(slice("[" + "0,".repeat(JsonSlice.MOST_TOKENS) + "0]").isWhole());
    }

    @Test
    void theWholeValueKeepsItsBytes() {
        var body = "{\"a\" : 1}".getBytes(UTF_8);

        assertArrayEquals(body, JsonSlice.of(body).bytes());
    }

    private static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(UTF_8));
    }

    private static String text(JsonSlice slice) {
        return new String(slice.bytes(), UTF_8);
    }
}
