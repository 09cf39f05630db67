package eu.onrecord.ingest.webhook;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says something at most once in a while, and then how often it would have been said. For many threads. */
public final class Seldom {
    private final long pauseNanos;
    private final LongSupplier ticker;
    private final AtomicLong next;
    private final AtomicLong unsaid = new AtomicLong();

    /** @param ticker nanoseconds that only grow */
    public Seldom(Duration pause, LongSupplier ticker) {
        this.pauseNanos = pause.toNanos();
        this.ticker = ticker;
        this.next = new AtomicLong(ticker.getAsLong());
    }

    /** How often it happened since it was last said, this time included; empty if it is to be said later. */
    public OptionalLong happened() {
        unsaid.incrementAndGet();
        var now = ticker.getAsLong();
        var due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + pauseNanos) ? OptionalLong.of(unsaid.getAndSet(0))
                : OptionalLong.empty();
    }
}
