package eu.onrecord.ingest.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Webhook;
import io.netty.handler.codec.http.QueryStringDecoder;

/** The vectors of Twilio's own libraries. */
class TwilioSignatureTest {
    private static final String P = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String JSON_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private final Secrets secrets = Secrets.of(Map.of("retiring", "54321", "current", "12345"));

    @ParameterizedTest
    @CsvSource({ "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
            // Twilio has signed with the port where none was configured, and without where one was
            "https://mycompany.com/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
            "http://mycompany.com/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
            "http://mycompany.com:1234/myapp.php?foo=1&bar=2, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
            "https://mycompany.com:1234/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
            "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2, CukzLTc1tT5dXEDIHm/tKBanW10=",
            "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2, ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
            "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing, dsq4Ehbj6cs+KdTkpF5sSSplOWw=" })
    void aFormIsSignedWithTheAddressInAnyOfItsForms(String url, String signature) {
        assertEquals(Optional.of("current"), signer(url, signature, form(P, URI.create(url).getRawQuery())));
    }

    @ParameterizedTest
    @CsvSource({
            "MessagingBinding.Address=%2B1325xxxxxxx&MessagingBinding.Address=%2B1415xxxxxxx, 83O6e2vORAoJHUNzJjDWN1jz+BA=",
            "MessagingBinding.Address=%2B1415xxxxxxx&MessagingBinding.Address=%2B1325xxxxxxx, 83O6e2vORAoJHUNzJjDWN1jz+BA=",
            "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234, IK+Dwps556ElfBT0I3Rgjkr1wJU=",
            "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234, IK+Dwps556ElfBT0I3Rgjkr1wJU=" })
    void aRepeatedParameterCountsOnceForEachOfItsValues(String body, String signature) {
        assertEquals(Optional.of("current"), signer("https://mycompany.com/myapp.php?foo=1&bar=2", signature,
                form(body.replace("=+", "=%2B"), "foo=1&bar=2")));
    }

    @ParameterizedTest
    @CsvSource({ "foo=1&bar=2&, a9nBmqA0ju/hNViExpshrM61xv4=", "'', y77kIzt2vzLz71DgmJGsen2scGs=" })
    void aJsonBodyIsSignedByItsHashInTheAddress(String query, String signature) {
        var url = query.isEmpty() ? "https://mycompany.com/myapp.php" : "https://mycompany.com/myapp.php?foo=1&bar=2";

        assertEquals(Optional.of("current"), signer(url, signature, json(JSON, query + "bodySHA256=" + JSON_HASH)));
        assertEquals(Optional.empty(), signer(url, signature, json(JSON + " ", query + "bodySHA256=" + JSON_HASH)));
        assertEquals(Optional.empty(), signer(url, signature, json(JSON, null)));
    }

    @Test
    void whatIsAddedTakenAwayOrChangedIsNoticed() {
        var url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        var signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        for (var body : new String[] { P + "&More=", P.replace("&Digits=1234", ""), P.replace("1234", "1235"), "" }) {
            assertEquals(Optional.empty(), signer(url, signature, form(body, null)));
        }
        assertEquals(Optional.empty(), signer("https://other.com/myapp.php?foo=1&bar=2", signature, form(P, null)));
        assertEquals(Optional.empty(), TwilioSignature.parse("no base64!"));
    }

    /** Where Twilio is told in the address how often to come again; it signs what it calls. */
    @Test
    void anyOfSeveralAddressesWillDoWhateverIsSaidBehindThem() {
        var signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        var address = "https://mycompany.com/myapp.php?foo=1&bar=2";

        for (var configured : new String[] { address + "#rc=4&rp=all", "https://other.com/x, " + address,
                address + "#rc=4,https://other.com/x" }) {
            assertEquals(Optional.of("current"), signer(configured, signature, form(P, URI.create(address).getRawQuery())),
                    configured);
        }
        assertEquals(Optional.empty(), signer("https://other.com/x,https://another.com/y", signature, form(P, null)));
        for (var none : new String[] { "", ",", address + ",", "ftp://other.com" }) {
            assertThrows(IllegalArgumentException.class, () -> PublicUrls.of(none), none);
        }
    }

    @Test
    void aFormWithTooManyParametersIsNotRead() {
        assertEquals(Optional.empty(), Form.parse("a=1&".repeat(Form.MOST_PARAMETERS + 1).getBytes(UTF_8)));
        assertEquals(Optional.empty(), Form.parse("a=%zz".getBytes(UTF_8)));
    }

    private Optional<String> signer(String url, String signature, Webhook webhook) {
        return TwilioSignature.parse(signature).orElseThrow().signer(webhook, PublicUrls.of(url), secrets);
    }

    private static Webhook form(String body, String query) {
        return webhook("application/x-www-form-urlencoded; charset=utf-8", body, query);
    }

    private static Webhook json(String body, String query) {
        return webhook("application/json", body, query);
    }

    private static Webhook webhook(String contentType, String body, String query) {
        var parameters = new QueryStringDecoder(query == null ? "" : query, false).parameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get(0)));
        return new Webhook(name -> name.equals("Content-Type") ? contentType : null, parameters::get, query,
                body.getBytes(UTF_8), Instant.EPOCH);
    }
}
