package eu.onrecord.local.witness;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

import eu.onrecord.tlog.AddCheckpoint;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Proofs;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** Signs a head only if it goes on from the last one of its log that was seen. */
final class Witnessing {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final SeenHeads heads;
    private final SigningKey key;
    private final List<VerifierKey> logs;
    private final Clock clock;

    Witnessing(SeenHeads heads, SigningKey key, List<VerifierKey> logs, Clock clock) {
        this.heads = heads;
        this.key = key;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    /** The last head that was seen of the log whose origin has this hash. */
    Answer seen(String hash) {
        return HASH.matcher(hash).matches() ? heads.read(hash).map(head -> Answer.of(head.toString())).orElse(Answer.of(404))
                : Answer.of(404);
    }

    /** Looking and keeping are one step: two heads at once would each be held to what was before both. */
    synchronized Answer add(byte[] body) {
        try {
            var asked = AddCheckpoint
                    .of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            return add(asked, Checkpoint.of(asked.checkpoint()));
        } catch (Malformed | CharacterCodingException isNone) {
            return Answer.of(400);
        }
    }

    private Answer add(AddCheckpoint asked, Checkpoint head) {
        var ofOrigin = logs.stream().filter(log -> log.name().equals(head.origin())).toList();
        if (ofOrigin.isEmpty()) {
            return Answer.of(404);
        }
        var verified = verified(asked.checkpoint(), ofOrigin);
        if (verified.isEmpty()) {
            return Answer.of(403);
        }
        if (asked.oldSize() > head.size()) {
            return Answer.of(400);
        }
        var last = heads.last(head.origin()).map(Checkpoint::of)
                .orElse(new Checkpoint(head.origin(), 0, Hash.ofNothing()));
        if (asked.oldSize() != last.size()) {
            return Answer.conflict(last.size());
        }
        return goesOnFrom(last, asked.proof(), head) ? sign(new Note(asked.checkpoint().text(), verified), head)
                : Answer.of(422);
    }

    private static boolean goesOnFrom(Checkpoint last, List<Hash> proof, Checkpoint head) {
        var isOfNothing = head.size() > 0 || head.root().equals(Hash.ofNothing());
        return isOfNothing && Proofs.extendsTree(last.size(), last.root(), head.size(), head.root(), proof);
    }

    private Answer sign(Note head, Checkpoint checkpoint) {
        var line = key.cosign(head.text(), clock.instant());
        heads.keep(checkpoint.origin(), head.with(List.of(line)));
        return Answer.of(line.text() + "\n");
    }

    /** The lines of known keys alone: what else somebody put there is neither kept nor shown. */
    private static List<Note.Line> verified(Note head, List<VerifierKey> logs) {
        try {
            // each line of a known key has to be its signature, also where another's is
            return logs.stream().flatMap(log -> log.line(head).stream()).toList();
        } catch (Malformed isNot) {
            return List.of();
        }
    }
}
