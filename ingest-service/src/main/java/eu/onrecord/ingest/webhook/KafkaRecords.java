package eu.onrecord.ingest.webhook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.publish.ChatRecords;
import eu.onrecord.ingest.quarantine.QuarantineRecord;

/** Where the findings of one webhook go. */
final class KafkaRecords {
    private KafkaRecords() {
    }

    /** The events in their order; and once, if anything is quarantined, the whole body. */
    static List<ProducerRecord<String, byte[]>> of(List<Finding> findings, Channel channel, Webhook webhook,
            Authentication authentication) {
        var chat = ChatRecords.of(findings);
        var records = new ArrayList<>(chat.records());
        var reasons = EnumSet.noneOf(Reason.class);
        if (chat.someTooLarge()) {
            reasons.add(Reason.EVENT_TOO_LARGE);
        }
        for (var finding : findings) {
            if (finding instanceof Quarantined quarantined) {
                reasons.add(quarantined.reason());
            }
        }
        if (!reasons.isEmpty()) {
            records.add(new QuarantineRecord(channel.name(), reasons, webhook.mediaType(), authentication, webhook.body())
                    .toKafka());
        }
        return records;
    }
}
