package eu.onrecord.consent.message.whatsapp;

import java.util.Set;

import eu.onrecord.consent.message.SendOutcome;

/** Meta's error codes, by what to do about them. Only the code is stable; texts change. */
final class ErrorCode {
    /**
     * Throughput (4, 80007, 130429), pair rate (131056), transient (1, 2, 131000, 131016, 131057), token (0, 10, 190: renewed
     * by
     * the operator).
     */
    private static final Set<Integer> NOT_NOW = Set.of(4, 80007, 130429, 131056, 1, 2, 131000, 131016, 131057, 0, 10, 190);

    private ErrorCode() {
    }

    static SendOutcome outcomeOf(int code) {
        return NOT_NOW.contains(code) ? new SendOutcome.NotNow(String.valueOf(code))
                : new SendOutcome.Refused(String.valueOf(code));
    }
}
