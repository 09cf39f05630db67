package eu.onrecord.archive.media;

import java.io.IOException;

/** A file could not be had. */
final class FetchFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean last;

    private FetchFailure(String why, boolean last) {
        super(why);
        this.last = last;
    }

    static FetchFailure forNow(String why) {
        return new FetchFailure(why, false);
    }

    static FetchFailure forGood(String why) {
        return new FetchFailure(why, true);
    }

    /** Whether there is no use in trying again. */
    boolean isLast() {
        return last;
    }
}
