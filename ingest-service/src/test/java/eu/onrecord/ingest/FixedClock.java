package eu.onrecord.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

/** It is always the same moment in these tests, so that messages are the same to the last byte. */
@Mock
class FixedClock {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Produces
    @Singleton
    @Mock
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }
}
