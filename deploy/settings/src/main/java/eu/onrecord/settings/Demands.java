package eu.onrecord.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What any service may demand. Each takes the settings, and gives what does not meet it. */
public final class Demands {
    private static final String EVALUATION = "onrecord.safety.evaluation";
    /** Of the words that mean yes there are many, in many languages: what is not surely no may be one. */
    private static final Set<String> NO = Set.of("false", "no", "n", "off", "0");
    private static final Set<String> YES = Set.of("true", "yes", "y", "on", "1");
    private static final Set<String> ENCRYPTED_KAFKA = Set.of("sasl_ssl", "ssl");
    /** Secrets that stand in the repository for everybody to read have one of them in them. */
    private static final List<String> KNOWN = List.of("local-only", "protects-nothing", "test-desk-secret", "test-access-token",
            "test_app_secret", "-key-for-tests-", "test_auth_token", "test_verify_token", "test_signature_secret",
            "test_dialog_secret", "test-telegram_secret", "eat5rbppsxr10o6bdckjxuebexgbmwcskkninxlt",
            "abcdefghijklmnopqrstuvwxyz",
            "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007");
    /** What stands in examples, and in files that somebody was to fill in. */
    private static final List<String> PLACEHOLDERS = List.of("changeme", "change_me", "change-me", "placeholder", "password",
            "passw0rd", "your-", "your_", "secret-token", "letmein", "qwerty", "34567890123", "replace", "insert",
            "example", "dummy", "fill-me", "fill_me", "redacted", "admin123", "welcome1", "postgres1", "minioadmin",
            "123456123456", "set_me", "set-me", "fixme", "supersecret", "secret123", "my-verify-token",
            "00112233445566778899");
    /** What somebody else was to put the secret in the place of, and did not. */
    private static final List<String> FILLED_IN_BY_OTHERS = List.of("<", "$(", "${", "{{", "enc[", "arn:aws:", "vault:");
    /** Alone: within what is random four letters stand by chance. */
    private static final Pattern TODO = Pattern.compile("(?<![a-z0-9+/])(todo|tbd)(?![a-z0-9+/])");
    private static final Pattern PASSWORD_OF_KAFKA = Pattern
            .compile("password\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'|([^\"'\\s;]+))");
    /** Quarkus lets a token live on for so long after its end; clocks do not differ by more. */
    private static final long LONGEST_GRACE_SECONDS = 300;
    /** The shortest secret that a provider gives has twice as many; one of one's own can have as many as one likes. */
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST_YEARS = 100;
    private static final int DAYS_OF_A_MONTH = 31;
    private static final int FEWEST_DIFFERENT = 6;
    /** Standard Webhooks. */
    private static final String DESK_SECRET = "whsec_";
    private static final int SHORTEST_DESK_SECRET_BYTES = 24;

    private final Settings settings;

    /** @param settings of the service */
    public Demands(Settings settings) {
        this.settings = settings;
    }

    /** Kafka carries every chat: by the service's own clients, and by every channel. */
    public Demand kafkaIsEncrypted() {
        var unmet = new ArrayList<String>();
        var names = new ArrayList<String>(List.of("kafka.security.protocol"));
        names.addAll(settings.namesLike("mp.messaging.*.*.security.protocol"));
        for (var name : names) {
            var protocol = settings.get(name).orElse("PLAINTEXT");
            if (!ENCRYPTED_KAFKA.contains(lower(protocol))) {
                unmet.add("%s is %s: whoever is on the network can read the chats. Set it to SASL_SSL.".formatted(name,
                        protocol));
            }
        }
        for (var name : settings.setLike("*.ssl.endpoint.identification.algorithm",
                "mp.messaging.*.*.ssl.endpoint.identification.algorithm")) {
            if (!settings.get(name).map(Demands::lower).equals(Optional.of("https"))) {
                unmet.add(name + " lets anybody answer as Kafka: leave it out, or set it to https.");
            }
        }
        return demand("Kafka is reached encrypted", unmet);
    }

    /** Whatever else is set: by which brokers, and as whom. */
    public Demand kafkaIsKnown() {
        var unmet = new ArrayList<String>();
        if (settings.get("kafka.bootstrap.servers").isEmpty()) {
            unmet.add("kafka.bootstrap.servers is not set: set it to the brokers' addresses.");
        }
        var login = settings.get("kafka.sasl.jaas.config");
        if (settings.get("kafka.security.protocol").map(Demands::lower).filter(it -> it.startsWith("sasl")).isPresent()
                && login.isEmpty()) {
            unmet.add("kafka.sasl.jaas.config is not set: set it to the login module with the service's name and password.");
        }
        Stream.concat(Stream.of("kafka.sasl.jaas.config"), settings.namesLike("mp.messaging.*.*.sasl.jaas.config").stream())
                .distinct().forEach(name -> settings.get(name).map(PASSWORD_OF_KAFKA::matcher).filter(Matcher::find)
                        .map(Demands::found).flatMap(password -> weakness("The password in " + name, password))
                        .ifPresent(unmet::add));
        return demand("Kafka is known, and the service to Kafka", unmet);
    }

    /** Between whichever quotes, or none. */
    private static String found(MatchResult password) {
        return Stream.of(1, 2, 3).map(password::group).filter(Objects::nonNull).findFirst().orElseThrow();
    }

    /** @param names of settings without which nothing can be done */
    public Demand areSet(String... names) {
        return demand("Nothing is missing without which nothing can be done", Stream.of(names)
                .filter(name -> settings.get(name).isEmpty()).map(name -> name + " is not set: set it.").toList());
    }

    /** @param names of keys in base64, each of so many bytes at least; with {@code *} for a part that may be anything */
    public Demand keysAreLong(int leastBytes, String... names) {
        return demand("Every key is long enough", Stream.of(names).flatMap(name -> settings.namesLike(name).stream())
                .flatMap(name -> shortness(name, leastBytes).stream()).toList());
    }

    private Optional<String> shortness(String name, int leastBytes) {
        try {
            Secret.of(name, settings.get(name).orElseThrow(), leastBytes);
            return Optional.empty();
        } catch (IllegalArgumentException tooShort) {
            return Optional.of(tooShort.getMessage());
        }
    }

    /** @param names of settings that are times to keep something for; with {@code *} for a part that may be anything */
    public Demand timesCanBeKept(String... names) {
        return demand("What is kept is kept for a time that can be meant",
                Stream.of(names).flatMap(name -> settings.namesLike(name).stream())
                        .filter(name -> !canBeMeant(settings.get(name).orElseThrow()))
                        .map(name -> "%s is %s: set it to years, months or days, more than none and at most %d years, such as P5Y."
                                .formatted(name, settings.get(name).orElseThrow(), LONGEST_YEARS))
                        .toList());
    }

    private static boolean canBeMeant(String text) {
        try {
            var period = Period.parse(text.strip());
            var months = period.toTotalMonths() + period.getDays() / DAYS_OF_A_MONTH;
            var isOfOneKind = period.getDays() == 0 || period.toTotalMonths() == 0;
            return !period.isZero() && !period.isNegative() && isOfOneKind && months <= LONGEST_YEARS * 12;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    /**
     * A name that is spelt wrong sets nothing.
     *
     * @param known the second words of all settings that begin with onrecord, such as {@code channels}
     */
    public Demand nothingIsMisspelt(String... known) {
        return demand("Every setting of OnRecord is one that it knows",
                settings.setLike("onrecord.*").stream()
                        .filter(name -> Stream.of(known).noneMatch(word -> isOf(word, name.substring("onrecord.".length()))))
                        .map(name -> name + " sets nothing: no setting of this service is called so.").toList());
    }

    /** What comes from the environment has points where a name has hyphens. */
    private static boolean isOf(String word, String name) {
        return (name + ".").replace('-', '.').replace('[', '.').startsWith(word.replace('-', '.') + ".");
    }

    /** @param datasources the beginnings of their settings, such as {@code quarkus.datasource.} */
    public Demand postgresqlIsEncrypted(String... datasources) {
        return demand("PostgreSQL is reached encrypted, and is asked for its certificate",
                Stream.of(datasources).flatMap(new DatabaseSettings(settings)::unencrypted).toList());
    }

    /** What the database holds, other jobs of the same framework can wipe at a start. */
    public Demand databasesAreKept() {
        return demand("Nothing wipes a database", new DatabaseSettings(settings).wiping());
    }

    /**
     * Who calls is asked of one identity provider, whose certificate is asked for.
     *
     * @param tenants of the service's own: they ask the same one
     */
    public Demand callersAreKnown(String... tenants) {
        var unmet = new ArrayList<String>();
        if (settings.get("quarkus.oidc.auth-server-url").isEmpty() && settings.get("quarkus.oidc.public-key").isEmpty()) {
            unmet.add("quarkus.oidc.auth-server-url is not set: set it to the realm of your identity provider.");
        }
        for (var name : List.of("quarkus.oidc.enabled", "quarkus.oidc.tenant-enabled")) {
            if (settings.get(name).filter(value -> !isYes(name)).isPresent()) {
                unmet.add(name + " asks nobody who they are: leave it out.");
            }
        }
        for (var name : settings.setLike("quarkus.oidc.token.audience", "quarkus.oidc.token.audience[*]",
                "quarkus.oidc.token.issuer", "quarkus.oidc.*.token.audience", "quarkus.oidc.*.token.audience[*]",
                "quarkus.oidc.*.token.issuer")) {
            if (settings.get(name).filter(value -> !lower(value).equals("any")).isEmpty()) {
                unmet.add(name + " is any, or nothing: a token for something else would do. Name the one that is meant.");
            }
        }
        var own = Stream.of(tenants).map(tenant -> "quarkus.oidc." + tenant + ".auth-server-url").toList();
        Stream.concat(settings.namesLike("quarkus.oidc.*.auth-server-url").stream(),
                settings.namesLike("quarkus.oidc.*.public-key").stream())
                .filter(name -> !own.contains(name)
                        || !settings.get(name).equals(settings.get("quarkus.oidc.auth-server-url")))
                .forEach(name -> unmet
                        .add(name + " is a second identity provider, which nothing here is asked of: leave it out."));
        settings.namesLike("quarkus.oidc.*.provider").forEach(name -> unmet
                .add(name + " is a second identity provider, which nothing here is asked of: leave it out."));
        settings.setLike("quarkus.oidc.*.authentication.cookie-force-secure").stream()
                .filter(name -> settings.get(name).filter(value -> isYes(name)).isEmpty())
                .forEach(name -> unmet.add(name + " lets a session go over the network unprotected: leave it out."));
        Stream.of("quarkus.oidc.*-path", "quarkus.oidc.*.*-path").flatMap(it -> settings.namesLike(it).stream()).distinct()
                .filter(name -> lower(settings.get(name).orElse("")).startsWith("http:"))
                .forEach(name -> unmet.add(name + " is no https address: leave it out, the provider tells it."));
        settings.setLike("quarkus.oidc.token.lifespan-grace", "quarkus.oidc.*.token.lifespan-grace").stream()
                .filter(name -> settings.get(name).filter(grace -> !isShort(grace)).isPresent())
                .forEach(name -> unmet
                        .add(name + " takes tokens that ended long ago: at most " + LONGEST_GRACE_SECONDS + "."));
        settings.setLike("quarkus.oidc.tls.verification", "quarkus.oidc.*.tls.verification").stream()
                .filter(name -> settings.get(name).map(Demands::lower).filter(value -> !value.equals("required")).isPresent())
                .forEach(name -> unmet.add(name + " believes anybody: leave it out."));
        for (var name : settings.setLike("quarkus.tls.trust-all", "quarkus.tls.*.trust-all")) {
            if (mayBeYes(settings, name)) {
                unmet.add(name + " believes anybody: leave it out.");
            }
        }
        for (var name : settings.setLike("quarkus.tls.hostname-verification-algorithm",
                "quarkus.tls.*.hostname-verification-algorithm")) {
            if (!settings.get(name).map(Demands::lower).equals(Optional.of("https"))) {
                unmet.add(name + " lets any host answer that has a certificate: leave it out, or set it to HTTPS.");
            }
        }
        return demand("Who calls is asked of one identity provider", unmet);
    }

    /** @param names of settings that are addresses; with {@code *} for a part that may be anything */
    public Demand addressesAreHttps(String... names) {
        return demand("Nobody is reached without TLS", noHttps(names, "set one that is."));
    }

    /** Where a notice leads to. */
    public Demand privacyPoliciesAreLinked(String... names) {
        return demand("Every notice leads to a privacy policy",
                Stream.concat(noHttps(names, "set the one where the privacy policy is published.").stream(),
                        Stream.of(names).flatMap(name -> settings.namesLike(name).stream())
                                .filter(name -> isHttps(settings.get(name).orElseThrow())
                                        && !isOfTheInternet(settings.get(name).orElseThrow()))
                                .map(name -> name
                                        + " leads a customer nowhere: set the one where the privacy policy is published."))
                        .toList());
    }

    private List<String> noHttps(String[] names, String mend) {
        return Stream.of(names).flatMap(name -> settings.namesLike(name).stream())
                .filter(name -> !isHttps(settings.get(name).orElseThrow()))
                .map(name -> name + " is no https address: " + mend).toList();
    }

    private static boolean isHttps(String address) {
        try {
            var uri = URI.create(address.strip());
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** A host that others can reach: no machine's own name, and no address. */
    private static boolean isOfTheInternet(String address) {
        var host = lower(URI.create(address.strip()).getHost());
        return host.contains(".") && host.matches(".*[a-z].*") && !host.contains(":");
    }

    /** @param names of settings that are secrets; with {@code *} for a part that may be anything */
    public Demand secretsAreSecret(String... names) {
        var all = Stream.of(names).flatMap(name -> settings.namesLike(name).stream()).distinct().toList();
        var unmet = new ArrayList<>(all.stream().flatMap(name -> weakness(name).stream()).toList());
        unmet.addAll(twice(all));
        return demand("No secret is short, or known to everybody, or there twice", unmet);
    }

    private Optional<String> weakness(String name) {
        return weakness(name, settings.get(name).orElseThrow().strip());
    }

    private static Optional<String> weakness(String name, String secret) {
        var bytes = decoded(secret);
        var readable = lower(secret) + lower(new String(bytes, UTF_8));
        if (KNOWN.stream().anyMatch(readable::contains)) {
            return Optional.of(name + " stands in the repository of OnRecord for everybody to read: make one of your own.");
        }
        if (FILLED_IN_BY_OTHERS.stream().anyMatch(lower(secret)::startsWith) || TODO.matcher(readable).find()
                || PLACEHOLDERS.stream().anyMatch(readable::contains)) {
            return Optional.of(name + " is what examples have in its place: make one of your own.");
        }
        if (name.endsWith(".desk.secret") && !secret.startsWith(DESK_SECRET)) {
            return Optional.of("%s does not begin with %s: Standard Webhooks writes a secret so.".formatted(name, DESK_SECRET));
        }
        if (secret.startsWith(DESK_SECRET) && bytes.length < SHORTEST_DESK_SECRET_BYTES) {
            return Optional.of("%s is too short: it needs %s and at least %d bytes in base64.".formatted(name, DESK_SECRET,
                    SHORTEST_DESK_SECRET_BYTES));
        }
        if (secret.length() < SHORTEST_SECRET) {
            return Optional.of("%s is too short: it needs at least %d characters.".formatted(name, SHORTEST_SECRET));
        }
        return different(secret.getBytes(UTF_8)) < FEWEST_DIFFERENT || bytes.length > 0 && different(bytes) < FEWEST_DIFFERENT
                ? Optional.of(name + " is easily guessed: make one with openssl rand -base64 32.")
                : Optional.empty();
    }

    /** A key that does two things gives away both. A provider's token may be told to two of our channels. */
    private List<String> twice(List<String> names) {
        Map<String, List<String>> bySecret = new HashMap<>();
        names.stream().filter(
                name -> Settings.plain(name).endsWith("key") || name.contains(".keys.") || name.endsWith(".password"))
                .forEach(name -> bySecret
                        // what fills up base64 tells two apart that are one
                        .computeIfAbsent(settings.get(name).orElseThrow().replaceAll("\\s|=+$", ""), any -> new ArrayList<>())
                        .add(name));
        return bySecret.values().stream().filter(same -> same.size() > 1)
                .map(same -> same.stream().sorted().collect(Collectors.joining(" and ")) + " are the same: make one for each.")
                .toList();
    }

    private static long different(byte[] bytes) {
        var distinct = new boolean[256];
        for (var one : bytes) {
            distinct[one & 0xFF] = true;
        }
        var count = 0L;
        for (var there : distinct) {
            count += there ? 1 : 0;
        }
        return count;
    }

    /** What base64 stands for; nothing where it is none. */
    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.replaceFirst("^" + DESK_SECRET, "").replaceAll("\\s", ""));
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    /** An evaluation has one of everything. To say so is to know it: it is told, and refuses nothing. */
    public Demand isNoEvaluation() {
        return new Demand("This is no evaluation", mayBeYes(settings, EVALUATION)
                ? List.of(EVALUATION + " is true: there is one of everything, and one fault loses what was taken.")
                : List.of(),
                false);
    }

    private static boolean isShort(String seconds) {
        try {
            return Long.parseLong(seconds.strip()) <= LONGEST_GRACE_SECONDS;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    /** Whether something is set under this name that may be taken for yes. */
    static boolean mayBeYes(Settings settings, String name) {
        return settings.get(name).map(Demands::lower).filter(value -> !NO.contains(value)).isPresent();
    }

    private boolean isYes(String name) {
        return settings.get(name).map(Demands::lower).filter(YES::contains).isPresent();
    }

    static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static Demand demand(String what, List<String> unmet) {
        return new Demand(what, List.copyOf(unmet), true);
    }
}
