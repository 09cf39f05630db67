package eu.onrecord.contract.act;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A deed of a person or a job. It holds ids and words, and nothing that a customer said or is called.
 *
 * @param who did it
 * @param what was done
 * @param purpose why, a word such as {@code complaint}; absent where none is asked for
 * @param legalEntity whose customers it concerns
 * @param ids the random ids of what it was done to
 * @param counts how much of what
 * @param outcome what came of it
 * @param at when
 * @param criteria by what was searched, in words such as {@code customer} or {@code from 2026-03-01T00:00:00Z}; never who
 * @param particulars the id of the event that says who was searched for, kept under that customer's key
 */
@RegisterForReflection
public record Act(Actor who, Deed what, String purpose, String legalEntity,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ids,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Count> counts, Outcome outcome, Instant at,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> criteria, String particulars) {

    public Act {
        requireNonNull(who, "who");
        requireNonNull(what, "what");
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
        ids = ids == null ? List.of() : List.copyOf(ids);
        counts = counts == null ? List.of() : List.copyOf(counts);
        criteria = criteria == null ? List.of() : List.copyOf(criteria);
    }

    /** An act that is no search. */
    public Act(Actor who, Deed what, String purpose, String legalEntity, List<String> ids, List<Count> counts, Outcome outcome,
            Instant at) {
        this(who, what, purpose, legalEntity, ids, counts, outcome, at, List.of(), null);
    }

    /**
     * Who did it. A name may change and be somebody else's later; issuer and subject together are one person for ever (OpenID
     * Connect Core 1.0, section 5.7).
     *
     * @param iss who vouches for them
     * @param sub their id there; the job's name where no person did it
     * @param client the application they did it with
     */
    @RegisterForReflection
    public record Actor(String iss, String sub, String client) {
        public Actor {
            requireNonNull(iss, "iss");
            requireNonNull(sub, "sub");
        }
    }

    /**
     * How much of something.
     *
     * @param of what, such as {@code records}
     */
    @RegisterForReflection
    public record Count(String of, long number) {
        public Count {
            requireNonNull(of, "of");
        }
    }

    /** What was done. */
    @RegisterForReflection
    public enum Deed {
        @JsonProperty("searched")
        SEARCHED("searched"),
        @JsonProperty("read")
        READ("read"),
        @JsonProperty("file-read")
        FILE_READ("file-read"),
        @JsonProperty("exported")
        EXPORTED("exported"),
        /** What the desk missed was fetched. */
        @JsonProperty("caught-up")
        CAUGHT_UP("caught-up"),
        /** Something that was put aside was taken in again. */
        @JsonProperty("replayed")
        REPLAYED("replayed"),
        @JsonProperty("proposed")
        PROPOSED("proposed"),
        @JsonProperty("approved")
        APPROVED("approved"),
        @JsonProperty("destroyed")
        DESTROYED("destroyed");

        private final String word;

        Deed(String word) {
            this.word = word;
        }

        /** The word in the act. */
        public String word() {
            return word;
        }

        /** The CloudEvents type of an act of this kind. */
        public String eventType() {
            return "eu.onrecord.act." + word + ".v1";
        }
    }

    /** What came of it. */
    @RegisterForReflection
    public enum Outcome {
        @JsonProperty("done")
        DONE,
        /** They may not. */
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("failed")
        FAILED
    }
}
