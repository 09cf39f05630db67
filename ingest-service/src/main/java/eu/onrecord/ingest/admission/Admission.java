package eu.onrecord.ingest.admission;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets webhooks in while there is room for them. A body is counted by what has come of it, never by what is announced; small
 * ones have a lane of their own, and each channel a share. Where there is no room, a body that is still coming makes room for
 * one that
 * came after it: honest ones are there at once, and whoever has no proof to show can hold no place by being slow. Many threads
 * ask;
 * what
 * is done under the lock is a handful of sums.
 */
public final class Admission {
    /** A body that is honest is seldom longer on its way. */
    private static final long SLOW_NANOS = Duration.ofMillis(250).toNanos();

    private final Limits limits;
    private final LongSupplier ticker;
    private final Lane small;
    private final Lane large;
    private final Lane records;
    private final Map<String, Integer> byChannel = new HashMap<>();
    private int webhooks;
    /** Of these, those that are sent again if they are refused. */
    private int webhooksAgain;

    /** @param ticker nanoseconds that only grow */
    public Admission(Limits limits, LongSupplier ticker) {
        this.limits = limits;
        this.ticker = ticker;
        small = new Lane(limits.smallBytes(), limits);
        large = new Lane(limits.largeBytes(), limits);
        records = new Lane(limits.recordBytes(), limits);
    }

    /**
     * As configured, for so many channels.
     *
     * @param allComeAgain whether every provider sends again what was refused
     */
    public static Admission of(AdmissionConfig config, int channels, boolean allComeAgain, LongSupplier ticker) {
        return new Admission(Limits.of(config, channels, allComeAgain), ticker);
    }

    /**
     * That the largest body of a channel fits where nothing else is, and each smaller one; and what is made of it, which holds
     * the body again where it cannot be understood.
     *
     * @throws IllegalArgumentException if it never does, with what to change
     */
    public void requireRoom(String channel, int largestBody, boolean comesAgain) {
        requireRoom(channel, "small-bytes", limits.smallBytes(), Math.min(largestBody, Limits.SMALL_BODY_BYTES), comesAgain);
        if (largestBody > Limits.SMALL_BODY_BYTES) {
            requireRoom(channel, "large-bytes", limits.largeBytes(), largestBody, comesAgain);
        }
        requireRoom(channel, "record-bytes", limits.recordBytes(), largestBody + Limits.BESIDE_A_BODY_BYTES, comesAgain);
    }

    private void requireRoom(String channel, String setting, long limit, long needed, boolean comesAgain) {
        var share = limits.share(limit, comesAgain);
        if (needed > share) {
            throw new IllegalArgumentException(("Channel %s may have %d bytes at once, and its provider sends what needs up to "
                    + "%d: raise onrecord.admission.%s or onrecord.admission.channel-percent.").formatted(channel, share,
                            needed, setting));
        }
    }

    /**
     * A place for one webhook, to be left when it is answered. It takes no room before something of its body has come.
     *
     * @param channel it comes over
     * @param comesAgain whether its provider sends it again if it is refused
     * @param evicted told, by any thread, if the place is taken from it while its body is coming
     */
    public Place place(String channel, boolean comesAgain, Runnable evicted) {
        return new Place(channel, comesAgain, evicted);
    }

    /** Whether there is no room for another webhook now. */
    public synchronized boolean isFull(boolean comesAgain) {
        return webhooks >= limits.webhooks() || comesAgain && webhooksAgain >= limits.room(limits.webhooks(), true);
    }

    /** How many bytes the records of one webhook may have: of more than that there is never room. */
    public long mostRecordBytes(boolean comesAgain) {
        return limits.share(limits.recordBytes(), comesAgain);
    }

    /** How many are in. */
    public synchronized int webhooks() {
        return webhooks;
    }

    /** How many bytes they hold, as bodies and as records. */
    public synchronized long bytes() {
        return small.held() + large.held() + records.held();
    }

    /** The room that one webhook takes. */
    public final class Place {
        private final String channel;
        private final boolean comesAgain;
        private final Runnable evicted;
        private final long since = ticker.getAsLong();
        private Lane lane = small;
        private long held;
        private boolean entered;
        private boolean left;

        private Place(String channel, boolean comesAgain, Runnable evicted) {
            this.channel = channel;
            this.comesAgain = comesAgain;
            this.evicted = evicted;
        }

        String channel() {
            return channel;
        }

        boolean comesAgain() {
            return comesAgain;
        }

        long held() {
            return held;
        }

        /** Takes room for what has come of a body; false if there is none. */
        public boolean holds(long bodyBytes) {
            synchronized (Admission.this) {
                var wanted = bodyBytes <= Limits.SMALL_BODY_BYTES ? small : large;
                if (left || !moves(wanted, bodyBytes)) {
                    return false;
                }
                lane.isComing(this);
                return true;
            }
        }

        /** The body is complete, and the webhook wants to be dealt with; false if there are too many. */
        public boolean enter() {
            synchronized (Admission.this) {
                var ofItsChannel = byChannel.getOrDefault(channel, 0);
                if (left || isFull(comesAgain) || ofItsChannel >= limits.share(limits.webhooks(), comesAgain)) {
                    return false;
                }
                lane.isThere(this);
                byChannel.put(channel, ofItsChannel + 1);
                webhooks++;
                webhooksAgain += comesAgain ? 1 : 0;
                entered = true;
                return true;
            }
        }

        /**
         * The body was read, and is not held any more: what was made of it is, until it is acknowledged; false if there is no
         * room.
         */
        public boolean becomes(long recordBytes) {
            synchronized (Admission.this) {
                return !left && moves(records, recordBytes);
            }
        }

        /** Gives the room back; a second time changes nothing. */
        public void leave() {
            synchronized (Admission.this) {
                if (!left) {
                    left = true;
                    lane.isThere(this);
                    lane.remove(this, held);
                    if (entered) {
                        webhooks--;
                        webhooksAgain -= comesAgain ? 1 : 0;
                        byChannel.merge(channel, -1, (one, other) -> one + other == 0 ? null : one + other);
                    }
                }
            }
        }

        private boolean moves(Lane wanted, long bytes) {
            var more = wanted == lane ? bytes - held : bytes;
            if (!wanted.fits(this, more)) {
                var going = wanted.whoMakesRoom(this, more, it -> it != this && it.isSlow());
                if (going.isEmpty()) {
                    return false;
                }
                going.get().forEach(Place::evict);
            }
            if (wanted != lane) {
                lane.isThere(this);
            }
            lane.remove(this, held);
            wanted.add(this, bytes);
            lane = wanted;
            held = bytes;
            return true;
        }

        private boolean isSlow() {
            return ticker.getAsLong() - since > SLOW_NANOS;
        }

        private void evict() {
            leave();
            evicted.run();
        }
    }
}
