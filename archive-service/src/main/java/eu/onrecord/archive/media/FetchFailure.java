package eu.onrecord.archive.media;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a file was not had. Neither tells an address, nor what a provider wrote: both may name somebody.
 */
final class FetchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String BUSY = "many-large-files";
    private static final String KEY_CHANGED = "key-changed";

    /** What waiting alone does not mend: somebody of ours has to. */
    enum Reason {
        TOKEN_REFUSED(false),
        TOO_LARGE(false),
        LENGTH_NOT_TOLD(false),
        /** It was packed on its way, though nobody asked for that: what is kept are the bytes that the provider hashed. */
        ENCODED(false),
        NO_ADDRESS(true),
        HOST_NOT_ALLOWED(true),
        /** Of the API that the settings name. */
        HOST_UNKNOWN(true),
        ADDRESS_NOT_PUBLIC(true),
        MESSAGE_NOT_READABLE(true),
        /** The settings name it no more: nobody knows whom to ask. */
        CHANNEL_NOT_CONFIGURED(true),
        STORE_AWAY(true),
        /** Something of ours that nobody foresaw: the database, or a mistake. */
        FAULT(true);

        private final boolean isBeforeAsking;

        Reason(boolean isBeforeAsking) {
            this.isBeforeAsking = isBeforeAsking;
        }

        static Optional<Reason> of(String word) {
            return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
        }

        /** Whether the provider is not asked as long as it is so: whatever comes of asking, it is so no more. */
        boolean isBeforeAsking() {
            return isBeforeAsking;
        }

        /** Whether it is mended when the provider begins to give a file: else only the end tells. */
        boolean isMendedByGiving() {
            return !isOfWhatComes() && this != STORE_AWAY && this != FAULT && this != MESSAGE_NOT_READABLE;
        }

        /** Whether it is what the provider gives that is not taken. */
        boolean isOfWhatComes() {
            return this == TOO_LARGE || this == LENGTH_NOT_TOLD || this == ENCODED;
        }

        /** As it is read. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who it is, who stands between, and that it came too early, too late or too often. */
    private static final Set<Integer> ABOUT_WHO_ASKS = Set.of(401, 407, 408, 425, 429);

    private final boolean isOurs;
    private final boolean isAnswer;
    private final transient Duration pause;

    private FetchFailure(String why, boolean isOurs, boolean isAnswer, Duration pause) {
        super(why, null, false, false);
        this.isOurs = isOurs;
        this.isAnswer = isAnswer;
        this.pause = pause;
    }

    /** It may be had later. */
    static FetchFailure later(String why) {
        return new FetchFailure(why, false, false, null);
    }

    /**
     * The provider's answer is another than the file.
     *
     * @param status of the fours most are about this file; all others are about the provider, or somebody between
     * @param pause how long it wants to be left alone; null where it says nothing
     */
    static FetchFailure answered(int status, Duration pause) {
        return new FetchFailure("http-" + status, false, status >= 400 && status < 500 && !ABOUT_WHO_ASKS.contains(status),
                pause);
    }

    /** It is large, and too many large ones come just now. */
    static FetchFailure busy() {
        return new FetchFailure(BUSY, false, false, null);
    }

    /** What came was sealed under a key that was given up meanwhile. */
    static FetchFailure keyChanged() {
        return new FetchFailure(KEY_CHANGED, false, false, Duration.ZERO);
    }

    /** Whether the provider has no part in it: it says nothing of whether the file can be had, however often it is so. */
    boolean isTurnedAway() {
        return BUSY.equals(getMessage()) || KEY_CHANGED.equals(getMessage());
    }

    /** It cannot be had before somebody of ours changes something. */
    static FetchFailure parked(Reason reason) {
        return new FetchFailure(reason.word(), true, false, null);
    }

    /** Whether waiting alone does not help. */
    boolean isParked() {
        return isOurs;
    }

    /** Whether the provider spoke about this very file: then nothing of ours keeps it away. */
    boolean isAnswer() {
        return isAnswer;
    }

    /** How long to wait at least; null where nobody says. */
    Duration pause() {
        return pause;
    }
}
