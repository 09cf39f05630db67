package eu.onrecord.consent.provider.vonage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.ProviderStub;
import eu.onrecord.consent.provider.SendOutcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class VonageTest {
    private final ProviderStub stub = new ProviderStub().answering(202, "{\"message_uuid\":\"uuid-1\"}");
    private final Vonage vonage = new Vonage(stub.http(), Clock.systemUTC());
    private KeyPair keys;

    @BeforeEach
    void makeKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void aTextIsSignedByTheApplicationAndCarriesOurReference() throws Exception {
        var outcome = send(new Content.Text("Dag"));

        assertEquals("uuid-1", assertInstanceOf(SendOutcome.Accepted.class, outcome).providerMessageId());
        assertEquals("/messages", stub.asked().path());
        assertEquals(new JsonObject().put("channel", "whatsapp").put("to", "31612345678").put("from", "31880000000")
                .put("client_ref", "ref").put("message_type", "text").put("text", "Dag"), new JsonObject(stub.asked().body()));
        var token = stub.asked().authorization().substring("Bearer ".length());
        var claims = new JwtConsumerBuilder().setVerificationKey(keys.getPublic()).setRequireExpirationTime().build()
                .processToClaims(token);
        assertEquals("app-1", claims.getStringClaimValue("application_id"));
    }

    @Test
    void aTemplateSaysItsLocale() {
        send(new Content.Template("space:hello", "nl", List.of("Anna")));

        var body = new JsonObject(stub.asked().body());
        assertEquals("space:hello", body.getJsonObject("template").getString("name"));
        assertEquals(new JsonArray().add("Anna"), body.getJsonObject("template").getJsonArray("parameters"));
        assertEquals("nl", body.getJsonObject("whatsapp").getString("locale"));
    }

    @ParameterizedTest
    @CsvSource({ "429, Rate Limit Hit, BACK_OFF", "401, Unauthorised, CALL_OPERATOR", "402, Low balance, CALL_OPERATOR",
            "422, Invalid recipient, UNREACHABLE", "422, Invalid sender, CALL_OPERATOR", "422, Invalid params, GIVE_UP" })
    void anErrorIsToldByStatusAndTitle(int status, String title, Remedy remedy) {
        stub.answering(status, new JsonObject().put("title", title).encode());

        assertEquals(remedy, assertInstanceOf(SendOutcome.NotTaken.class, send(new Content.Text("Dag"))).remedy());
    }

    @Test
    void aKeyThatIsNoneIsFoundAtStartAndNotRepeated() {
        var broken = assertThrows(IllegalStateException.class, () -> vonage.check(stub.channel(vonage, "app-1", "nonsense")));

        assertEquals("onrecord.channels.test.send.token is no RSA private key in PKCS #8", broken.getMessage());
    }

    @ParameterizedTest
    @CsvSource({ "1340, NEEDS_TEMPLATE", "1240, OPT_OUT_OF_ALL", "1000, BACK_OFF", "1170, UNREACHABLE", "1120, CALL_OPERATOR",
            "1320, GIVE_UP" })
    void everyCodeHasItsRemedy(String code, Remedy remedy) {
        assertEquals(remedy, vonage.remedy(code));
    }

    @ParameterizedTest
    @CsvSource({ "WHATSAPP, whatsapp, whatsapp", "SMS, sms, mms", "RCS, rcs, rcs", "VIBER, viber_service, viber_service",
            "MESSENGER, messenger, messenger", "INSTAGRAM, instagram, instagram" })
    void anAnswerGoesOverWhatTheCustomerWroteOver(Medium medium, String forText, String forFile) {
        send(medium, new Content.Text("Dag"));
        assertEquals(forText, new JsonObject(stub.asked().body()).getString("channel"));

        send(medium, new Content.Media("image", URI.create("https://example.org/a.jpg"), null, null));
        assertEquals(forFile, new JsonObject(stub.asked().body()).getString("channel"));
    }

    @ParameterizedTest
    @CsvSource({ "WHATSAPP, PHONE", "SMS, PHONE", "RCS, PHONE", "VIBER, PHONE", "MESSENGER, USER_ID", "INSTAGRAM, USER_ID" })
    void eachNetworkHasItsOwnNameForTheCustomer(Medium medium, Identifier.Kind kind) {
        var known = List.of(new Identifier(Identifier.Kind.USER_ID, "12345678901234"),
                new Identifier(Identifier.Kind.PHONE, "+31612345678"));

        assertEquals(kind, vonage.recipient("31880000000", medium, known).orElseThrow().kind());
    }

    @Test
    void onlyWhatsAppHasTemplates() {
        var outcome = send(Medium.SMS, new Content.Template("hello", "nl", List.of()));

        assertEquals("no-templates", assertInstanceOf(SendOutcome.NotTaken.class, outcome).error());
    }

    private SendOutcome send(Content content) {
        return send(Medium.WHATSAPP, content);
    }

    private SendOutcome send(Medium medium, Content content) {
        return stub.send(vonage, channel(), new Outgoing("31880000000", new Identifier(Identifier.Kind.PHONE, "+31612345678"),
                medium, content, "ref"));
    }

    private Channel channel() {
        return stub.channel(vonage, "app-1", "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----");
    }
}
