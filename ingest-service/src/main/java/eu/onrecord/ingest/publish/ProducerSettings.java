package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;

import eu.onrecord.contract.wire.Topic;

/**
 * How Kafka's producer is set up: it never blocks its caller, and what it is told is on all in-sync replicas or refused in
 * time.
 */
final class ProducerSettings {
    /** Room for what comes within the linger, so that no batch is sent because it is full. */
    private static final int BATCH_BYTES = 128 * 1024;
    /** How often it asks who leads what. It is how a producer that has nothing to send notices that nobody is there. */
    static final Duration METADATA_AGE = Duration.ofSeconds(5);

    private ProducerSettings() {
    }

    /**
     * @param kafka how to reach it
     * @param patience how long it may take to acknowledge
     * @param linger how long a batch may wait for more
     * @param bufferBytes memory for what is not acknowledged
     */
    static Map<String, Object> of(Map<String, Object> kafka, Duration patience, Duration linger, long bufferBytes) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // whoever consumes leaves out what comes twice, for webhooks do too. An idempotent producer never sends again after its
        // first request for an id was refused (KAFKA-20237), and where ids are given again, as after a restore, what two send
        // under one of them is acknowledged and left out
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        // nothing overtakes what is sent again
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // a batch lives for milliseconds: to set up a compressor for each costs more than all the rest
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.LARGEST_MESSAGE_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() / 2);
        // send() waits for metadata and memory, on the event loop: never
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        // and so what it knows of the topics must never be forgotten, however quiet they are
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_AGE.toMillis());
        return settings;
    }
}
