package eu.onrecord.consent.provider;

import eu.onrecord.consent.provider.twilio.TwilioCodes;
import eu.onrecord.consent.provider.vonage.VonageCodes;
import eu.onrecord.consent.provider.whatsapp.MetaCodes;

/** The error codes of all providers. Only codes are stable; texts change. */
public final class Remedies {
    private Remedies() {
    }

    /**
     * What to do about the code that a status tells.
     *
     * @param provider the provider's name
     */
    public static Remedy of(String provider, String code) {
        return switch (provider) {
            case "whatsapp", "360dialog" -> MetaCodes.remedy(code);
            case "twilio" -> TwilioCodes.remedy(code);
            case "vonage" -> VonageCodes.remedy(code);
            default -> Remedy.GIVE_UP;
        };
    }
}
