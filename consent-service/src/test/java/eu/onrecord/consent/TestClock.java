package eu.onrecord.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

/** A clock that stands still unless a test moves it on. */
public class TestClock extends Clock {
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private volatile Instant now = START;

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    static class Producer {
        private final TestClock clock = new TestClock();

        @Produces
        @Mock
        @Singleton
        Clock clock() {
            return clock;
        }
    }
}
