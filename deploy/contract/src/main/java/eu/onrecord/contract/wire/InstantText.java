package eu.onrecord.contract.wire;

import java.time.Instant;

/**
 * Writes times as RFC 3339 does. The same time stands in several places of an event, and writing one is among the dearest
 * parts of writing it: so the last is remembered.
 */
final class InstantText {
    private static final ThreadLocal<InstantText> LAST = ThreadLocal.withInitial(InstantText::new);

    private Instant instant;
    private String text;

    private InstantText() {
    }

    static String of(Instant instant) {
        var last = LAST.get();
        if (!instant.equals(last.instant)) {
            last.text = instant.toString();
            last.instant = instant;
        }
        return last.text;
    }
}
