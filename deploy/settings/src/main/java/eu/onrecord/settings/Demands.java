package eu.onrecord.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What any service may demand. Each takes the settings, and gives what does not meet it. */
public final class Demands {
    private static final String EVALUATION = "onrecord.safety.evaluation";
    private static final Set<String> ENCRYPTED_KAFKA = Set.of("SASL_SSL", "SSL");
    /** The modes of libpq that check who answers; {@code require} encrypts for whoever does. */
    private static final Set<String> CHECKED_POSTGRESQL = Set.of("verify-ca", "verify-full");
    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([a-z-]+)");
    /** Secrets that stand in the repository for everybody to read begin with it. */
    private static final String KNOWN = "local-only";
    /** The shortest secret that a provider gives has twice as many; one of one's own can have as many as one likes. */
    private static final int SHORTEST_SECRET = 16;

    private final Settings settings;

    /** @param settings of the service */
    public Demands(Settings settings) {
        this.settings = settings;
    }

    /** Kafka carries every chat. */
    public Demand kafkaIsEncrypted() {
        var protocol = settings.get("kafka.security.protocol").orElse("PLAINTEXT");
        return demand("Kafka is reached encrypted", ENCRYPTED_KAFKA.contains(protocol) ? Stream.empty()
                : Stream.of("kafka.security.protocol is %s: whoever is on the network can read the chats. Set it to SASL_SSL."
                        .formatted(protocol)));
    }

    /** @param datasources the beginnings of their settings, such as {@code quarkus.datasource.} */
    public Demand postgresqlIsEncrypted(String... datasources) {
        return demand("PostgreSQL is reached encrypted, and is asked for its certificate",
                Stream.of(datasources).flatMap(this::unencrypted));
    }

    private Stream<String> unencrypted(String datasource) {
        var reactive = datasource + "reactive.url";
        var mode = settings.get(datasource + "reactive.postgresql.ssl-mode").or(() -> sslMode(reactive));
        var unmet = new ArrayList<String>();
        if (!isChecked(mode)) {
            unmet.add(datasource
                    + "reactive.postgresql.ssl-mode is %s: set it to verify-full, and %sreactive.trust-certificate-pem to the CA."
                            .formatted(mode.orElse("not set"), datasource));
        }
        var jdbc = datasource + "jdbc.url";
        if (settings.get(jdbc).isPresent() && !isChecked(sslMode(jdbc))) {
            unmet.add(jdbc + " says no sslmode that checks who answers: add sslmode=verify-full and sslrootcert to it.");
        }
        return unmet.stream();
    }

    private Optional<String> sslMode(String url) {
        return settings.get(url).map(SSL_MODE::matcher).filter(found -> found.find()).map(found -> found.group(1));
    }

    private static boolean isChecked(Optional<String> mode) {
        return mode.filter(CHECKED_POSTGRESQL::contains).isPresent();
    }

    /** @param names of settings that are addresses; with {@code *} for a part that may be anything */
    public Demand addressesAreHttps(String... names) {
        return demand("Nobody is reached without TLS", Stream.of(names).flatMap(name -> settings.namesLike(name).stream())
                .filter(name -> !isHttps(settings.get(name).orElseThrow()))
                .map(name -> name + " is no https address: set one that is."));
    }

    /** Where a notice leads to. */
    public Demand privacyPoliciesAreLinked(String... names) {
        return demand("Every notice leads to a privacy policy", Stream.of(names)
                .flatMap(name -> settings.namesLike(name).stream())
                .filter(name -> !isHttps(settings.get(name).orElseThrow()))
                .map(name -> name + " is no https address: set the one where the privacy policy is published."));
    }

    private static boolean isHttps(String address) {
        try {
            var uri = URI.create(address.strip());
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** @param names of settings that are secrets; with {@code *} for a part that may be anything */
    public Demand secretsAreSecret(String... names) {
        return demand("No secret is short, or known to everybody",
                Stream.of(names).flatMap(name -> settings.namesLike(name).stream()).flatMap(this::weakness));
    }

    private Stream<String> weakness(String name) {
        var secret = settings.get(name).orElseThrow().strip();
        if (isKnown(secret)) {
            return Stream.of(name + " stands in the repository of OnRecord for everybody to read: make one of your own.");
        }
        return secret.length() < SHORTEST_SECRET
                ? Stream.of("%s has %d characters, and needs at least %d.".formatted(name, secret.length(), SHORTEST_SECRET))
                : Stream.empty();
    }

    private static boolean isKnown(String secret) {
        return secret.startsWith(KNOWN) || decoded(secret.replaceFirst("^whsec_", "")).startsWith(KNOWN);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    /** An evaluation has one of everything. */
    public Demand isNoEvaluation() {
        return demand("This is no evaluation", settings.get(EVALUATION).filter(Boolean::parseBoolean).stream()
                .map(set -> EVALUATION + " is true: there is one of everything, and one fault loses what was taken."));
    }

    private static Demand demand(String what, Stream<String> unmet) {
        return new Demand(what, List.copyOf(unmet.toList()));
    }
}
