package eu.onrecord.archive.media;

import java.time.Duration;

/**
 * Why a file was not had. Neither tells an address, nor what a provider wrote: both may name somebody.
 */
final class FetchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isOurs;
    private final transient Duration pause;

    private FetchFailure(String why, boolean isOurs, Duration pause) {
        super(why, null, false, false);
        this.isOurs = isOurs;
        this.pause = pause;
    }

    /** It may be had later. */
    static FetchFailure later(String why) {
        return new FetchFailure(why, false, null);
    }

    /** It may be had later, and the provider says when. */
    static FetchFailure later(String why, Duration pause) {
        return new FetchFailure(why, false, pause);
    }

    /** It cannot be had before somebody of ours changes something. */
    static FetchFailure parked(String why) {
        return new FetchFailure(why, true, null);
    }

    /** Whether waiting alone does not help. */
    boolean isParked() {
        return isOurs;
    }

    /** How long to wait at least; null where nobody says. */
    Duration pause() {
        return pause;
    }
}
