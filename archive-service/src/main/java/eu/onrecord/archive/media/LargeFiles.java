package eu.onrecord.archive.media;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Of the places, so that one channel's slow provider leaves some. */
    private static final int SHARE = 2;

    private final Semaphore places;
    private final int ofOneChannel;
    private final Map<String, Semaphore> channels = new ConcurrentHashMap<>();

    @Inject
    LargeFiles(MediaStoreConfig config) {
        this(config.largeAtOnce());
    }

    LargeFiles(int places) {
        this.places = new Semaphore(places);
        ofOneChannel = Math.max(1, places / SHARE);
    }

    /** @return whether a place was free for this channel: then it is had until {@link #leave} */
    boolean enter(String channel) {
        if (!of(channel).tryAcquire()) {
            return false;
        }
        if (places.tryAcquire()) {
            return true;
        }
        of(channel).release();
        return false;
    }

    /** Gives it back. */
    void leave(String channel) {
        places.release();
        of(channel).release();
    }

    /** Whether no place is free for this channel now. */
    boolean areFull(String channel) {
        return places.availablePermits() == 0 || of(channel).availablePermits() == 0;
    }

    private Semaphore of(String channel) {
        return channels.computeIfAbsent(channel, any -> new Semaphore(ofOneChannel));
    }
}
