package eu.onrecord.consent.provider.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.time.Duration;
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
import io.vertx.core.json.JsonObject;

class TelegramTest {
    private static final Identifier CHAT = new Identifier(Identifier.Kind.TELEGRAM, "42");

    private final ProviderStub stub = new ProviderStub().answering(200, "{\"ok\":true,\"result\":{\"message_id\":7}}");
    private final Telegram telegram = new Telegram(stub.http());

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void aTextOfABotIsKnownByChatAndNumberAsItsEchoIs() {
        var outcome = send("7000000001", new Content.Text("Dag"));

        assertEquals("42/7", assertInstanceOf(SendOutcome.Accepted.class, outcome).providerMessageId());
        assertEquals("/bottoken/sendMessage", stub.asked().path());
        assertEquals(new JsonObject().put("chat_id", "42").put("text", "Dag"), new JsonObject(stub.asked().body()));
    }

    @Test
    void onBehalfOfABusinessAccountItSaysForWhich() {
        var outcome = send("connection-1", new Content.Media("image", URI.create("https://example.org/a.jpg"), "Zie", null));

        assertEquals("connection-1/42/7", assertInstanceOf(SendOutcome.Accepted.class, outcome).providerMessageId());
        assertEquals("/bottoken/sendPhoto", stub.asked().path());
        assertEquals(new JsonObject().put("chat_id", "42").put("business_connection_id", "connection-1")
                .put("photo", "https://example.org/a.jpg").put("caption", "Zie"), new JsonObject(stub.asked().body()));
    }

    @ParameterizedTest
    @CsvSource({ "403, Forbidden: bot was blocked by the user, OPT_OUT_OF_ALL",
            "403, Forbidden: user is deactivated, UNREACHABLE",
            "400, Bad Request: chat not found, UNREACHABLE", "401, Unauthorized, CALL_OPERATOR",
            "400, Bad Request: message is too long, GIVE_UP" })
    void anErrorIsToldByItsDescription(int code, String description, Remedy remedy) {
        stub.answering(code,
                new JsonObject().put("ok", false).put("error_code", code).put("description", description).encode());

        assertEquals(remedy, assertInstanceOf(SendOutcome.NotTaken.class, send("1", new Content.Text("Dag"))).remedy());
    }

    @Test
    void whoIsTooFastIsToldHowLongToWait() {
        stub.answering(429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}");

        var outcome = assertInstanceOf(SendOutcome.NotTaken.class, send("1", new Content.Text("Dag")));

        assertEquals(Optional.of(Duration.ofSeconds(35)), outcome.retryAfter());
    }

    @Test
    void thereAreNoTemplatesAndNobodyIsAddressedByPhone() {
        assertInstanceOf(SendOutcome.NotTaken.class, send("1", new Content.Template("x", "nl", List.of())));
        assertEquals(Optional.empty(),
                telegram.recipient("1", Medium.TELEGRAM, List.of(new Identifier(Identifier.Kind.PHONE, "+31612345678"))));
    }

    @Test
    void noStatusOfABotHasACode() {
        assertEquals(Remedy.GIVE_UP, telegram.remedy("403"));
    }

    private SendOutcome send(String business, Content content) {
        return stub.send(telegram, stub.channel(telegram, null, "token"),
                new Outgoing(business, CHAT, Medium.TELEGRAM, content, "ref"));
    }
}
