package eu.onrecord.contract.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A topic, as {@code topics.json} says; whoever creates topics reads them from here.
 *
 * @param name its name
 * @param partitions how many
 * @param config Kafka's own topic settings
 */
@RegisterForReflection
public record Topic(String name, int partitions, Map<String, String> config) {
    public static final String CHAT = "onrecord.chat";
    public static final String CONSENT = "onrecord.consent";
    public static final String QUARANTINE = "onrecord.quarantine";
    public static final String CONSENT_DEAD_LETTER = "onrecord.consent-service.dead-letter";
    public static final String ARCHIVE_DEAD_LETTER = "onrecord.archive-service.dead-letter";
    public static final String CHECKPOINTS = "onrecord.checkpoints";
    public static final String ERASURE = "onrecord.erasure";
    public static final String ACTS = "onrecord.acts";

    /** For so long the same event can come again: Meta retries for seven days, and Kafka keeps what it has for seven more. */
    public static final Duration COMES_AGAIN_FOR = Duration.ofDays(15);

    /** The largest Kafka message that any topic takes, in bytes. */
    public static final int LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024;

    /** All topics of OnRecord. */
    public static List<Topic> all() {
        try (var json = Topic.class.getResourceAsStream("/topics.json")) {
            return JsonMapper.builder().build().readerForListOf(Topic.class).readValue(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("topics.json", unreadable);
        }
    }
}
