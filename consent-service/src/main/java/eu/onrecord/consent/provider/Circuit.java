package eu.onrecord.consent.provider;

import java.time.Duration;
import java.time.Instant;

import eu.onrecord.consent.channel.Remedy;

/**
 * Whether a channel's provider is asked at all. After a row of faults, or one that only an operator can mend, it is left alone
 * for a while; then one message tries. For one thread at a time.
 */
final class Circuit {
    private static final int FAULTS_IN_A_ROW = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    /** Meta's limit on spam lasts longer than any fault. */
    private static final Duration BEGIN_AGAIN_AFTER = Duration.ofHours(1);

    private int faults;
    private Duration pause = FIRST_PAUSE;
    private Instant closedUntil = Instant.MIN;
    private Instant beginNothingUntil = Instant.MIN;

    /** @param begins whether the message is a template, which begins something and answers nothing */
    synchronized boolean isOpen(boolean begins, Instant now) {
        return !now.isBefore(closedUntil) && (!begins || !now.isBefore(beginNothingUntil));
    }

    /** The provider took a message. */
    synchronized void worked() {
        faults = 0;
        pause = FIRST_PAUSE;
        closedUntil = Instant.MIN;
    }

    /** It did not. */
    synchronized void failed(Remedy remedy, Instant now) {
        switch (remedy) {
            case STOP_BEGINNING -> beginNothingUntil = now.plus(BEGIN_AGAIN_AFTER);
            case CALL_OPERATOR -> close(now);
            case BACK_OFF -> {
                faults++;
                if (faults >= FAULTS_IN_A_ROW) {
                    close(now);
                }
            }
            // the provider works: it is about this message or this customer
            case NOT_TODAY, GIVE_UP, UNREACHABLE, NEEDS_TEMPLATE, OPT_OUT_OF_MARKETING, OPT_OUT_OF_ALL, SUSPEND -> faults = 0;
        }
    }

    private void close(Instant now) {
        if (now.isBefore(closedUntil)) {
            return;
        }
        closedUntil = now.plus(pause);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
