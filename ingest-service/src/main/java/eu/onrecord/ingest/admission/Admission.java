package eu.onrecord.ingest.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets webhooks in while there is room for them. A body is counted by what has come of it, never by what is announced: whoever
 * has no proof to show yet must not keep others out by words. Free of locks: it is asked at every request.
 */
public final class Admission {
    private final int mostWebhooks;
    private final long mostBytes;
    private final AtomicInteger webhooks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param mostWebhooks at once
     * @param mostBytes of all their bodies together
     */
    public Admission(int mostWebhooks, long mostBytes) {
        this.mostWebhooks = mostWebhooks;
        this.mostBytes = mostBytes;
    }

    /** A place for one webhook, to be left when it is answered. It takes no room before something of its body has come. */
    public Place place() {
        return new Place();
    }

    /** Whether there is no room for another webhook now. */
    public boolean isFull() {
        return webhooks.get() >= mostWebhooks;
    }

    /** How many are in. */
    public int webhooks() {
        return webhooks.get();
    }

    /** How many bytes they hold. */
    public long bytes() {
        return bytes.get();
    }

    /** The room that one webhook takes. For one thread at a time. */
    public final class Place {
        private long held;
        private boolean entered;
        private boolean left;

        private Place() {
        }

        /** Takes room for what has come of a body; false if there is none. */
        public boolean holds(long bodyBytes) {
            var more = bodyBytes - held;
            if (bytes.addAndGet(more) > mostBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held = bodyBytes;
            return true;
        }

        /** The body is complete, and the webhook wants to be dealt with; false if there are too many. */
        public boolean enter() {
            if (webhooks.incrementAndGet() > mostWebhooks) {
                webhooks.decrementAndGet();
                return false;
            }
            entered = true;
            return true;
        }

        /** Gives the room back; a second time changes nothing. */
        public void leave() {
            if (!left) {
                left = true;
                bytes.addAndGet(-held);
                if (entered) {
                    webhooks.decrementAndGet();
                }
            }
        }
    }
}
