package eu.onrecord.archive.oversight;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.archive.record.Opened;
import eu.onrecord.archive.record.Opened.Content;
import eu.onrecord.contract.act.Act;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An act, as it is told.
 *
 * @param record the record that it is
 * @param leafIndex its place in the ledger; absent for the moment before it has one
 * @param reader who did it, in a word that names nobody, to be given as {@code reader}; absent where it is not read
 * @param isOwn whether whoever asks did it
 * @param act what was done; absent where it is not read
 * @param notRead why it is not read: erased, key-lost, key-unusable, broken or not-understood; absent where it is
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActEntry(UUID record, Long leafIndex, Instant occurredAt, String reader, boolean isOwn, Act act,
        String notRead) {

    static ActEntry read(Opened opened, Act act, String reader, boolean isOwn) {
        return new ActEntry(opened.id(), opened.leafIndex(), opened.occurredAt(), reader, isOwn, act, null);
    }

    static ActEntry notRead(Opened opened) {
        return new ActEntry(opened.id(), opened.leafIndex(), opened.occurredAt(), null, false, null, why(opened.content()));
    }

    private static String why(Content content) {
        return content instanceof Content.Erased ? "erased"
                : content instanceof Content.KeyLost ? "key-lost"
                        : content instanceof Content.KeyUnusable ? "key-unusable"
                                : content instanceof Content.Broken ? "broken" : "not-understood";
    }

    @Override
    public String toString() {
        return "ActEntry[" + record + "]";
    }
}
