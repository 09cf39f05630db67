package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Each look is some seconds later, so that nothing has to be waited for. */
final class SteppingClock extends Clock {
    private static final Duration STEP = Duration.ofSeconds(40);

    private final AtomicReference<Instant> now;
    private final Duration step;

    SteppingClock(Instant start) {
        this(start, STEP);
    }

    SteppingClock(Instant start, Duration step) {
        now = new AtomicReference<>(start);
        this.step = step;
    }

    void set(Instant to) {
        now.set(to);
    }

    @Override
    public Instant instant() {
        return now.getAndUpdate(it -> it.plus(step));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
