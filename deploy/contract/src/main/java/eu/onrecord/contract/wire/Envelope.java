package eu.onrecord.contract.wire;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * An event with the attributes it travels under.
 *
 * @param id deterministic where the provider's message is known
 * @param type the CloudEvents type, ending in its version
 * @param source which service says so
 * @param time when the service took or made it
 * @param key Kafka's key: the thread
 * @param data what happened
 */
public record Envelope<D>(UUID id, String type, URI source, Instant time, String key, D data) {
    public Envelope {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        requireNonNull(source, "source");
        requireNonNull(time, "time");
        requireNonNull(key, "key");
        requireNonNull(data, "data");
    }
}
