package eu.onrecord.archive.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** The same head, signed with the key of now and with no former one; who has seen it has seen it. */
    Note signedAnew(Note head) {
        return new Note(head.text(), Stream.concat(Stream.of(key.line(head.text())),
                head.signatures().stream().filter(it -> !it.name().equals(key.verifier().name()))).toList());
    }

    /** By which others know this ledger's heads. */
    VerifierKey verifier() {
        return key.verifier();
    }

    /** By which others know the heads of before. */
    List<FormerKey> former() {
        return former;
    }

    /**
     * A head that was signed with a key of this ledger's.
     *
     * @param isBeyond whether with a former one, of more leaves than that was to sign
     * @param isOfNow whether with the one of now
     */
    record Signed(Checkpoint head, boolean isBeyond, boolean isOfNow) {

        /** Whether the key of now signed it, and more than any former one was to sign. */
        boolean goesOnFromFormer(LedgerKeys keys) {
            return isOfNow && head.size() > keys.largestOfFormer();
        }
    }

    /**
     * Those heads of the topic that count: once the present key has gone on from there, what a former one says is nobody's, for
     * it may be stolen.
     *
     * @param shown the head that is visible
     */
    Stream<Signed> counting(List<Signed> published, Optional<Checkpoint> shown) {
        var isGoneOn = isGoneOn(published, shown);
        return published.stream().filter(it -> !it.isBeyond() && (it.isOfNow() || !isGoneOn));
    }

    /** Whether the present key has signed more than any former one was to sign. */
    boolean isGoneOn(List<Signed> published, Optional<Checkpoint> shown) {
        return published.stream().anyMatch(it -> it.goesOnFromFormer(this))
                || shown.filter(it -> it.size() > largestOfFormer()).isPresent();
    }

    /** The head of a note that this ledger signed; empty of any other, however it came about. */
    Optional<Checkpoint> open(byte[] bytes) {
        return read(bytes).filter(it -> !it.isBeyond()).map(Signed::head);
    }

    /** As above, and those that a former key signed beyond what it was to sign. */
    Optional<Signed> read(byte[] bytes) {
        try {
            return read(Note.of(bytes));
        } catch (Malformed isNone) {
            return Optional.empty();
        }
    }

    private Optional<Signed> read(Note note) {
        var head = Checkpoint.of(note);
        var isOfNow = key.verifier().signed(note);
        var its = former.stream().filter(it -> it.key().signed(note)).toList();
        var isOurs = (isOfNow || !its.isEmpty()) && head.origin().equals(key.verifier().name());
        var isBeyond = !isOfNow && its.stream().noneMatch(it -> head.size() <= it.largest());
        return Optional.of(new Signed(head, isBeyond, isOfNow)).filter(it -> isOurs);
    }

    /** The most leaves that a former key was to sign; 0 where there is none. */
    long largestOfFormer() {
        return former.stream().mapToLong(FormerKey::largest).max().orElse(0);
    }

    /** Whether it says to be a head of this ledger's, by a key that is not known here: another pod may have the next one. */
    boolean isOfAnotherKey(byte[] bytes) {
        var name = key.verifier().name();
        try {
            var note = Note.of(bytes);
            return note.text().startsWith(name + "\n") && note.signatures().stream().filter(it -> it.name().equals(name))
                    .anyMatch(it -> Stream.concat(Stream.of(key.verifier()), former.stream().map(FormerKey::key))
                            .noneMatch(known -> it.text().contains(" " + known.hint())));
        } catch (Malformed isNone) {
            return false;
        }
    }

    /** Whether a head may be signed with the key of now: others need not be looked at to find those that are. */
    boolean mayBeOfNow(byte[] head) {
        return new String(head, UTF_8).contains(" " + key.verifier().name() + " " + key.verifier().hint());
    }

    /**
     * What stands beside a head in a log that others can write to: where it was to stand, so that nobody else makes it stand
     * anywhere else.
     *
     * @param log which one: another of the same name has other places
     */
    byte[] place(String log, long offset, byte[] head) {
        var text = placeText(log, offset, head);
        return new Note(text, List.of(key.line(text))).toString().getBytes(UTF_8);
    }

    /** Whether a head stands where the key put it that signed it: who has another, stolen, puts none anywhere. */
    boolean isPlace(byte[] place, String log, long offset, byte[] bytes, Signed head) {
        try {
            var note = Note.of(place);
            var itself = Note.of(bytes);
            return note.text().equals(placeText(log, offset, bytes)) && !head.isBeyond()
                    && (head.isOfNow() ? Stream.of(key.verifier())
                            : former.stream().filter(it -> head.head().size() <= it.largest()).map(FormerKey::key)
                                    .filter(it -> it.signed(itself)))
                            .anyMatch(it -> it.signed(note));
        } catch (Malformed isNone) {
            return false;
        }
    }

    /** No checkpoint of this ledger begins so. */
    private String placeText(String log, long offset, byte[] head) {
        return key.verifier().name() + "/place\n" + log + "\n" + offset + "\n" + Hash.ofLeaf(head).base64() + "\n";
    }
}
