package eu.onrecord.ingest.provider;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;

/**
 * The button that Meta puts under marketing templates for whoever wants no more of them, whichever provider hands it on. Its
 * title is
 * fixed by Meta in each language; what a sender has it carry along is not.
 */
public final class OptOutButton {
    private static final Set<String> TITLES = Set.of("stop promotions", "stop promoties", "promoties stoppen",
            "promotions stoppen", "stop promo's", "stop promotie", "arrêter les promotions", "arrêter les promos",
            "stopper les promotions", "interrompre les promotions", "werbung stoppen", "werbeaktionen beenden",
            "werbeaktionen stoppen", "angebote stoppen", "detener promociones", "cancelar promociones", "parar promociones",
            "parar promoções", "interromper promoções", "interrompi promozioni", "blocca promozioni");

    private OptOutButton() {
    }

    /**
     * What the customer wishes who pressed a button.
     *
     * @param title of the button
     * @return empty if it is another button
     */
    public static Optional<Preference> wish(String title) {
        return title != null && TITLES.contains(plain(title))
                ? Optional.of(new Preference("button", title, Wish.STOP, Scope.MARKETING, Source.BUTTON, List.of()))
                : Optional.empty();
    }

    private static String plain(String title) {
        return Normalizer.normalize(title.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    }
}
