package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.ingest.channel.Secrets;

class HubSignatureTest {
    private static final String COMPACT = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    private static final String OF_COMPACT = "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756";
    private final Secrets secrets = Secrets.of(Map.of("old", "retired", "new", "test_app_secret"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"object\":\"whatsapp_business_account\",\"entry\":[]}|sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
            "{\"object\": \"whatsapp_business_account\", \"entry\": []}|sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a" })
    void aSignatureFitsTheBytesAndNotTheirMeaning(String body, String header) {
        assertEquals(Optional.of("new"), signer(header, body));
        assertEquals(Optional.empty(), signer(header, body + " "));
    }

    @Test
    void anySecretThatIsConfiguredMaySign() {
        var other = Secrets.of(Map.of("a", "test_app_secret", "b", "x"));

        assertEquals(Optional.of("a"), HubSignature.parse(OF_COMPACT).orElseThrow().signer(COMPACT.getBytes(UTF_8), other));
    }

    @Test
    void anUnknownSecretDoesNot() {
        assertEquals(Optional.empty(), HubSignature.parse(OF_COMPACT).orElseThrow().signer(COMPACT.getBytes(UTF_8),
                Secrets.of(Map.of("a", "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "sha256=", "sha256=00",
            "sha1=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
            "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
            "sha256=zec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
            "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c6337560" })
    void whatIsNoSignatureIsNotTakenForOne(String header) {
        assertTrue(HubSignature.parse(header).isEmpty());
    }

    private Optional<String> signer(String header, String body) {
        return HubSignature.parse(header).orElseThrow().signer(body.getBytes(UTF_8), secrets);
    }
}
