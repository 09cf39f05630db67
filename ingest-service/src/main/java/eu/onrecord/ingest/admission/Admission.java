package eu.onrecord.ingest.admission;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Lets webhooks in while there is room for them. Free of locks: it is asked at every request. */
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

    /**
     * A place for one webhook, to be left when it is answered; none if there is no room.
     *
     * @param bodyBytes what is known of its body's length
     */
    public Optional<Place> enter(long bodyBytes) {
        if (webhooks.incrementAndGet() > mostWebhooks) {
            webhooks.decrementAndGet();
            return Optional.empty();
        }
        var place = new Place();
        if (!place.holds(bodyBytes)) {
            place.leave();
            return Optional.empty();
        }
        return Optional.of(place);
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
        private boolean left;

        private Place() {
        }

        /** Takes room for a body of this length altogether; false if there is none. */
        public boolean holds(long bodyBytes) {
            var more = bodyBytes - held;
            if (more <= 0) {
                return true;
            }
            if (bytes.addAndGet(more) > mostBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held = bodyBytes;
            return true;
        }

        /** Gives the room back; a second time changes nothing. */
        public void leave() {
            if (!left) {
                left = true;
                bytes.addAndGet(-held);
                webhooks.decrementAndGet();
            }
        }
    }
}
