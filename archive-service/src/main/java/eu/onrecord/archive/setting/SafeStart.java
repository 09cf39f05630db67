package eu.onrecord.archive.setting;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import eu.onrecord.settings.Demand;
import eu.onrecord.settings.Demands;
import eu.onrecord.settings.Safety;
import eu.onrecord.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/**
 * Nothing is taken, sent or answered with settings that are not safe, unless somebody says so; then every health answer tells
 * it.
 */
@ApplicationScoped
class SafeStart {
    private static final Logger LOG = Logger.getLogger(SafeStart.class);

    private final Safety safety;
    /** Whoever comes first, a migration or the start, tells it. */
    private final AtomicBoolean isListed = new AtomicBoolean();

    SafeStart(Config config, @ConfigProperty(name = Safety.OVERRIDE, defaultValue = "false") boolean unsafeAllowed,
            MeterRegistry registry) {
        var names = StreamSupport.stream(config.getPropertyNames().spliterator(), false).toList();
        safety = new Safety(demands(new Settings(name -> config.getOptionalValue(name, String.class), names,
                System.getenv().keySet())), unsafeAllowed);
        Gauge.builder("onrecord.unsafe.settings", safety, it -> it.overridden().size())
                .description("settings that are not safe to run with").register(registry);
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        require();
        if (!safety.overridden().isEmpty()) {
            LOG.warnf("%d settings are not safe, and %s lets the service start all the same", safety.overridden().size(),
                    Safety.OVERRIDE);
        }
    }

    /** @throws IllegalStateException if the settings are not safe: which, and how to mend them */
    void require() {
        if (!isListed.getAndSet(true)) {
            LOG.infof("What is demanded of the settings:%n%s", String.join(System.lineSeparator(), safety.list()));
        }
        if (!safety.mayStart()) {
            throw new IllegalStateException(safety.refusal());
        }
    }

    /** Every sentence about a setting that is not safe. */
    List<String> unsafe() {
        return safety.unsafe();
    }

    private static List<Demand> demands(Settings settings) {
        var demands = new Demands(settings);
        return List.of(demands.isNoEvaluation(), demands.kafkaIsEncrypted(), demands.kafkaIsKnown(),
                demands.keysAreLong(32, "onrecord.lookup-key", "onrecord.master-keys.keys.*"),
                demands.areSet("onrecord.lookup-key", "quarkus.datasource.reactive.url", "quarkus.datasource.username",
                        "quarkus.datasource.password",
                        "quarkus.datasource.keys.reactive.url", "quarkus.datasource.keys.username",
                        "quarkus.datasource.keys.password"),
                demands.nothingIsMisspelt("channels", "claims", "console", "database", "lanes", "ledger", "lookup-key", "loss",
                        "master-keys", "media-store", "safety", "verification", "root"),
                demands.callersAreKnown("console"),
                demands.postgresqlIsEncrypted("quarkus.datasource.", "quarkus.datasource.keys."),
                demands.databasesAreKept(),
                demands.addressesAreHttps("quarkus.oidc.auth-server-url", "onrecord.channels.*.api",
                        "onrecord.ledger.s3.endpoint", "onrecord.media-store.s3.endpoint"),
                demands.secretsAreSecret("onrecord.lookup-key", "onrecord.master-keys.keys.*",
                        "onrecord.ledger.signing-key", "onrecord.ledger.s3.secret-key",
                        "onrecord.media-store.s3.secret-key", "quarkus.datasource.password",
                        "quarkus.datasource.keys.password",
                        "onrecord.channels.*.token", "onrecord.console.client-secret",
                        "quarkus.flyway.password", "quarkus.flyway.*.password", "quarkus.oidc.*.credentials.secret",
                        "quarkus.oidc.*.credentials.client-secret.value"));
    }
}
