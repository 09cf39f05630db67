package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * What can be seen of a producer from outside, and what follows from it.
 *
 * @param knowsChat whether Kafka has told who leads the chat's topic
 * @param metadataAge since Kafka last told
 * @param isFatal whether it said itself that it can never send again
 * @param failedLogins how often Kafka did not let it in
 * @param everAcknowledged whether Kafka ever acknowledged something of it
 * @param sinceFirstFailure since the first refusal after the last acknowledgement; empty if there was none
 * @param sinceLastFailure likewise, since the last refusal
 * @param oneRefuses whether it was the same partition each time since: one without a leader, or under its least number of
 *        replicas, says nothing about the others, and no other producer would fare better
 */
record ProducerState(boolean knowsChat, Duration metadataAge, boolean isFatal, long failedLogins, boolean everAcknowledged,
        Optional<Duration> sinceFirstFailure, Optional<Duration> sinceLastFailure, boolean oneRefuses) {
    /** Three questions in a row without an answer. */
    private static final Duration NOBODY_ANSWERS = ProducerSettings.METADATA_AGE.multipliedBy(3);
    /** Whatever the reason may be that nobody thought of. */
    private static final Duration LONGEST_FAILING = Duration.ofMinutes(1);

    /** Where anything is sent, an acknowledgement comes within it, if any comes. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** Why nothing can be expected of it but that another one would do better. */
    enum Fault {
        /** It was fenced, or lost the order of what it sent: Kafka's producers say that themselves. */
        FATAL("it can never send again"),
        /**
         * Kafka did not let it in at first. An idempotent producer whose first request for an id met that never sends, though
         * all else works again (KAFKA-20237).
         */
        NOT_LET_IN("Kafka did not let it in"),
        /** Kafka answers, and acknowledges nothing. */
        ONLY_FAILS("everything that it sends fails");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** @param patience how long Kafka may take to acknowledge */
    Optional<Fault> fault(Duration patience) {
        if (isFatal) {
            return Optional.of(Fault.FATAL);
        }
        if (failedLogins > 0 && !everAcknowledged) {
            return Optional.of(Fault.NOT_LET_IN);
        }
        return sinceFirstFailure.filter(failing -> !oneRefuses).filter(failing -> failing.compareTo(LONGEST_FAILING) >= 0
                || failing.compareTo(patience) >= 0 && metadataAge.compareTo(failing) < 0).map(failing -> Fault.ONLY_FAILS);
    }

    /**
     * Whether what is sent now can be expected to be acknowledged: Kafka was heard lately, and since anything failed.
     *
     * @param patience how long Kafka may take to acknowledge
     */
    boolean isReady(Duration patience) {
        return knowsChat && fault(patience).isEmpty() && metadataAge.compareTo(NOBODY_ANSWERS) < 0
                && (oneRefuses || sinceFirstFailure.filter(failing -> failing.compareTo(MOMENT) >= 0).isEmpty()
                        || sinceLastFailure.filter(failed -> failed.compareTo(metadataAge) <= 0).isEmpty());
    }
}
