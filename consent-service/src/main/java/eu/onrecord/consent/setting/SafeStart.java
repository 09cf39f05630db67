package eu.onrecord.consent.setting;

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
                demands.keysAreLong(32, "onrecord.identifier-key"),
                demands.areSet("onrecord.identifier-key", "quarkus.datasource.reactive.url", "quarkus.datasource.username",
                        "quarkus.datasource.password"),
                demands.nothingIsMisspelt("aging", "channels", "claims", "database", "figures", "freshness", "identifier-key",
                        "lanes", "legal-entities", "safety", "sending", "root"),
                demands.callersAreKnown(),
                demands.postgresqlIsEncrypted("quarkus.datasource."),
                demands.databasesAreKept(),
                demands.addressesAreHttps("quarkus.oidc.auth-server-url", "onrecord.channels.*.send.api",
                        "onrecord.channels.*.send.status-callback", "onrecord.channels.*.desk.url"),
                demands.timesCanBeKept("onrecord.legal-entities.*.retention", "onrecord.legal-entities.*.dormant-after",
                        "onrecord.legal-entities.*.expired-after"),
                demands.privacyPoliciesAreLinked("onrecord.legal-entities.*.privacy-url"),
                demands.secretsAreSecret("onrecord.identifier-key", "quarkus.datasource.password", "quarkus.flyway.password",
                        "onrecord.channels.*.send.token", "onrecord.channels.*.desk.secret"));
    }
}
