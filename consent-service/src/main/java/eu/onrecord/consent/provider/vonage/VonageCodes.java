package eu.onrecord.consent.provider.vonage;

import java.util.Set;

import eu.onrecord.consent.channel.Remedy;

/** Vonage's codes in statuses. Answers to requests number their errors otherwise, so there the status and title count. */
final class VonageCodes {
    private static final Set<String> PASSING = Set.of("1000", "1030", "1100", "1180", "1220", "1230", "1241");
    private static final Set<String> NOBODY_THERE = Set.of("1040", "1050", "1170", "1190", "1200", "1250", "1260", "1270",
            "1280", "1290", "1300", "1310", "1330");
    private static final Set<String> ACCOUNT = Set.of("1060", "1070", "1080", "1110", "1120", "1140", "1160", "1350", "1370");

    private VonageCodes() {
    }

    /** A code that is not known is final. */
    static Remedy remedy(String code) {
        if (PASSING.contains(code)) {
            return Remedy.BACK_OFF;
        }
        if (NOBODY_THERE.contains(code)) {
            return Remedy.UNREACHABLE;
        }
        if (ACCOUNT.contains(code)) {
            return Remedy.CALL_OPERATOR;
        }
        return switch (code) {
            case "1240" -> Remedy.OPT_OUT_OF_ALL;
            case "1340" -> Remedy.NEEDS_TEMPLATE;
            default -> Remedy.GIVE_UP;
        };
    }
}
