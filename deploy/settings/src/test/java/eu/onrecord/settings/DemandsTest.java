package eu.onrecord.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandsTest {
    private static final String MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, false", "PLAINTEXT, false", "SASL_PLAINTEXT, false", "SSL, true", "SASL_SSL, true", "'', false",
            "ssl, true", "sasl_ssl, true" })
    void kafkaIsReachedEncrypted(String protocol, boolean met) {
        var demand = demands("kafka.security.protocol", protocol).kafkaIsEncrypted();

        assertEquals(met, demand.isMet());
        assertTrue(met || demand.unmet().get(0).contains("SASL_SSL"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, -, false", "disable, -, false", "allow, -, false", "prefer, -, false", "require, -, false",
            "verify-ca, -, false", "verify-full, -, true", "VERIFY_FULL, -, true", "-, ?sslmode=verify-full, true",
            "-, ?a=b&sslmode=verify-full, true", "-, ?sslmode=verify-full&sslmode=disable, false",
            "-, ?sslmode=require, false",
            "-, ?sslmode=disable&sslmode=verify-full, false", "-, ?sslmode=verify-full&sslMode=disable, false",
            "verify-full, ?sslmode=disable, false", "verify-full, ?a=b, true",
            "-, '?sslmode=verify-full,postgresql://other/consent', false", "require, ?sslmode=verify-full, false",
            "-, ?xsslmode=verify-full, false" })
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
            "http://localhost:1, false", "example.org, false", "https://:443/privacy, false", "https://user@/x, false",
            "'https://', false", "ht tp://, false",
            "' https://example.org ', true" })
    void addressesAreHttps(String address, boolean met) {
        var demand = demands("onrecord.channels.whatsapp-nl.send.api", address)
                .addressesAreHttps("onrecord.channels.*.send.api");

        assertEquals(met, demand.isMet());
        assertEquals(met, demands("onrecord.legal-entities.\"a.b\".privacy-url", address)
                .privacyPoliciesAreLinked("onrecord.legal-entities.*.privacy-url").isMet());
    }

    @ParameterizedTest
    @CsvSource({ "quarkus.flyway.clean-at-start, true, false", "quarkus.flyway.keys.clean-at-start, ja, false",
            "quarkus.flyway.clean-at-start, false, true",
            "quarkus.hibernate-orm.schema-management.strategy, drop-and-create, false",
            "quarkus.hibernate-orm.database.generation, update, false",
            "quarkus.hibernate-orm.schema-management.strategy, none, true",
            "quarkus.hibernate-orm.schema-management.strategy, validate, true" })
    void nothingWipesADatabase(String name, String value, boolean met) {
        assertEquals(met, demands(name, value).databasesAreKept().isMet());
    }

    @ParameterizedTest
    @CsvSource({ "quarkus.flyway.validate-at-start.clean-on-validation-error, true",
            "quarkus.flyway.keys.validate-at-start.clean-on-validation-error, on",
            "quarkus.flyway.clean-on-validation-error, true",
            "'quarkus.hibernate-orm.unsupported-properties.\"hibernate.hbm2ddl.auto\"', create-drop" })
    void nothingWipesADatabaseByAnotherDoor(String name, String value) {
        assertFalse(demands(name, value).databasesAreKept().isMet());
    }

    /** From the environment alone a name has points for its hyphens: what is in force is asked about all the same. */
    @ParameterizedTest
    @CsvSource({ "QUARKUS_TLS_IDENTITY_PROVIDER_TRUST_ALL, true", "QUARKUS_TLS_TRUST_ALL, true",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SECURITY_PROTOCOL, PLAINTEXT",
            "ONRECORD_CHANNELS_WHATSAPP_NL_SEND_STATUS_CALLBACK, http://elsewhere",
            "ONRECORD_CHANNELS_WHATSAPP_NL_DESK_SECRET, whsec_short", "ONRECORD_LOOKUP_KEY, changeme",
            "QUARKUS_FLYWAY_KEYS_CLEAN_AT_START, true" })
    void whatTheEnvironmentSaysIsAskedAbout(String variable, String value) {
        var pointed = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        var all = new HashMap<>(Map.of("kafka.security.protocol", "SSL", pointed, value));
        var demands = new Demands(
                // a variable is among the names under its own too
                new Settings(name -> Optional.ofNullable(all.get(name)),
                        Stream.concat(all.keySet().stream(), Stream.of(variable, "PATH")).toList(),
                        Set.of(variable, "PATH")));

        assertFalse(demands.callersAreKnown().isMet() && demands.kafkaIsEncrypted().isMet()
                && demands.addressesAreHttps("onrecord.channels.*.send.status-callback").isMet()
                && demands.secretsAreSecret("onrecord.channels.*.desk.secret", "onrecord.lookup-key").isMet()
                && demands.databasesAreKept().isMet());
    }

    @Test
    void whatAVariableSetsIsAskedAboutWhateverItsNameBeginsWith() {
        for (var variable : List.of("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SECURITY_PROTOCOL",
                "_PROD_MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SECURITY_PROTOCOL")) {
            var all = Map.of("kafka.security.protocol", "SASL_SSL",
                    "mp.messaging.connector.smallrye.kafka.security.protocol", "PLAINTEXT");
            var demands = new Demands(new Settings(name -> Optional.ofNullable(all.get(name)),
                    Stream.concat(all.keySet().stream(), Stream.of(variable)).toList(), Set.of(variable)));

            assertFalse(demands.kafkaIsEncrypted().isMet(), variable);
        }
        var misspelt = new Demands(
                new Settings(name -> Optional.of("x"), List.of("onrecord.sendng.lease", "ONRECORD_SENDNG_LEASE"),
                        Set.of("ONRECORD_SENDNG_LEASE")));
        assertFalse(misspelt.nothingIsMisspelt("sending").isMet());
        var link = new Demands(new Settings(name -> Optional.of("10.0.0.1"),
                List.of("onrecord.kafka.bootstrap.service.host", "ONRECORD_KAFKA_BOOTSTRAP_SERVICE_HOST"),
                Set.of("ONRECORD_KAFKA_BOOTSTRAP_SERVICE_HOST")));
        assertTrue(link.nothingIsMisspelt("sending").isMet(), "what Kubernetes tells of a service is no setting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "quarkus.flyway.keys.jdbc-url | jdbc:postgresql://db/keys?sslmode=disable",
            "quarkus.flyway.\"keys\".jdbc-url | jdbc:postgresql://db/keys?sslmode=disable",
            "quarkus.flyway.jdbc-url | jdbc:postgresql://db/a?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory",
            "quarkus.datasource.\"<default>\".reactive.trust-all | true",
            "quarkus.datasource.\"keys\".reactive.trust-all | true" })
    void aDatabaseIsAskedAboutHoweverItIsNamed(String name, String value) {
        var safe = Map.of("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full",
                "quarkus.datasource.keys.reactive.postgresql.ssl-mode", "verify-full");
        assertTrue(new Demands(Settings.of(safe)).postgresqlIsEncrypted("quarkus.datasource.", "quarkus.datasource.keys.")
                .isMet());
        var all = new HashMap<>(safe);
        all.put(name, value);

        assertFalse(new Demands(Settings.of(all)).postgresqlIsEncrypted("quarkus.datasource.", "quarkus.datasource.keys.")
                .isMet());
    }

    @ParameterizedTest
    @CsvSource({ "tls.verification, none", "tls.verification, certificate-validation", "token.issuer, any",
            "token.audience, any", "token.lifespan-grace, 8640000", "authentication.cookie-force-secure, false",
            "provider, google", "token-path, http://idp/token" })
    void aTenantOfOurOwnIsAskedAboutAsTheFirst(String name, String value) {
        var idp = "https://idp.example/realms/x";
        var all = new HashMap<>(
                Map.of("quarkus.oidc.auth-server-url", idp, "quarkus.oidc.console.auth-server-url", idp));
        assertTrue(new Demands(Settings.of(all)).callersAreKnown("console").isMet());
        all.put("quarkus.oidc.console." + name, value);

        assertFalse(new Demands(Settings.of(all)).callersAreKnown("console").isMet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "$(WHATSAPP_SECRET)", "{{ .appSecret }}", "ENC[AES256_GCM,data:abcdefgh]", "SET_ME_PLEASE",
            "FIXME-app-secret", "supersecret123", "00112233445566778899aabbccddeeff", "tbd-tbd-tbd-later",
            "arn:aws:secretsmanager:eu-west-1:1:secret:x" })
    void whatStandsInThePlaceOfASecretIsNone(String secret) {
        assertFalse(new Demands(Settings.of(Map.of("onrecord.lookup-key", secret))).secretsAreSecret("onrecord.lookup-key")
                .isMet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "validate", "VALIDATE" })
    void whatChangesNoDatabaseIsNotRefused(String action) {
        assertTrue(new Demands(
                Settings.of(Map.of("quarkus.hibernate-orm.unsupported-properties.\"hibernate.hbm2ddl.auto\"", action,
                        "quarkus.hibernate-orm.schema-management.strategy", action)))
                .databasesAreKept().isMet());
    }

    /** A token of a provider's cannot be made anew because four letters stand in it by chance. */
    @Test
    void whatIsRandomMayHoldAWord() {
        assertTrue(new Demands(Settings.of(Map.of("onrecord.channels.a.token", "EAAGm0PX4ZCpsBATodo7Zk9LqTbd3xWv")))
                .secretsAreSecret("onrecord.channels.*.token").isMet());
    }

    /** It stands there under both of its names, and is one. */
    @Test
    void whatTheEnvironmentSaysOfANameThatIsWrittenIsOneSetting() {
        var key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var demands = new Demands(new Settings(name -> Optional.of(key),
                List.of("onrecord.lookup-key", "onrecord.lookup.key"), Set.of("ONRECORD_LOOKUP_KEY")));

        assertTrue(demands.secretsAreSecret("onrecord.lookup-key").isMet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "password='changeme';", "password=changeme;", "password = \"changeme\";" })
    void aPasswordIsLookedAtBetweenWhateverQuotes(String login) {
        for (var name : List.of("kafka.sasl.jaas.config", "mp.messaging.incoming.chat.sasl.jaas.config")) {
            assertFalse(new Demands(Settings.of(Map.of("kafka.bootstrap.servers", "b:1", name,
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=a " + login))).kafkaIsKnown()
                    .isMet(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://localhost/", "https://127.0.0.1", "https://[::1]/", "https://TODO", "https://x" })
    void aNoticeLeadsWhereACustomerCanGo(String address) {
        assertFalse(demands("onrecord.legal-entities.a.privacy-url", address)
                .privacyPoliciesAreLinked("onrecord.legal-entities.*.privacy-url").isMet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "bG9va3VwLWtleS1mb3ItdGVzdHMtMDEyMzQ1Njc4OWE=", "test_signature_secret", "TODO-set-this",
            "fill-me-in-please", "admin123admin", "Welcome12345", "minioadminminioadmin",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" })
    void whatEverybodyKnowsOrGuessesIsNoSecret(String secret) {
        assertFalse(demands("onrecord.lookup-key", secret).secretsAreSecret("onrecord.lookup-key").isMet());
    }

    @Test
    void oneKeyIsOneHoweverItIsFilledUp() {
        var key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo";
        assertFalse(new Demands(Settings.of(Map.of("onrecord.lookup-key", key + "=", "onrecord.master-keys.keys.a", key)))
                .secretsAreSecret("onrecord.lookup-key", "onrecord.master-keys.keys.*").isMet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "onrecord.channelsx.a", "onrecord.safetynet", "onrecord.rootless" })
    void whatOnlyBeginsLikeASettingIsNone(String name) {
        assertFalse(demands(name, "x").nothingIsMisspelt("channels", "safety", "root").isMet());
    }

    @Test
    void anotherTenantIsAnotherIdentityProviderUnlessItIsOurs() {
        var own = Map.of("quarkus.oidc.auth-server-url", "https://a.example/r", "quarkus.oidc.console.auth-server-url",
                "https://a.example/r");
        assertTrue(new Demands(Settings.of(own)).callersAreKnown("console").isMet());
        assertFalse(new Demands(Settings.of(own)).callersAreKnown().isMet());
        assertFalse(demands("quarkus.oidc.replay.public-key", "MIIB").callersAreKnown("console").isMet());
    }

    @Test
    void aSecretsNameMayHaveDotsInIt() {
        assertFalse(
                demands("onrecord.channels.w.secrets.a.b", "short").secretsAreSecret("onrecord.channels.*.secrets.*").isMet());
    }

    @ParameterizedTest
    @CsvSource({ "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, false", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true" })
    void aDesksSecretIsWrittenAsStandardWebhooksDoes(String secret, boolean met) {
        assertEquals(met, demands("onrecord.channels.w.desk.secret", secret).secretsAreSecret("onrecord.channels.*.desk.secret")
                .isMet());
    }

    @Test
    void aKnownKeyIsKnownWithALineEndInItToo() {
        assertFalse(demands("onrecord.thread-key", "bG9jYWwtb25seS10aHJlYWQta2V5LTAx\nMjM0NTY3ODk=")
                .secretsAreSecret("onrecord.thread-key").isMet());
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
            0123456789a                                      | false
            0123456789ab                                     | true
            abcdefabcdef                                     | true
            abcdeabcdeabcde                                  | false
            YWJjZGVhYmNkZWFiY2RlYWJjZGVhYmNkZWFiY2RlYWJjZGU=                 | false
            YWJjZGVmYWJjZGVmYWJjZGVmYWJjZGVmYWJjZGVmYWJjZGVm                 | true
            whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u           | true
            whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG0=           | false
            aaaaaaaaaaaaaaaaaaaa                             | false
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=     | false
            My-Local-Only-secret                             | false
            whsec_MDEyMzQ1Njc4OQ==                           | false
            local-only-app-secret                            | false
            bG9jYWwtb25seS10aHJlYWQta2V5LTAxMjM0NTY3ODk=     | false
            whsec_bG9jYWwtb25seS1kZXNrLXNlY3JldC0wMTIzNDU2Nzg= | false
            whsec_dGVzdC1kZXNrLXNlY3JldC0wMTIzNDU2Nzg5YWI=   | false
            bench-app-secret-protects-nothing                | false
            test-access-token                                | false
            test_app_secret                                  | false
            CHANGE_ME_CHANGE_ME                              | false
            changemechangeme                                 | false
            passwordpassword                                 | false
            <your app secret here>                           | false
            your-verify-token-here                           | false
            PLACEHOLDER_TOKEN                                | false
            secret-token-1                                   | false
            Y2hhbmdlbWUtY2hhbmdlbWUtY2hhbmdlbWUtMTIzNDU=     | false
            MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=     | false
            MC4CAQAwBQYDK2VwBCIEIGxvY2FsLW9ubHktbGVkZ2VyLXNpZ25pbmcta2V5LTAx | false
            """)
    void aSecretIsLongAndNotKnownToEverybody(String secret, boolean met) {
        var demand = demands("onrecord.channels.whatsapp-nl.secrets.2026", secret)
                .secretsAreSecret("onrecord.channels.*.secrets.*");

        assertEquals(met, demand.isMet());
        assertFalse(demand.toString().contains(secret));
        assertTrue(met || demand.unmet().get(0).startsWith("onrecord.channels.whatsapp-nl.secrets.2026 "));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-, true", "false, true", "true, false", "yes, false", "ON, false" })
    void anEvaluationIsNotSafe(String evaluation, boolean met) {
        assertEquals(met, demands("onrecord.safety.evaluation", evaluation).isNoEvaluation().isMet());
    }

    @Test
    void anEvaluationIsToldAndRefusesNothing() {
        var safety = new Safety(List.of(demands("onrecord.safety.evaluation", "true").isNoEvaluation()), false);

        assertTrue(safety.mayStart());
        assertEquals(1, safety.unsafe().size());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            kafka.ssl.endpoint.identification.algorithm                           | ''       | false
            kafka.ssl.endpoint.identification.algorithm                           | https    | true
            mp.messaging.incoming.chat.security.protocol                          | PLAINTEXT | false
            mp.messaging.connector.smallrye-kafka.security.protocol               | PLAINTEXT | false
            mp.messaging.incoming.chat.security.protocol                          | SASL_SSL | true
            mp.messaging.incoming.chat.ssl.endpoint.identification.algorithm      | ''       | false
            """)
    void everyClientOfKafkaIsAsked(String name, String value, boolean met) {
        assertEquals(met, new Demands(Settings.of(Map.of("kafka.security.protocol", "SASL_SSL", name, value)))
                .kafkaIsEncrypted().isMet());
    }

    @ParameterizedTest
    @CsvSource({ "reactive.trust-all, true, false", "reactive.trust-all, false, true",
            "reactive.hostname-verification-algorithm, NONE, false", "reactive.hostname-verification-algorithm, HTTPS, true",
            "reactive.trust-all, ja, false", "reactive.trust-all, No, true",
            "jdbc.additional-jdbc-properties.sslfactory, org.postgresql.ssl.NonValidatingFactory, false",
            "jdbc.additional-jdbc-properties.\"sslhostnameverifier\", x, false",
            "jdbc.additional-jdbc-properties.\"sslmode\", disable, false",
            "jdbc.url, jdbc:postgresql://db/a?sslmode=verify-full&sslfactory=x, false",
            "jdbc.url, jdbc:postgresql://db/a?sslmode=disable&ApplicationName=y?sslmode=verify-full, false",
            "jdbc.additional-jdbc-properties.sslmode, disable, false",
            "jdbc.additional-jdbc-properties.sslmode, verify-full, true" })
    void whatUndoesTheCertificateOfADatabaseIsFound(String name, String value, boolean met) {
        var settings = new TreeMap<>(Map.of(MODE, "verify-full", "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://db/a?sslmode=verify-full"));
        settings.put("quarkus.datasource." + name, value);

        assertEquals(met, new Demands(Settings.of(settings)).postgresqlIsEncrypted("quarkus.datasource.").isMet());
    }

    @ParameterizedTest
    @CsvSource({ "a, b, true", "quarkus.oidc.enabled, false, false", "quarkus.oidc.enabled, true, true",
            "quarkus.oidc.tenant-enabled, false, false", "quarkus.oidc.token.audience, any, false",
            "quarkus.oidc.token.audience, '', false", "quarkus.oidc.token.audience[0], any, false",
            "quarkus.oidc.token.audience[0], onrecord-api, true",
            "quarkus.oidc.replay.auth-server-url, https://other.example.org, false",
            "quarkus.oidc.jwks-path, http://id/certs, false", "quarkus.oidc.jwks-path, /certs, true",
            "quarkus.oidc.token.lifespan-grace, 864000, false", "quarkus.oidc.token.lifespan-grace, 300, true",
            "quarkus.oidc.token.lifespan-grace, 301, false", "quarkus.oidc.token.lifespan-grace, x, false",
            "quarkus.tls.trust-all, ja, false", "quarkus.tls.hostname-verification-algorithm, NONE, false",
            "quarkus.tls.id.hostname-verification-algorithm, '', false",
            "quarkus.tls.id.hostname-verification-algorithm, HTTPS, true",
            "quarkus.oidc.token.audience, onrecord-api, true", "quarkus.oidc.token.issuer, ANY, false",
            "quarkus.oidc.tls.verification, none, false", "quarkus.oidc.tls.verification, required, true",
            "quarkus.tls.trust-all, true, false", "quarkus.tls.identity-provider.trust-all, yes, false",
            "quarkus.tls.identity-provider.trust-all, false, true" })
    void whatLetsAnybodyCallIsFound(String name, String value, boolean met) {
        assertEquals(met,
                new Demands(Settings.of(Map.of("quarkus.oidc.auth-server-url", "https://id.example.org", name, value)))
                        .callersAreKnown().isMet());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            b:9093 | SASL_SSL | - | kafka.sasl.jaas.config is not set: set it to the login module with the service's name and password.
            b:9093 | SSL | - | -
            b:9093 | SASL_SSL | Scram required username="a" password="changeme"; | The password in kafka.sasl.jaas.config is what examples have in its place: make one of your own.
            b:9093 | SASL_SSL | Scram required password = "short" username="a"; | The password in kafka.sasl.jaas.config is too short: it needs at least 12 characters.
            b:9093 | SASL_SSL | Scram required username="a" password="Yq7-long-and-of-ones-own"; | -
            - | SSL | - | kafka.bootstrap.servers is not set: set it to the brokers' addresses.
            """)
    void kafkaIsKnown(String servers, String protocol, String login, String unmet) {
        var settings = new HashMap<String, String>();
        settings.put("kafka.bootstrap.servers", servers);
        settings.put("kafka.security.protocol", protocol);
        settings.put("kafka.sasl.jaas.config", login);
        settings.values().removeIf(Objects::isNull);

        assertEquals(Stream.ofNullable(unmet).toList(), new Demands(Settings.of(settings)).kafkaIsKnown().unmet());
    }

    @ParameterizedTest
    @CsvSource({ "onrecord.channels.a.token, true", "onrecord.chanels.a.token, false", "onrecord.thread-key, true",
            "onrecord.thread.key, true", "onrecord.safty.allow-unsafe, false", "other.chanels, true" })
    void aNameThatIsSpeltWrongSetsNothing(String name, boolean met) {
        assertEquals(met, demands(name, "x").nothingIsMisspelt("channels", "thread-key").isMet());
    }

    @ParameterizedTest
    @CsvSource({ "P5Y, true", "P36M, true", "P90D, true", "P1Y6M, true", "P100Y, true", "P0D, false", "P-5Y, false",
            "P999Y, false", "P1Y3D, false", "P40000D, false", "5 years, false" })
    void whatIsKeptIsKeptForATimeThatCanBeMeant(String retention, boolean met) {
        var demand = demands("onrecord.legal-entities.example-nl.retention", retention)
                .timesCanBeKept("onrecord.legal-entities.*.retention");

        assertEquals(met, demand.isMet());
        assertTrue(met || demand.unmet().get(0).startsWith("onrecord.legal-entities.example-nl.retention is " + retention));
    }

    @Test
    void whatIsMissingOrShortIsTold() {
        assertEquals(List.of("a.password is not set: set it."), demands("b", "x").areSet("a.password", "b").unmet());
        assertEquals(List.of("a.key has 3 bytes, and needs at least 4. Make one: openssl rand -base64 4"),
                demands("a.key", "MTIz").keysAreLong(4, "a.*").unmet());
        assertTrue(demands("a.key", "MTIzNA==").keysAreLong(4, "a.*").isMet());
    }

    @Test
    void onlyWhatWouldRefuseTheStartIsOverridden() {
        var demands = List.of(new Demand("One", List.of("a"), false), new Demand("Two", List.of("b"), true));

        assertEquals(List.of("b"), new Safety(demands, true).overridden());
        assertEquals(List.of(), new Safety(demands, false).overridden());
    }

    @Test
    void somebodyHasToBeAskedWhoCalls() {
        assertFalse(demands("a", "b").callersAreKnown().isMet());
        assertTrue(demands("quarkus.oidc.public-key", "key").callersAreKnown().isMet());
    }

    @Test
    void oneKeyDoesOneThing() {
        var key = "cGVybWFuZW50LWtleS1vZi1zb21lYm9keS1lbHNlMTI=";

        assertEquals(List.of("onrecord.lookup-key and onrecord.master-keys.keys.1 are the same: make one for each."),
                new Demands(Settings.of(Map.of("onrecord.lookup-key", key, "onrecord.master-keys.keys.1", key)))
                        .secretsAreSecret("onrecord.lookup-key", "onrecord.master-keys.keys.*").unmet());
    }

    @Test
    void settingsThatAreAlikeAreToldInTheirOrderAndBlankOnesAreNone() {
        var settings = new TreeMap<String, String>(Comparator.reverseOrder());
        settings.putAll(Map.of("onrecord.channels.b.send.api", "http://b", "onrecord.channels.a.send.api", "http://a",
                "onrecord.channels.c.send.api", " ", "mp.messaging.incoming.b.security.protocol", "PLAINTEXT",
                "mp.messaging.incoming.a.security.protocol", "PLAINTEXT", "kafka.security.protocol", "SSL"));
        var demands = new Demands(Settings.of(settings));

        assertEquals(List.of("onrecord.channels.a.send.api is no https address: set one that is.",
                "onrecord.channels.b.send.api is no https address: set one that is."),
                demands.addressesAreHttps("onrecord.channels.*.send.api").unmet());
        assertEquals(List.of("mp.messaging.incoming.a", "mp.messaging.incoming.b"), demands.kafkaIsEncrypted().unmet().stream()
                .map(sentence -> sentence.substring(0, "mp.messaging.incoming.a".length())).toList());
    }

    @Test
    void oneThingThatRefusesIsEnoughAndAnythingElseIsNone() {
        var told = new Demand("One", List.of("a"), false);
        var refused = new Demand("Two", List.of("b"), true);

        assertTrue(new Safety(List.of(told, new Demand("Three", List.of(), true)), false).mayStart());
        assertFalse(new Safety(List.of(told, refused), false).mayStart());
        assertTrue(new Safety(List.of(told, refused), true).mayStart());
        assertEquals(List.of("a", "b"), new Safety(List.of(told, refused), false).unsafe());
        assertEquals("What is demanded", new Demand("What is demanded", List.of(), true).what());
    }

    @Test
    void everyDemandSaysWhatItIs() {
        var demands = new Demands(Settings.of(Map.of()));

        assertEquals(13,
                Stream.of(demands.timesCanBeKept(), demands.kafkaIsKnown(), demands.areSet(), demands.keysAreLong(1),
                        demands.nothingIsMisspelt(),
                        demands.databasesAreKept(), demands.kafkaIsEncrypted(), demands.postgresqlIsEncrypted(),
                        demands.callersAreKnown(),
                        demands.addressesAreHttps(), demands.privacyPoliciesAreLinked(), demands.secretsAreSecret(),
                        demands.isNoEvaluation())
                        .map(Demand::what).filter(what -> !what.isBlank()).distinct().count());
    }

    @Test
    void whatIsUnsafeRefusesTheStartAndSaysHowToMendIt() {
        var met = new Demand("One", List.of(), true);
        var unmet = new Demand("Two", List.of("a is b: set it to c."), true);

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
        var safety = new Safety(List.of(new Demand("Two", List.of("a is b: set it to c."), true)), true);

        assertTrue(safety.mayStart());
        assertEquals(List.of("a is b: set it to c."), safety.unsafe());
        assertTrue(new Safety(List.of(new Demand("One", List.of(), true)), false).mayStart());
    }

    private static Demands demands(String name, String value) {
        return new Demands(Settings.of(value == null ? Map.of() : Map.of(name, value)));
    }
}
