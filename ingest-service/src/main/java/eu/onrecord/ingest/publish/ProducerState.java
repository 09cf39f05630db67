package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * What can be seen of a producer from outside, and what follows from it.
 *
 * @param knowsChat whether Kafka has told who leads the chat's topic
 * @param metadataAge since Kafka last told
 * @param failedLogins how often Kafka did not let it in since it last told
 * @param everAcknowledged whether Kafka ever acknowledged something of it
 * @param sinceFirstFailure since the first refusal after the last acknowledgement; empty if there was none
 * @param sinceLastFailure likewise, since the last refusal
 * @param someRefuse whether it was some partitions alone since, and there are others that have a leader: one without a leader,
 *        or under its least number of replicas, says nothing about the others, and no other producer would fare better
 * @param heardFor since it is told again who leads what, without a gap: what failed before tells nothing of now
 * @param unanswered for how long something has waited, and nothing at all was acknowledged or given up
 */
record ProducerState(boolean knowsChat, Duration metadataAge, long failedLogins, boolean everAcknowledged,
        Optional<Duration> sinceFirstFailure, Optional<Duration> sinceLastFailure, boolean someRefuse, Duration unanswered,
        Duration heardFor) {
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
        /** What it logs in with, or whom it trusts, was read when it was made, and may be another by now. */
        NOT_LET_IN("Kafka did not let it in"),
        /** Kafka answers, and acknowledges nothing. */
        ONLY_FAILS("everything that it sends fails"),
        /** It gives nothing up when its time is over: what would do so is gone. */
        DEAD("it gives up nothing any more"),
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
        if (failedLogins > 0 && !(knowsChat && isHeard(metadataAge))) {
            return Optional.of(Fault.NOT_LET_IN);
        }
        if (unanswered.compareTo(patience.plus(GIVING_UP)) > 0) {
            return Optional.of(Fault.DEAD);
        }
        return sinceFirstFailure.filter(failing -> !someRefuse).filter(failing -> failing.compareTo(LONGEST_FAILING) >= 0
                || failing.compareTo(patience) >= 0 && heardFor.compareTo(patience) >= 0
                        && metadataAge.compareTo(failing) < 0)
                .map(failing -> Fault.ONLY_FAILS);
    }

    /** Whether it may be that others hear of Kafka, and this one does not. */
    boolean mayBeDeaf() {
        return !isHeard(metadataAge);
    }

    /** Whether it asked, and was not told when it should have been. */
    static boolean isGap(Duration metadataAge) {
        return metadataAge.compareTo(ProducerSettings.METADATA_AGE.multipliedBy(2)) >= 0;
    }

    /** Whether it was told lately who leads what. */
    static boolean isHeard(Duration metadataAge) {
        return metadataAge.compareTo(NOBODY_ANSWERS) < 0;
    }

    /**
     * Whether what is sent now can be expected to be acknowledged: Kafka was heard lately, and since anything failed.
     *
     * @param patience how long Kafka may take to acknowledge
     */
    boolean isReady(Duration patience) {
        return fault(patience).isEmpty() && hearsAndSends();
    }

    private boolean hearsAndSends() {
        return knowsChat && isHeard(metadataAge)
                && (someRefuse || sinceFirstFailure.filter(failing -> failing.compareTo(MOMENT) >= 0).isEmpty()
                        || sinceLastFailure.filter(failed -> failed.compareTo(metadataAge) <= 0).isEmpty());
    }
}
