package eu.onrecord.consent.provider.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Optional;

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

class TwilioTest {
    private static final Identifier PHONE = new Identifier(Identifier.Kind.PHONE, "+31612345678");

    private final ProviderStub stub = new ProviderStub();
    private final Twilio twilio = new Twilio(stub.http());

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void aTextGoesAsAFormToTheAccount() {
        stub.answering(201, "{\"sid\":\"SM1\",\"status\":\"queued\"}");

        var outcome = send("whatsapp:+31880000000", new Content.Text("Dag & tot ziens"));

        assertEquals("SM1", assertInstanceOf(SendOutcome.Accepted.class, outcome).providerMessageId());
        assertEquals("/2010-04-01/Accounts/AC1/Messages.json", stub.asked().path());
        assertEquals("application/x-www-form-urlencoded", stub.asked().contentType());
        assertEquals("Basic QUMxOnRva2Vu", stub.asked().authorization());
        assertEquals("From=whatsapp%3A%2B31880000000&To=whatsapp%3A%2B31612345678&Body=Dag+%26+tot+ziens", stub.asked().body());
    }

    @Test
    void anSmsHasNoPrefixAndATemplateNoBody() {
        stub.answering(201, "{\"sid\":\"SM1\"}");

        send("+31880000000", new Content.Text("Dag"));
        assertEquals("From=%2B31880000000&To=%2B31612345678&Body=Dag", stub.asked().body());
        send("+31880000000", new Content.Template("HX1", "nl", List.of("Anna", "12 mei")));
        assertEquals("From=%2B31880000000&To=%2B31612345678&ContentSid=HX1"
                + "&ContentVariables=%7B%221%22%3A%22Anna%22%2C%222%22%3A%2212+mei%22%7D", stub.asked().body());
        send("+31880000000", new Content.Media("image", URI.create("https://example.org/a.jpg"), null, null));
        assertEquals("From=%2B31880000000&To=%2B31612345678&MediaUrl=https%3A%2F%2Fexample.org%2Fa.jpg", stub.asked().body());
    }

    @ParameterizedTest
    @CsvSource({ "400, 21610, OPT_OUT_OF_ALL", "400, 63016, NEEDS_TEMPLATE", "429, 20429, BACK_OFF",
            "401, 20003, CALL_OPERATOR",
            "400, 12345, GIVE_UP" })
    void anErrorIsToldByItsCode(int status, int code, Remedy remedy) {
        stub.answering(status, "{\"code\":" + code + ",\"message\":\"x\",\"status\":" + status + "}");

        var outcome = assertInstanceOf(SendOutcome.NotTaken.class, send("+31880000000", new Content.Text("Dag")));

        assertEquals(remedy, outcome.remedy());
        assertEquals(String.valueOf(code), outcome.error());
    }

    @ParameterizedTest
    @CsvSource({ "503, <html>", "0, ''", "201, {}" })
    void whereNothingIsToldNobodyKnows(int status, String body) {
        stub.answering(status, body);

        assertInstanceOf(SendOutcome.Unknown.class, send("+31880000000", new Content.Text("Dag")));
    }

    @Test
    void onSmsOnlyAPhoneNumberCanBeAddressedAndTheAccountMustBeConfigured() {
        var userId = new Identifier(Identifier.Kind.USER_ID, "NL.1349");

        assertEquals(Optional.empty(), twilio.recipient("+31880000000", Medium.SMS, List.of(userId)));
        assertEquals(Optional.of(userId), twilio.recipient("whatsapp:+31880000000", Medium.WHATSAPP, List.of(userId)));
        assertThrows(IllegalStateException.class, () -> twilio.check(stub.channel(twilio, null, "token")));
    }

    @ParameterizedTest
    @CsvSource({ "63016, NEEDS_TEMPLATE", "63018, BACK_OFF", "63024, UNREACHABLE", "21610, OPT_OUT_OF_ALL",
            "20003, CALL_OPERATOR", "99999, GIVE_UP" })
    void everyCodeHasItsRemedy(String code, Remedy remedy) {
        assertEquals(remedy, twilio.remedy(code));
    }

    @ParameterizedTest
    @CsvSource({ "whatsapp:+3197010, WHATSAPP", "+3197010, SMS", "97010, SMS" })
    void theNumberTellsWhetherItIsWhatsAppOrSms(String business, Medium medium) {
        assertEquals(medium, twilio.medium(business));
    }

    private SendOutcome send(String business, Content content) {
        return stub.send(twilio, stub.channel(twilio, "AC1", "token"),
                new Outgoing(business, PHONE, twilio.medium(business), content, "ref"));
    }
}
