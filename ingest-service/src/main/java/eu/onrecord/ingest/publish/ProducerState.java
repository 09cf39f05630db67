package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * What can be seen of a producer from outside, and what follows from it.
 *
 * @param knowsChat whether Kafka has told who leads the chat's topic
 * @param metadataAge since Kafka last told
 * @param isElsewhere whether another cluster answers than the one that gave it its id
 * @param isFatal whether it said itself that it can never send again
 * @param failedLogins how often Kafka did not let it in
 * @param everAcknowledged whether Kafka ever acknowledged something of it
 * @param sinceFirstFailure since the first refusal after the last acknowledgement; empty if there was none
 * @param sinceLastFailure likewise, since the last refusal
 * @param someRefuse whether it was some partitions alone since, and there are others that have a leader: one without a leader,
 *        or under its least number of replicas, says nothing about the others, and no other producer would fare better
 * @param unanswered for how long something has waited, and nothing at all was acknowledged or given up
 */
record ProducerState(boolean knowsChat, Duration metadataAge, boolean isElsewhere, boolean isFatal, long failedLogins,
        boolean everAcknowledged,
        Optional<Duration> sinceFirstFailure, Optional<Duration> sinceLastFailure, boolean someRefuse, Duration unanswered) {
    /** Three questions in a row without an answer. */
    private static final Duration NOBODY_ANSWERS = ProducerSettings.METADATA_AGE.multipliedBy(3);
    /** Whatever the reason may be that nobody thought of. */
    private static final Duration LONGEST_FAILING = Duration.ofMinutes(1);

    /** Where anything is sent, an acknowledgement comes within it, if any comes. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** To give up what was not acknowledged in time; a machine may stand still for a while. */
    private static final Duration GIVING_UP = Duration.ofSeconds(5);

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
        ONLY_FAILS("everything that it sends fails"),
        /** It gives nothing up when its time is over: what would do so is gone. */
        DEAD("it gives up nothing any more"),
        /** What it would be acknowledged may be left out: its id and its numbers are of another cluster, or another topic. */
        ELSEWHERE("another cluster, or another topic, is there now"),
        /** Kafka answers others, and this one hears nothing of it. */
        DEAF("Kafka answers others, and not it");

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
        if (isElsewhere) {
            return Optional.of(Fault.ELSEWHERE);
        }
        if (isFatal) {
            return Optional.of(Fault.FATAL);
        }
        if (failedLogins > 0 && !everAcknowledged) {
            return Optional.of(Fault.NOT_LET_IN);
        }
        if (unanswered.compareTo(patience.plus(GIVING_UP)) > 0) {
            return Optional.of(Fault.DEAD);
        }
        return sinceFirstFailure.filter(failing -> !someRefuse).filter(failing -> failing.compareTo(LONGEST_FAILING) >= 0
                || failing.compareTo(patience) >= 0 && metadataAge.compareTo(failing) < 0).map(failing -> Fault.ONLY_FAILS);
    }

    /** Whether it may be that others hear of Kafka, and this one does not. */
    boolean mayBeDeaf() {
        return metadataAge.compareTo(NOBODY_ANSWERS) >= 0;
    }

    /**
     * Whether what is sent now can be expected to be acknowledged: Kafka was heard lately, and since anything failed.
     *
     * @param patience how long Kafka may take to acknowledge
     */
    boolean isReady(Duration patience) {
        return fault(patience).isEmpty() && hearsAndSends();
    }

    /**
     * Whether one broker lets it in and another does not, as while a password is changed broker by broker: what Kafka tells, it
     * hears, and nothing failed yet.
     */
    boolean isLetInBySome(Duration patience) {
        return fault(patience).filter(Fault.NOT_LET_IN::equals).isPresent() && hearsAndSends();
    }

    private boolean hearsAndSends() {
        return knowsChat && metadataAge.compareTo(NOBODY_ANSWERS) < 0
                && (someRefuse || sinceFirstFailure.filter(failing -> failing.compareTo(MOMENT) >= 0).isEmpty()
                        || sinceLastFailure.filter(failed -> failed.compareTo(metadataAge) <= 0).isEmpty());
    }
}
