package eu.onrecord.tlog;

import java.nio.charset.StandardCharsets;

/** What a witness signs (https://c2sp.org/tlog-cosignature): that at a time it saw this head, and no larger one. */
final class Cosignature {
    private Cosignature() {
    }

    /** @param time seconds since 1970 */
    static byte[] message(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
