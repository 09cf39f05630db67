package eu.onrecord.ingest.edge;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The server that webhooks come to. */
@ConfigMapping(prefix = "onrecord.edge")
public interface EdgeConfig {

    /** Where it listens. */
    @WithDefault("0.0.0.0")
    String host();

    /** Nothing else is on this port. */
    @WithDefault("8081")
    @Positive
    @Max(65_535)
    int port();

    /** How many connections may be open; the one that has been idle for the longest makes room for a new one. */
    @WithDefault("4096")
    @Positive
    int connections();

    /**
     * How long a connection may be without a request. Longer than the proxies' own keep-alive, or they send on one that is
     * being closed: most have 60 s.
     */
    @WithDefault("PT75S")
    Duration idle();

    /** How long a new connection may take until its first request's head is there. */
    @WithDefault("PT15S")
    Duration firstHead();

    /** How long a body may take to come, from its head to its last byte. Meta waits about 20 s. */
    @WithDefault("PT15S")
    Duration bodyPatience();

    /** How many bytes of a body have to come in a second, once it has had {@link #bodyGrace}. */
    @WithDefault("1024")
    @Positive
    int bodyBytesPerSecond();

    /** For a connection that is set up slowly, or loses its first packets. */
    @WithDefault("PT4S")
    Duration bodyGrace();

    /** Whether HTTP/2 is spoken without TLS, to whoever asks for it. */
    @WithDefault("false")
    boolean http2();

    /** How long the end waits for webhooks that are being dealt with. */
    @WithDefault("PT12S")
    Duration drain();
}
