package eu.onrecord.archive.ledger;

import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.VerifierKey;

/**
 * A key that signed before the one of now does. It counts for the heads that it signed while it was in use: a key may be given
 * up because it was stolen.
 *
 * @param largest how many leaves the last head had that it was to sign
 */
record FormerKey(VerifierKey key, long largest) {
    private static final char SIZE = '@';

    /**
     * @param text the verifier key, an @, and the number of leaves
     * @throws Malformed if it is none
     */
    static FormerKey of(String text) {
        // base64 has no @, and a name may have one
        var end = text.lastIndexOf(SIZE);
        if (end < 0 || !text.substring(end + 1).matches("0|[1-9][0-9]{0,17}")) {
            throw new Malformed("a former key is a verifier key, an @, and how many leaves its last head had");
        }
        return new FormerKey(VerifierKey.of(text.substring(0, end)), Long.parseLong(text.substring(end + 1)));
    }
}
