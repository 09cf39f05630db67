package eu.onrecord.ingest.provider.whatsapp;

import java.util.Locale;
import java.util.Set;

import eu.onrecord.contract.chat.Message;

/**
 * The button that Meta puts under marketing templates for whoever wants no more of them. Its title is fixed by Meta in each
 * language, and its payload is the same.
 */
final class OptOutButton {
    private static final Set<String> TITLES = Set.of("stop promotions", "stop promoties", "promoties stoppen",
            "arrêter les promotions", "arrêter les promos", "stopper les promotions", "werbung stoppen",
            "werbeaktionen beenden",
            "angebote stoppen", "detener promociones", "parar promoções", "interrompi promozioni");

    private OptOutButton() {
    }

    static boolean isIt(Message message) {
        return message.type().equals("button") && says(message.text())
                && (message.payload() == null || says(message.payload()));
    }

    private static boolean says(String text) {
        return text != null && TITLES.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
