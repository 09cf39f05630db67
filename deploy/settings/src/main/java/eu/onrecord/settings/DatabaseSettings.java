package eu.onrecord.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is unsafe about how databases are reached, and about what is done with them at a start. */
final class DatabaseSettings {
    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&,]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("postgres(?:ql)?://");
    /** Classes that are asked instead of the certificate. */
    private static final Pattern OWN_CHECK = Pattern.compile("[?&](sslfactory|sslhostnameverifier|socketfactory|service)=",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> CHANGES_NOTHING = Set.of("none", "validate");
    private static final String ASKS_SOMETHING_ELSE = " has something else asked than the certificate: leave out sslfactory,"
            + " sslhostnameverifier, socketFactory and service.";

    private final Settings settings;

    DatabaseSettings(Settings settings) {
        this.settings = settings;
    }

    /** @param datasource the beginning of its settings */
    Stream<String> unencrypted(String datasource) {
        var unmet = new ArrayList<String>();
        var modes = modes(datasource + "reactive.url");
        var set = settings.get(datasource + "reactive.postgresql.ssl-mode");
        if (!modes.stream().allMatch(DatabaseSettings::isChecked)
                || !set.map(DatabaseSettings::isChecked).orElse(modes.size() >= addresses(datasource + "reactive.url"))) {
            unmet.add(set.filter(DatabaseSettings::isChecked).isPresent()
                    ? datasource + "reactive.url says an sslmode that does not check who answers: leave it out of the address."
                    : datasource
                            + "reactive.postgresql.ssl-mode is %s: set it to verify-full, and %sreactive.trust-certificate-pem to the CA."
                                    .formatted(set.orElse("not set, or the address says another"), datasource));
        }
        if (Demands.mayBeYes(settings, datasource + "reactive.trust-all")) {
            unmet.add(datasource + "reactive.trust-all believes anybody: leave it out.");
        }
        if (settings.get(datasource + "reactive.hostname-verification-algorithm").map(Demands::lower).filter("none"::equals)
                .isPresent()) {
            unmet.add(datasource + "reactive.hostname-verification-algorithm is NONE: set it to HTTPS.");
        }
        for (var name : settings.setLike("quarkus.flyway.jdbc-url", "quarkus.flyway.*.jdbc-url")) {
            if (modes(name).isEmpty() || !modes(name).stream().allMatch(DatabaseSettings::isChecked)) {
                unmet.add(name + " says no sslmode that checks who answers: add sslmode=verify-full to it.");
            }
            if (settings.get(name).filter(url -> OWN_CHECK.matcher(url).find()).isPresent()) {
                unmet.add(name + ASKS_SOMETHING_ELSE);
            }
        }
        unmet.addAll(unencryptedByJdbc(datasource + "jdbc."));
        return unmet.stream();
    }

    private List<String> unencryptedByJdbc(String jdbc) {
        var url = settings.get(jdbc + "url").orElse("");
        if (url.isEmpty()) {
            return List.of();
        }
        var modes = new ArrayList<>(modes(jdbc + "url"));
        settings.namesLike(jdbc + "additional-jdbc-properties.*").stream()
                .filter(name -> Demands.lower(name).replace("\"", "").endsWith(".sslmode"))
                .forEach(name -> modes.add(settings.get(name).orElseThrow()));
        var unmet = new ArrayList<String>();
        if (modes.isEmpty() || !modes.stream().allMatch(DatabaseSettings::isChecked)) {
            unmet.add(jdbc + "url says no sslmode that checks who answers: add sslmode=verify-full and sslrootcert to it.");
        }
        var ownChecks = settings.namesLike(jdbc + "additional-jdbc-properties.*").stream()
                .anyMatch(name -> OWN_CHECK.matcher("?" + name.substring(name.lastIndexOf('.') + 1).replace("\"", "") + "=")
                        .find());
        if (ownChecks || OWN_CHECK.matcher(url).find()) {
            unmet.add(jdbc + "url" + ASKS_SOMETHING_ELSE);
        }
        return unmet;
    }

    /** What empties a database at a start. */
    List<String> wiping() {
        var unmet = new ArrayList<String>();
        settings.setLike("quarkus.flyway.clean-at-start", "quarkus.flyway.*.clean-at-start",
                "quarkus.flyway.clean-on-validation-error", "quarkus.flyway.*.clean-on-validation-error",
                "quarkus.flyway.validate-at-start.clean-on-validation-error",
                "quarkus.flyway.*.validate-at-start.clean-on-validation-error").stream()
                .filter(name -> Demands.mayBeYes(settings, name))
                .forEach(name -> unmet.add(name + " empties the database at a start: leave it out."));
        settings.setLike("quarkus.hibernate-orm.unsupported-properties.*",
                "quarkus.hibernate-orm.*.unsupported-properties.*").stream()
                .filter(name -> Demands.lower(name).contains("hbm2ddl") || Demands.lower(name).contains("schema-generation"))
                .filter(name -> settings.get(name).map(Demands::lower).filter(CHANGES_NOTHING::contains).isEmpty())
                .forEach(name -> unmet.add(name + " changes the database at a start: leave it out."));
        settings.setLike("quarkus.hibernate-orm.schema-management.strategy",
                "quarkus.hibernate-orm.*.schema-management.strategy",
                "quarkus.hibernate-orm.database.generation").stream()
                .filter(name -> settings.get(name).map(Demands::lower).filter(value -> !CHANGES_NOTHING.contains(value))
                        .isPresent())
                .forEach(name -> unmet.add(name + " changes the database at a start: leave it out."));
        return unmet;
    }

    /** All that an address says, since drivers differ in which they take. */
    private List<String> modes(String url) {
        return settings.get(url).stream().flatMap(text -> SSL_MODE.matcher(text).results().map(found -> found.group(1)))
                .toList();
    }

    private long addresses(String url) {
        return Math.max(1, settings.get(url).map(text -> ADDRESS.matcher(text).results().count()).orElse(1L));
    }

    /** {@code verify-ca} lets every certificate of the CA answer, {@code require} whoever does. */
    private static boolean isChecked(String mode) {
        return Demands.lower(mode).replace('_', '-').equals("verify-full");
    }
}
