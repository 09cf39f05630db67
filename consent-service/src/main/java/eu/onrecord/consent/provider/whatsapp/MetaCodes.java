package eu.onrecord.consent.provider.whatsapp;

import static java.util.Map.entry;

import java.util.Map;

import eu.onrecord.consent.channel.Remedy;

/** Meta's error codes, in answers and in failed statuses alike. */
final class MetaCodes {
    private static final Map<String, Remedy> REMEDIES = Map.ofEntries(
            // throughput, and one customer too often
            entry("4", Remedy.BACK_OFF), entry("80007", Remedy.BACK_OFF), entry("80008", Remedy.BACK_OFF),
            entry("130429", Remedy.BACK_OFF), entry("131056", Remedy.BACK_OFF),
            // faults of theirs
            entry("1", Remedy.BACK_OFF), entry("2", Remedy.BACK_OFF), entry("131000", Remedy.BACK_OFF),
            entry("131016", Remedy.BACK_OFF), entry("131052", Remedy.BACK_OFF), entry("131057", Remedy.BACK_OFF),
            entry("133004", Remedy.BACK_OFF),
            // Meta chose not to deliver: at most so much marketing for each person, or an experiment
            entry("131049", Remedy.NOT_TODAY), entry("130472", Remedy.NOT_TODAY),
            entry("131026", Remedy.UNREACHABLE), entry("131062", Remedy.UNREACHABLE),
            entry("131047", Remedy.NEEDS_TEMPLATE), entry("131050", Remedy.OPT_OUT_OF_MARKETING),
            entry("137000", Remedy.SUSPEND), entry("131048", Remedy.STOP_BEGINNING),
            // token, permission, payment, account
            entry("0", Remedy.CALL_OPERATOR), entry("3", Remedy.CALL_OPERATOR), entry("10", Remedy.CALL_OPERATOR),
            entry("190", Remedy.CALL_OPERATOR), entry("368", Remedy.CALL_OPERATOR), entry("131005", Remedy.CALL_OPERATOR),
            entry("131031", Remedy.CALL_OPERATOR), entry("131042", Remedy.CALL_OPERATOR),
            entry("131045", Remedy.CALL_OPERATOR), entry("133010", Remedy.CALL_OPERATOR));

    private MetaCodes() {
    }

    /** A code that is not known is final: a message too many is worse than one too few. */
    static Remedy remedy(String code) {
        return REMEDIES.getOrDefault(code, Remedy.GIVE_UP);
    }
}
