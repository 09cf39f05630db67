package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** Signs this ledger's heads, and knows those again that it signed, with its key or a former one. */
public final class LedgerKeys {
    private final SigningKey key;
    private final List<FormerKey> former;

    /**
     * @param former that signed before this one did
     * @throws IllegalArgumentException if one is there twice
     */
    LedgerKeys(SigningKey key, List<FormerKey> former) {
        var all = Stream.concat(Stream.of(key.verifier()), former.stream().map(FormerKey::key)).map(VerifierKey::toString)
                .toList();
        if (Set.copyOf(all).size() < all.size()) {
            throw new IllegalArgumentException("onrecord.ledger.former-keys has a key twice, or the one that signs now");
        }
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
    List<FormerKey> former() {
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
        var isOurs = key.verifier().signed(note) | former.stream()
                .filter(it -> head.size() <= it.largest() && it.key().signed(note)).count() > 0;
        return Optional.of(head).filter(it -> isOurs && it.origin().equals(key.verifier().name()));
    }
}
