package eu.onrecord.archive.media;

import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * How many large files come at once: each holds memory, most of all where a bucket wants its parts. The others come again a
 * little later: waiting, they would hold the places of small ones.
 */
@ApplicationScoped
class LargeFiles {
    /** Of these one is large: what is smaller is held as a whole. */
    static final int FROM = 1024 * 1024;

    private final Semaphore places;

    @Inject
    LargeFiles(MediaStoreConfig config) {
        this(config.largeAtOnce());
    }

    LargeFiles(int places) {
        this.places = new Semaphore(places);
    }

    /** @return whether a place was free: then it is had until {@link #leave} */
    boolean enter() {
        return places.tryAcquire();
    }

    /** Gives it back. */
    void leave() {
        places.release();
    }

    /** Whether no place is free now. */
    boolean areFull() {
        return places.availablePermits() == 0;
    }
}
