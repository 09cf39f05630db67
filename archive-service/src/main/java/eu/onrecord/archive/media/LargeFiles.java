package eu.onrecord.archive.media;

import java.util.HashMap;
import java.util.Map;

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

    private final int places;
    private final int ofOneChannel;
    private final Map<String, Integer> taken = new HashMap<>();

    @Inject
    LargeFiles(MediaStoreConfig config) {
        this(config.largeAtOnce());
    }

    LargeFiles(int places) {
        this.places = places;
        ofOneChannel = Math.max(1, places / SHARE);
    }

    /** @return whether a place was free for this channel: then it is had until {@link #leave} */
    synchronized boolean enter(String channel) {
        if (areFull(channel)) {
            return false;
        }
        taken.merge(channel, 1, Integer::sum);
        return true;
    }

    /** Gives it back. */
    synchronized void leave(String channel) {
        taken.merge(channel, -1, (before, less) -> before + less == 0 ? null : before + less);
    }

    /** Whether no place is free for this channel now: the last one is for who has none. */
    synchronized boolean areFull(String channel) {
        var its = taken.getOrDefault(channel, 0);
        var free = places - taken.values().stream().mapToInt(Integer::intValue).sum();
        return free <= 0 || its >= ofOneChannel || its > 0 && free == 1;
    }
}
