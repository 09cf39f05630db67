package eu.onrecord.ingest.publish;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;

/**
 * What happened, as Kafka records, in its order.
 *
 * @param records that a topic takes
 * @param someTooLarge whether there was one that none takes
 */
public record ChatRecords(List<ProducerRecord<String, byte[]>> records, boolean someTooLarge) {
    /** Less than a topic takes, by some for the headers. */
    private static final int LARGEST_VALUE_BYTES = Topic.LARGEST_MESSAGE_BYTES - 64 * 1024;

    /** Of the findings that are happenings. */
    public static ChatRecords of(List<Finding> findings) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>(findings.size());
        var someTooLarge = false;
        for (var finding : findings) {
            if (finding instanceof Happening happening) {
                var chat = ChatRecord.of(happening.id(), happening.event());
                if (chat.value().length > LARGEST_VALUE_BYTES) {
                    someTooLarge = true;
                } else {
                    records.add(chat);
                }
            }
        }
        return new ChatRecords(records, someTooLarge);
    }
}
