package eu.onrecord.archive.media;

import java.util.ArrayDeque;
import java.util.Queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * How many large files come at once: each holds memory, most of all where a bucket wants its parts. The others wait, and small
 * ones pass them by.
 */
@ApplicationScoped
class LargeFiles {
    /** Of these one is large: what is smaller is held as a whole. */
    static final int FROM = 1024 * 1024;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int places;

    @Inject
    LargeFiles(MediaStoreConfig config) {
        this(config.largeAtOnce());
    }

    LargeFiles(int places) {
        this.places = places;
    }

    /**
     * Asks for a place.
     *
     * @param then when it is had, which {@link #leave} gives back; on whose thread ever
     */
    void await(Runnable then) {
        synchronized (this) {
            if (places == 0) {
                waiting.add(then);
                return;
            }
            places--;
        }
        then.run();
    }

    /** Gives it to whoever has waited for the longest time. */
    void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                places++;
                return;
            }
        }
        next.run();
    }
}
