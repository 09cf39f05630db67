package eu.onrecord.ingest.provider;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;

/**
 * The button that Meta puts under marketing templates for whoever wants no more of them, whichever provider hands it on. Its
 * title is fixed by Meta in each language; what a sender has it carry along is not.
 */
public final class OptOutButton {
    /** Without accents, in the languages of which they are known. */
    private static final Set<String> TITLES = Set.of("stop promotions", "stop promoties", "promoties stoppen",
            "promotions stoppen", "stop promo's", "stop promotie", "arreter les promotions", "arreter les promos",
            "stopper les promotions", "interrompre les promotions", "werbung stoppen", "werbeaktionen beenden",
            "werbeaktionen stoppen", "angebote stoppen", "detener promociones", "cancelar promociones", "parar promociones",
            "parar promocoes", "interromper promocoes", "interrompi promozioni", "blocca promozioni", "cancelar promocoes",
            "stop promos", "stop promozioni", "interrompi le promozioni", "stop marketing", "zatrzymaj promocje",
            "promosyonlar\u0131 durdur", "dejar de recibir promociones");

    /** Buttons have twenty-five characters. */
    private static final int LONGEST = 100;
    private static final Pattern BESIDE_WORDS = Pattern.compile("[\\p{Cf}\\p{M}\\p{So}\\p{Sk}.!]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}]+");

    private OptOutButton() {
    }

    /**
     * What the customer wishes who pressed a button.
     *
     * @param title of the button
     * @return empty if it is another button
     */
    public static Optional<Preference> wish(String title) {
        return title != null && title.length() <= LONGEST && TITLES.contains(plain(title))
                ? Optional.of(new Preference("button", title, Wish.STOP, Scope.MARKETING, Source.BUTTON, List.of()))
                : Optional.empty();
    }

    private static String plain(String title) {
        var words = BESIDE_WORDS.matcher(Normalizer.normalize(title, Normalizer.Form.NFD)).replaceAll("");
        return BETWEEN_WORDS.matcher(words).replaceAll(" ").strip().toLowerCase(Locale.ROOT).replaceAll("[\u2019\u02bc]", "'");
    }
}
