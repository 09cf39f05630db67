package eu.onrecord.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.common.header.Headers;

/**
 * The attributes of a CloudEvent as Kafka headers (Kafka protocol binding 1.0.2, section 3.2.3). Written here and not with the
 * CloudEvents SDK, which builds and checks an object of its own for each event; the SDK reads them, and a test holds that to
 * what stands here.
 */
final class CloudEventHeaders {
    private static final byte[] VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private CloudEventHeaders() {
    }

    static void add(Headers headers, UUID id, String type, String source, Instant time) {
        headers.add("ce_specversion", VERSION).add("ce_id", bytes(id.toString())).add("ce_source", bytes(source))
                .add("ce_type", bytes(type)).add("content-type", JSON).add("ce_time", bytes(InstantText.of(time)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
