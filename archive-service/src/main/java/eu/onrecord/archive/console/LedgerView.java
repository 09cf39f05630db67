package eu.onrecord.archive.console;

import java.util.List;

import eu.onrecord.archive.ledger.Ledger;
import eu.onrecord.tlog.Note;

/**
 * What the ledger shows to everybody.
 *
 * @param head the newest signed one; null before the first
 * @param key by which heads are known
 * @param policy whose heads are to be believed, and which witnesses have to have seen them
 */
public record LedgerView(Ledger.Head head, String key, String policy) {

    /** Who signed the head beside the ledger itself. */
    public List<String> witnesses() {
        var own = key.substring(0, key.indexOf('+'));
        return head.note().signatures().stream().map(Note.Line::name).filter(name -> !name.equals(own)).distinct().toList();
    }
}
