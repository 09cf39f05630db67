package eu.onrecord.archive.intake;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import eu.onrecord.archive.record.Item.Origin;

/** Which messages became dead letters lately: while what came with them is tried again they are not buried again. */
final class Graves {
    private static final int MOST = 10_000;

    private final Map<Origin, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized boolean isKnown(ConsumerRecord<String, byte[]> message) {
        return known.containsKey(origin(message));
    }

    synchronized void add(ConsumerRecord<String, byte[]> message) {
        known.put(origin(message), Boolean.TRUE);
    }

    private static Origin origin(ConsumerRecord<String, byte[]> message) {
        return new Origin(message.topic(), message.partition(), message.offset());
    }
}
