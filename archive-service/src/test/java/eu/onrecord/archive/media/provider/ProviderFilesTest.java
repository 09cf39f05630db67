package eu.onrecord.archive.media.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;
import io.vertx.core.json.JsonObject;

class ProviderFilesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, String> BEARER = Map.of("Authorization", "Bearer secret");

    @Test
    void whatsAppTellsWhereAFileIs() {
        var step = first("whatsapp", "https://graph.facebook.com/v23.0", null, new Media("123", null, null, null));

        assertEquals(URI.create("https://graph.facebook.com/v23.0/123"), step.address());
        assertEquals(BEARER, step.headers());
        assertEquals(new Step.Take(URI.create("https://lookaside.fbsbx.com/whatsapp/?mid=1"), BEARER),
                then(step, new JsonObject().put("url", "https://lookaside.fbsbx.com/whatsapp/?mid=1")));
    }

    /** Meta's documentation has the size as a number and as a text. */
    @Test
    void whatIsToldOfAFileOnTheWayIsHeldToWhatComes() {
        var step = first("whatsapp", "https://graph.facebook.com/v23.0", null, new Media("123", null, null, null));
        var hash = "ab".repeat(32);
        var document = new JsonObject().put("url", "https://lookaside.fbsbx.com/whatsapp/?mid=1");

        assertEquals(new Step.Told(303833L, hash), ((Step.Take) then(step, document.copy().put("file_size", 303833)
                .put("sha256", hash))).told());
        assertEquals(new Step.Told(303833L, null), ((Step.Take) then(step, document.copy().put("file_size", "303833")
                .put("sha256", "?"))).told());
        assertEquals(Step.Told.NOTHING, ((Step.Take) then(step, document)).told());
        for (var none : List.of(0, -1, "0", "-5", 1.5, "x")) {
            assertEquals(Step.Told.NOTHING, ((Step.Take) then(step, document.copy().put("file_size", none))).told());
        }
        var telegram = first("telegram", "https://api.telegram.org", null, new Media("A", null, null, null));
        assertEquals(new Step.Told(7L, null), ((Step.Take) then(telegram, new JsonObject().put("result",
                new JsonObject().put("file_path", "x").put("file_size", 7)))).told());
    }

    /** Telegram's token stands in the address: of none it says that there is no such. */
    @Test
    void whichAnswersAreAboutTheToken() {
        var file = new Media("123", null, null, null);

        assertTrue(first("telegram", "https://api.telegram.org", null, file).refusesToken(404));
        assertFalse(first("whatsapp", "https://graph.facebook.com/v23.0", null, file).refusesToken(404));
        assertTrue(first("whatsapp", "https://graph.facebook.com/v23.0", null, file).refusesToken(403));
    }

    @Test
    void dialog360GivesAtItsOwnHostWhatLiesAtMetas() {
        var key = Map.of("D360-API-KEY", "secret");
        var step = first("360dialog", "https://waba-v2.360dialog.io", null, new Media("123", null, null, null));

        assertEquals(URI.create("https://waba-v2.360dialog.io/123"), step.address());
        assertEquals(key, step.headers());
        assertEquals(new Step.Take(URI.create("https://waba-v2.360dialog.io/whatsapp_business/attachments/?mid=1&ext=2"), key),
                then(step, new JsonObject().put("url",
                        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2")));
    }

    @Test
    void telegramTellsAPathBelowTheToken() {
        var step = first("telegram", "https://api.telegram.org", null, new Media("AgAC/a?b", null, null, null));

        assertEquals(URI.create("https://api.telegram.org/botsecret/getFile?file_id=AgAC%2Fa%3Fb"), step.address());
        assertEquals(new Step.Take(URI.create("https://api.telegram.org/file/botsecret/photos/file%201.jpg"), Map.of()),
                then(step, new JsonObject().put("result", new JsonObject().put("file_path", "photos/file 1.jpg"))));
        assertEquals(URI.create("https://api.telegram.org/file/botsecret/%2E%2E/x"),
                then(step, new JsonObject().put("result", new JsonObject().put("file_path", "../x"))).address());
    }

    @ParameterizedTest
    @CsvSource({ "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1, true",
            "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.mp3, true",
            "https://api.twilio.com/2010-04-01/Accounts/AC2/Messages/MM1/Media/ME1, false",
            "https://api.twilio.com/2010-04-01/Accounts/AC12/x, false",
            "https://api.twilio.com/2010-04-01/Accounts/AC1/../AC2/x, false",
            "https://api.twilio.com/2010-04-01/Accounts/AC1/%2e%2e/AC2/x, false",
            "https://api.twilio.com.evil.org/2010-04-01/Accounts/AC1/x, false",
            "http://api.twilio.com/2010-04-01/Accounts/AC1/x, false", "https://evil.org/2010-04-01/Accounts/AC1/x, false" })
    void twiliosTokenGoesToTheAccountsOwnAddressesAlone(String url, boolean isTold) {
        var step = first("twilio", "https://api.twilio.com", "AC1", new Media("ME1", null, null, null, url));

        assertEquals(new Step.Take(URI.create(url), isTold ? Map.of("Authorization", "Basic QUMxOnNlY3JldA==") : Map.of()),
                step);
    }

    @Test
    void vonageIsAskedWithATokenOfTheApplication() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        var pair = keys.generateKeyPair();
        var channel = new Channel("vonage", URI.create("https://api.nexmo.com"), Optional.of("app-1"),
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        var url = "https://api-us.nexmo.com/v3/media/1b456509-974c-458b-aafa-45fc48a4d976";

        var step = ProviderFiles.of("vonage", CLOCK).first(channel, new Media(url, null, null, null, url));

        assertEquals(URI.create(url), step.address());
        var token = new JwtConsumerBuilder().setVerificationKey(pair.getPublic())
                .setEvaluationTime(NumericDate.fromSeconds(CLOCK.instant().getEpochSecond() + 60)).setRequireExpirationTime()
                .build().processToClaims(step.headers().get("Authorization").substring("Bearer ".length()));
        assertEquals("app-1", token.getClaimValueAsString("application_id"));
        assertTrue(ProviderFiles.of("vonage", CLOCK).first(channel,
                new Media("x", null, null, null, "https://api-us.nexmo.com.evil.org/v3/media/1")).headers().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "whatsapp", "360dialog", "telegram" })
    void toAnAddressThatTheCompanyGaveNoTokenGoes(String provider) {
        var url = "https://shop.example.org/manual.pdf";

        assertEquals(new Step.Take(URI.create(url), Map.of(), Step.Told.NOTHING, false),
                first(provider, "https://api.example.org", null, new Media(url, null, null, null, url)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "../other", "a/b", "a?b=c", "a#b", "..", ".", "a\r\nb", "%2e%2e" })
    void anIdLeadsNowhereElse(String id) {
        var address = first("whatsapp", "https://graph.facebook.com/v23.0", null, new Media(id, null, null, null)).address();

        assertEquals(address, address.normalize());
        assertTrue(address.getRawPath().matches("/v23.0/[^/]+"), address.toString());
        assertEquals(null, address.getRawQuery());
    }

    @Test
    void whatHasNoAddressIsSaidToHaveNone() {
        for (var provider : Set.of("twilio", "vonage")) {
            var file = new Media("ME1", null, null, null);
            assertThrows(IllegalArgumentException.class, () -> first(provider, "https://api.example.org", "AC1", file));
        }
    }

    private static Step first(String provider, String api, String account, Media file) {
        return ProviderFiles.of(provider, CLOCK).first(new Channel(provider, URI.create(api), Optional.ofNullable(account),
                "secret"), file);
    }

    private static Step then(Step step, JsonObject told) {
        return ((Step.Ask) step).then().apply(told);
    }

    private record Channel(String provider, URI api, Optional<String> account, String token) implements ChannelConfig {
        @Override
        public Optional<Set<String>> fileHosts() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> filesKeptFor() {
            return Optional.empty();
        }
    }
}
