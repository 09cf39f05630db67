package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.provider.telegram.Telegram;
import eu.onrecord.ingest.provider.twilio.Twilio;
import eu.onrecord.ingest.provider.vonage.Vonage;
import eu.onrecord.ingest.provider.whatsapp.Dialog360;
import eu.onrecord.ingest.provider.whatsapp.WhatsApp;

/** The providers as they are, without a container. */
public final class TestProviders {
    public static final ThreadKey THREAD_KEY = new ThreadKey("thread-key-for-tests-0123456789ab".getBytes(UTF_8));

    private TestProviders() {
    }

    /** Empty if there is none of this name. */
    public static Optional<Provider> find(String name) {
        return Stream.of(new WhatsApp(THREAD_KEY), new Dialog360(THREAD_KEY), new Twilio(THREAD_KEY), new Vonage(THREAD_KEY),
                new Telegram(THREAD_KEY)).filter(provider -> provider.name().equals(name)).map(Provider.class::cast)
                .findFirst();
    }
}
