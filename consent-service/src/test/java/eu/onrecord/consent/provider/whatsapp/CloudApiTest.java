package eu.onrecord.consent.provider.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.ProviderStub;
import eu.onrecord.consent.provider.SendOutcome;
import io.vertx.core.json.JsonObject;

class CloudApiTest {
    private static final Identifier PHONE = new Identifier(Identifier.Kind.PHONE, "+31612345678");
    private static final Identifier USER_ID = new Identifier(Identifier.Kind.USER_ID, "NL.1349");

    private final ProviderStub stub = new ProviderStub().answering(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");
    private final CloudApi cloudApi = new CloudApi(stub.http());

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void aTextGoesToThePhoneNumberWithItsPlusAndCarriesOurReference() {
        var outcome = send("whatsapp", PHONE, new Content.Text("Dag"));

        assertEquals("wamid.1", assertInstanceOf(SendOutcome.Accepted.class, outcome).providerMessageId());
        assertEquals("/106540352242922/messages", stub.asked().path());
        assertEquals("Bearer token", stub.asked().authorization());
        var body = new JsonObject(stub.asked().body());
        assertEquals("+31612345678", body.getString("to"));
        assertEquals("ref", body.getString("biz_opaque_callback_data"));
        assertEquals("Dag", body.getJsonObject("text").getString("body"));
    }

    @Test
    void whoIsKnownByUserIdAloneIsARecipient() {
        send("whatsapp", USER_ID, new Content.Text("Dag"));

        assertEquals("NL.1349", new JsonObject(stub.asked().body()).getString("recipient"));
        assertNull(new JsonObject(stub.asked().body()).getString("to"));
        assertEquals(PHONE, cloudApi.recipient("1", Medium.WHATSAPP, List.of(USER_ID, PHONE)).orElseThrow());
    }

    @Test
    void theSameBodyGoesTo360dialogUnderItsKey() {
        send("360dialog", PHONE, new Content.Template("hello", "nl", List.of("Anna")));

        assertEquals("/messages", stub.asked().path());
        assertEquals("token", stub.asked().apiKey());
        assertNull(stub.asked().authorization());
        assertEquals("Anna", new JsonObject(stub.asked().body()).getJsonObject("template").getJsonArray("components")
                .getJsonObject(0).getJsonArray("parameters").getJsonObject(0).getString("text"));
    }

    @Test
    void aDocumentHasItsNameAndAnImageNone() {
        send("whatsapp", PHONE, new Content.Media("document", URI.create("https://example.org/a.pdf"), "Factuur", "a.pdf"));
        var document = new JsonObject(stub.asked().body()).getJsonObject("document");
        assertEquals(
                new JsonObject().put("link", "https://example.org/a.pdf").put("caption", "Factuur").put("filename", "a.pdf"),
                document);

        send("whatsapp", PHONE, new Content.Media("audio", URI.create("https://example.org/a.ogg"), "x", "x"));
        assertEquals(new JsonObject().put("link", "https://example.org/a.ogg"),
                new JsonObject(stub.asked().body()).getJsonObject("audio"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "400 | {\"error\":{\"code\":131047}} | 131047 | NEEDS_TEMPLATE",
            "500 | {\"error\":{\"code\":131000}} | 131000 | BACK_OFF", "401 | {\"error\":{\"code\":190}} | 190 | CALL_OPERATOR",
            "400 | {\"meta\":{\"success\":false,\"error\":\"{\\\"code\\\":131026}\"}} | 131026 | UNREACHABLE",
            "400 | {\"error\":\"Invalid request\"} | http-400 | GIVE_UP", "429 | <html> | http-429 | BACK_OFF",
            "403 | {} | http-403 | CALL_OPERATOR" })
    void anErrorIsToldByItsCodeElseByTheStatus(int status, String body, String error, Remedy remedy) {
        stub.answering(status, body);

        var outcome = assertInstanceOf(SendOutcome.NotTaken.class, send("360dialog", PHONE, new Content.Text("Dag")));

        assertEquals(error, outcome.error());
        assertEquals(remedy, outcome.remedy());
    }

    @ParameterizedTest
    @CsvSource({ "503, <html>", "0, ''", "200, {}" })
    void whereNothingIsToldNobodyKnows(int status, String body) {
        stub.answering(status, body);

        assertInstanceOf(SendOutcome.Unknown.class, send("whatsapp", PHONE, new Content.Text("Dag")));
    }

    @ParameterizedTest
    @CsvSource({ "131047, NEEDS_TEMPLATE", "131026, UNREACHABLE", "131050, OPT_OUT_OF_MARKETING", "131049, NOT_TODAY",
            "130472, NOT_TODAY", "131056, BACK_OFF", "130429, BACK_OFF", "80007, BACK_OFF", "4, BACK_OFF",
            "131048, STOP_BEGINNING", "131051, GIVE_UP", "131062, UNREACHABLE", "137000, SUSPEND", "368, CALL_OPERATOR",
            "131031, CALL_OPERATOR", "190, CALL_OPERATOR", "10, CALL_OPERATOR", "0, CALL_OPERATOR", "131000, BACK_OFF",
            "131016, BACK_OFF", "131057, BACK_OFF", "1, BACK_OFF", "2, BACK_OFF", "999999, GIVE_UP" })
    void everyCodeHasItsRemedy(String code, Remedy remedy) {
        assertEquals(remedy, cloudApi.remedy(code));
    }

    private SendOutcome send(String provider, Identifier recipient, Content content) {
        return stub.send(cloudApi, stub.channel(provider, cloudApi, null, "token"),
                new Outgoing("106540352242922", recipient, Medium.WHATSAPP, content, "ref"));
    }
}
