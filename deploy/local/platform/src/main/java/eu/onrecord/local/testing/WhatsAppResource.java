package eu.onrecord.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Map;

import eu.onrecord.local.desk.DeskSimulator;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.Simulators;
import eu.onrecord.local.whatsapp.BusinessNumber;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * The WhatsApp simulator and a desk for the tests of a service, without webhooks to ingest-service. Tells the service
 * {@code local.whatsapp.api} and {@code local.desk.url}; gives the simulators to fields marked with {@link Simulated}.
 */
public final class WhatsAppResource implements QuarkusTestResourceLifecycleManager {
    /** What the company sends with. */
    public static final String ACCESS_TOKEN = "test-access-token";
    /** What webhooks to the desk are signed with. */
    public static final String DESK_SECRET = "whsec_dGVzdC1kZXNrLXNlY3JldC0wMTIzNDU2Nzg5YWI=";
    /** The number that everything goes over. */
    public static final String NUMBER = "106540352242922";

    private static final String CHANNEL = "whatsapp-nl";

    private Simulators simulators;
    private DeskSimulator desk;

    /** A field that gets a simulator. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Simulated {
    }

    @Override
    public Map<String, String> start() {
        try {
            desk = new DeskSimulator(DESK_SECRET, URI.create("http://localhost/unused"), () -> "");
            simulators = Simulators.start(Map.of(CHANNEL, new WhatsApp(
                    new BusinessNumber("102", NUMBER, "31880000000", "test_app_secret", ACCESS_TOKEN, null))), 0, desk::addTo);
            var address = "http://localhost:" + simulators.port();
            return Map.of("local.whatsapp.api", address + "/v23.0", "local.desk.url", address + "/desk/webhook",
                    "local.desk.silent-url", address + DeskSimulator.SILENT);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(simulators.of(CHANNEL),
                new TestInjector.AnnotatedAndMatchesType(Simulated.class, ProviderSimulator.class));
        injector.injectIntoFields(desk, new TestInjector.AnnotatedAndMatchesType(Simulated.class, DeskSimulator.class));
    }

    @Override
    public void stop() {
        if (simulators != null) {
            simulators.close();
        }
    }
}
