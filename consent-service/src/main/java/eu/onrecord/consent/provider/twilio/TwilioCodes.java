package eu.onrecord.consent.provider.twilio;

import static java.util.Map.entry;

import java.util.Map;

import eu.onrecord.consent.channel.Remedy;

/** Twilio's error codes, in answers and in status callbacks alike. */
final class TwilioCodes {
    private static final Map<String, Remedy> REMEDIES = Map.ofEntries(entry("20429", Remedy.BACK_OFF),
            entry("14107", Remedy.BACK_OFF), entry("21611", Remedy.BACK_OFF), entry("30001", Remedy.BACK_OFF),
            entry("30022", Remedy.BACK_OFF), entry("63012", Remedy.BACK_OFF), entry("63017", Remedy.BACK_OFF),
            entry("63018", Remedy.BACK_OFF), entry("63032", Remedy.NOT_TODAY), entry("63038", Remedy.NOT_TODAY),
            entry("63049", Remedy.NOT_TODAY), entry("21211", Remedy.UNREACHABLE), entry("21612", Remedy.UNREACHABLE),
            entry("21614", Remedy.UNREACHABLE), entry("21635", Remedy.UNREACHABLE), entry("30003", Remedy.UNREACHABLE),
            entry("30005", Remedy.UNREACHABLE), entry("30006", Remedy.UNREACHABLE), entry("63003", Remedy.UNREACHABLE),
            entry("63024", Remedy.UNREACHABLE), entry("63016", Remedy.NEEDS_TEMPLATE),
            // the customer replied STOP, and Twilio has blocked us already
            entry("21610", Remedy.OPT_OUT_OF_ALL), entry("20003", Remedy.CALL_OPERATOR),
            entry("20005", Remedy.CALL_OPERATOR), entry("20006", Remedy.CALL_OPERATOR), entry("10001", Remedy.CALL_OPERATOR),
            entry("30002", Remedy.CALL_OPERATOR), entry("63001", Remedy.CALL_OPERATOR), entry("63007", Remedy.CALL_OPERATOR),
            entry("63008", Remedy.CALL_OPERATOR));

    private TwilioCodes() {
    }

    /** A code that is not known is final. */
    static Remedy remedy(String code) {
        return REMEDIES.getOrDefault(code, Remedy.GIVE_UP);
    }
}
