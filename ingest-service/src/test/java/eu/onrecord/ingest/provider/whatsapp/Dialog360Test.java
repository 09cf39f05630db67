package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.TestProviders;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;

class Dialog360Test {
    private static final String BODY = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    private static final String SIGNATURE = "1b1fdc36f8b28c396c5a1a56e276923dc35a006fc6bcf1d1a66ea67815a34baa";
    private final Dialog360 dialog = new Dialog360(TestProviders.THREAD_KEY);

    @ParameterizedTest
    @CsvSource({ "X-OnRecord-Secret, test_platform_secret, secret-header", "Authorization, test_platform_secret, authorization",
            "Authorization, Bearer test_platform_secret, bearer", "Authorization, bearer  test_platform_secret, bearer",
            "Authorization, Basic dXNlcjpwYXNz, basic", "X-360Dialog-Signature, " + SIGNATURE + ", x-360dialog-signature",
            "X-360Dialog-Signature, sha256=" + SIGNATURE + ", x-360dialog-signature" })
    void theSecretMayComeInAnyOfTheWaysThat360dialogHas(String header, String value, String scheme) {
        assertEquals(scheme, ((Verdict.Authentic) verdict(Map.of(), header, value)).scheme());
    }

    @ParameterizedTest
    @CsvSource({ "X-OnRecord-Secret, wrong", "X-Other, test_platform_secret", "Authorization, Basic dGVzdA==",
            "Authorization, Basic !", "Authorization, Bearer wrong", "X-360Dialog-Signature, 00",
            "X-360Dialog-Signature, 0b1fdc36f8b28c396c5a1a56e276923dc35a006fc6bcf1d1a66ea67815a34baa" })
    void anythingElseIsForged(String header, String value) {
        assertEquals(Verdict.Refused.FORGED, verdict(Map.of(), header, value));
    }

    @Test
    void whereItIsSignedNothingElseCounts() {
        var signed = Map.of("signed", "true");

        assertEquals(Verdict.Refused.FORGED, verdict(signed, "X-OnRecord-Secret", "test_platform_secret"));
        assertEquals("x-360dialog-signature",
                ((Verdict.Authentic) verdict(signed, "X-360Dialog-Signature", SIGNATURE)).scheme());
    }

    private Verdict verdict(Map<String, String> more, String header, String value) {
        var options = new HashMap<>(Map.of("secret-header", "X-OnRecord-Secret"));
        options.putAll(more);
        var channel = new Channel("d", "360dialog", "example-nl", Set.of("1"),
                Secrets.of(Map.of("header", "test_platform_secret", "basic", "user:pass")), Optional.empty(), options);
        return dialog.authenticate(channel, new Webhook(name -> name.equals(header) ? value : null, name -> null, null,
                BODY.getBytes(UTF_8), Instant.EPOCH));
    }
}
