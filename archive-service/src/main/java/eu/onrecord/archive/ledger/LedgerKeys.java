package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Optional;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** Signs this ledger's heads, and knows those again that it signed, with its key or a former one. */
public final class LedgerKeys {
    private final SigningKey key;
    private final List<VerifierKey> former;

    /** @param former of keys that signed before this one did */
    public LedgerKeys(SigningKey key, List<VerifierKey> former) {
        this.key = key;
        this.former = List.copyOf(former);
    }

    Note sign(long size, Hash root) {
        return key.sign(new Checkpoint(key.verifier().name(), size, root));
    }

    /** By which others know this ledger's heads. */
    VerifierKey verifier() {
        return key.verifier();
    }

    /** By which others know the heads of before. */
    List<VerifierKey> former() {
        return former;
    }

    /** The head of a note that this ledger signed; empty of any other, however it came about. */
    Optional<Checkpoint> open(byte[] bytes) {
        try {
            return open(Note.of(bytes));
        } catch (Malformed isNone) {
            return Optional.empty();
        }
    }

    private Optional<Checkpoint> open(Note note) {
        var head = Checkpoint.of(note);
        var isOurs = key.verifier().signed(note) | former.stream().filter(it -> it.signed(note)).count() > 0;
        return Optional.of(head).filter(it -> isOurs && it.origin().equals(key.verifier().name()));
    }
}
