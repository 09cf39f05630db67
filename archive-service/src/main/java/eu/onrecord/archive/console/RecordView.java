package eu.onrecord.archive.console;

import eu.onrecord.archive.ledger.RecordProofs.Proven;

/**
 * A record's place in the ledger.
 *
 * @param isWhole whether what is kept of it can be opened, and is what was recorded
 * @param purpose for which the conversation is read from which somebody came
 * @param key by which the ledger's heads are known
 */
public record RecordView(Proven proven, boolean isWhole, String purpose, String key) {

    /** Where the proof is taken from. */
    public String proof() {
        return "/console/records/" + proven.record() + "/proof";
    }
}
