package eu.onrecord.archive.oversight;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Acts of one legal entity.
 *
 * @param acts in the order in which they were done
 * @param lookedUntil up to which time all that were asked for are told
 * @param next where it goes on, to be given as {@code after}; absent at the end. There may be none on a page, and more behind
 *        it
 * @param isOwnAlone whether whoever asks may see their own alone
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActList(String legalEntity, List<ActEntry> acts, Instant lookedUntil, String next, boolean isOwnAlone) {
    @Override
    public String toString() {
        return "ActList[" + acts.size() + "]";
    }
}
