package eu.onrecord.local.load;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import eu.onrecord.local.keycloak.SignedTokens;
import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SignedWebhook;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Written;
import eu.onrecord.local.telegram.Telegram;
import eu.onrecord.local.twilio.Twilio;
import eu.onrecord.local.vonage.Vonage;
import eu.onrecord.local.whatsapp.BusinessNumber;
import eu.onrecord.local.whatsapp.WhatsApp;

/** Webhooks of one provider's, signed as it signs them, each of another customer and with its own message ids. */
final class Traffic {
    private static final int HOW_MANY = 4000;
    /** Together with what WhatsApp puts around it: 1 KB. */
    private static final String TEXT = "Goedemorgen, klopt mijn factuur? ".repeat(18).substring(0, 560);
    private static final int STATUSES_A_MESSAGE = 3;
    private static final int BATCH = 50;
    /** One webhook in so many is a batch. */
    private static final int BATCH_EVERY = 20;

    private final Dialect provider;

    private Traffic(Dialect provider) {
        this.provider = provider;
    }

    /** Over a channel of {@link IngestSettings}. */
    static Traffic of(String channel) {
        var to = URI.create("http://localhost/webhooks/" + channel);
        var secret = IngestSettings.APP_SECRET;
        var number = new BusinessNumber("102290129340398", IngestSettings.NUMBER, "31880000000", secret, "none", to);
        return new Traffic(switch (channel) {
            case IngestSettings.CHANNEL -> new WhatsApp(number);
            case "360dialog" -> new WhatsApp(number, WhatsApp.Road.DIALOG_360);
            case "twilio" -> new Twilio(new Twilio.Account("AC" + "0".repeat(32), secret, IngestSettings.NUMBER,
                    URI.create("https://files.example"), URI.create(IngestSettings.PUBLIC_URL), to));
            case "vonage" ->
                new Vonage(new Vonage.Application("bench", secret, SignedTokens.create().privateKey(), IngestSettings.NUMBER,
                        URI.create("https://files.example"), to));
            case "telegram" -> new Telegram(new Telegram.Bot("none", secret, to));
            default -> throw new IllegalArgumentException(channel);
        });
    }

    /** One message each. */
    List<SignedWebhook> messages() {
        return IntStream.range(0, HOW_MANY).mapToObj(number -> messages(number, 1)).toList();
    }

    /** As in production: three statuses to a message, and each twentieth of the webhooks has fifty messages. */
    List<SignedWebhook> mix() {
        var webhooks = new ArrayList<SignedWebhook>();
        for (var number = 0; number < HOW_MANY; number++) {
            webhooks.add(number % BATCH_EVERY == 0 ? messages(number, BATCH)
                    : number % (STATUSES_A_MESSAGE + 1) == 1 ? messages(number, 1) : status(number));
        }
        return webhooks;
    }

    /** How many events there are in the mix for each webhook. */
    static double eventsInTheMix() {
        return 1 + (BATCH - 1.0) / BATCH_EVERY;
    }

    private SignedWebhook messages(int number, int count) {
        var customer = customer(number);
        var written = IntStream.range(0, count)
                .mapToObj(ignored -> new Written(provider.newMessageId(customer), Instant.now(), TEXT, null)).toList();
        return provider.messages(customer, written).get(0);
    }

    private SignedWebhook status(int number) {
        var customer = customer(number);
        var sent = new SentMessage(provider.newMessageId(customer), customer.phone(), TEXT, null);
        return provider.status(sent, customer, List.of("sent", "delivered", "read").get(number % STATUSES_A_MESSAGE),
                Instant.now()).orElseThrow();
    }

    private static SimulatedCustomer customer(int number) {
        var phone = "3161%07d".formatted(number);
        return new SimulatedCustomer(phone, phone, "Sanne de Vries");
    }
}
