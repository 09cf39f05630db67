package eu.onrecord.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandsTest {
    private static final String MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, false", "PLAINTEXT, false", "SASL_PLAINTEXT, false", "SSL, true", "SASL_SSL, true", "'', false",
            "ssl, false" })
    void kafkaIsReachedEncrypted(String protocol, boolean met) {
        var demand = demands("kafka.security.protocol", protocol).kafkaIsEncrypted();

        assertEquals(met, demand.isMet());
        assertTrue(met || demand.unmet().get(0).contains("SASL_SSL"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, -, false", "disable, -, false", "allow, -, false", "prefer, -, false", "require, -, false",
            "verify-ca, -, true", "verify-full, -, true", "-, ?sslmode=verify-full, true", "-, ?a=b&sslmode=verify-ca, true",
            "-, ?sslmode=require, false", "require, ?sslmode=verify-full, false", "-, ?xsslmode=verify-full, false" })
    void postgresqlIsAskedForItsCertificate(String mode, String parameters, boolean met) {
        var url = "postgresql://db/consent" + (parameters == null ? "" : parameters);
        var settings = mode == null ? Map.of("quarkus.datasource.reactive.url", url)
                : Map.of("quarkus.datasource.reactive.url", url, MODE, mode);

        assertEquals(met, new Demands(Settings.of(settings)).postgresqlIsEncrypted("quarkus.datasource.").isMet());
    }

    @Test
    void soIsItByTheDriverThatMigratesAndOfEveryDatabase() {
        var unmet = new Demands(Settings.of(Map.of("quarkus.datasource.keys." + "reactive.postgresql.ssl-mode", "verify-full",
                MODE, "verify-full", "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/a?sslmode=verify-full",
                "quarkus.datasource.keys.jdbc.url", "jdbc:postgresql://db/b")))
                .postgresqlIsEncrypted("quarkus.datasource.", "quarkus.datasource.keys.").unmet();

        assertEquals(1, unmet.size());
        assertTrue(unmet.get(0).startsWith("quarkus.datasource.keys.jdbc.url says no sslmode"), unmet::toString);
    }

    @ParameterizedTest
    @CsvSource({ "https://example.org/x, true", "HTTPS://example.org, true", "http://example.org, false",
            "http://localhost:1, false", "example.org, false", "'https://', false", "ht tp://, false",
            "' https://example.org ', true" })
    void addressesAreHttps(String address, boolean met) {
        var demand = demands("onrecord.channels.whatsapp-nl.send.api", address)
                .addressesAreHttps("onrecord.channels.*.send.api");

        assertEquals(met, demand.isMet());
        assertEquals(met, demands("onrecord.legal-entities.\"a.b\".privacy-url", address)
                .privacyPoliciesAreLinked("onrecord.legal-entities.*.privacy-url").isMet());
    }

    @Test
    void anAddressThatIsNotAskedForMayBeAny() {
        assertTrue(demands("onrecord.channels.a.b.send.api", "http://x").addressesAreHttps("onrecord.channels.*.send.api")
                .isMet());
        assertTrue(demands("onrecordXchannels.a.send.api", "http://x").addressesAreHttps("onrecord.channels.*.send.api")
                .isMet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0123456789abcdef                                 | true
            0123456789abcde                                  | false
            local-only-app-secret                            | false
            bG9jYWwtb25seS10aHJlYWQta2V5LTAxMjM0NTY3ODk=     | false
            whsec_bG9jYWwtb25seS1kZXNrLXNlY3JldC0wMTIzNDU2Nzg= | false
            whsec_dGVzdC1kZXNrLXNlY3JldC0wMTIzNDU2Nzg5YWI=   | true
            not-local-only-but-long                          | true
            """)
    void aSecretIsLongAndNotKnownToEverybody(String secret, boolean met) {
        var demand = demands("onrecord.channels.whatsapp-nl.secrets.2026", secret)
                .secretsAreSecret("onrecord.channels.*.secrets.*");

        assertEquals(met, demand.isMet());
        assertFalse(demand.toString().contains(secret));
        assertTrue(met || demand.unmet().get(0).startsWith("onrecord.channels.whatsapp-nl.secrets.2026 "));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-, true", "false, true", "true, false" })
    void anEvaluationIsNotSafe(String evaluation, boolean met) {
        assertEquals(met, demands("onrecord.safety.evaluation", evaluation).isNoEvaluation().isMet());
    }

    @Test
    void whatIsUnsafeRefusesTheStartAndSaysHowToMendIt() {
        var met = new Demand("One", List.of());
        var unmet = new Demand("Two", List.of("a is b: set it to c."));

        var safety = new Safety(List.of(met, unmet), false);

        assertFalse(safety.mayStart());
        assertEquals(List.of("[x] One", "[ ] Two", "    a is b: set it to c."), safety.list());
        assertEquals("""
                These settings are not safe, and the service does not start with them:
                  a is b: set it to c.
                Where nothing is at stake, onrecord.safety.allow-unsafe=true starts it all the same.""", safety.refusal());
    }

    @Test
    void oneSettingTakesItUponOneselfAndNothingIsHidden() {
        var safety = new Safety(List.of(new Demand("Two", List.of("a is b: set it to c."))), true);

        assertTrue(safety.mayStart());
        assertEquals(List.of("a is b: set it to c."), safety.unsafe());
        assertTrue(new Safety(List.of(new Demand("One", List.of())), false).mayStart());
    }

    private static Demands demands(String name, String value) {
        return new Demands(Settings.of(value == null ? Map.of() : Map.of(name, value)));
    }
}
