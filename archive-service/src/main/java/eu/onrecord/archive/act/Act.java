package eu.onrecord.archive.act;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something that somebody did with the archive.
 *
 * @param what did happen
 * @param who the person or program, as the identity provider names them
 * @param purpose why, as they stated it
 * @param conversation which; null for a search
 * @param at when
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Act(What what, String who, String purpose, UUID conversation, Instant at) {

    /** What can be done. */
    public enum What {
        SEARCHED("searched"),
        READ("read"),
        REFUSED("refused"),
        MEDIA_READ("media-read");

        private final String word;

        What(String word) {
            this.word = word;
        }

        String eventType() {
            return "eu.onrecord.archive." + word + ".v1";
        }
    }
}
