package eu.onrecord.ingest.webhook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.publish.ChatRecord;
import eu.onrecord.ingest.quarantine.QuarantineRecord;

/** Where the findings of one webhook go. */
final class KafkaRecords {
    private static final Logger LOG = Logger.getLogger(KafkaRecords.class);
    /** Less than a topic takes, by some for the headers. */
    private static final int LARGEST_VALUE_BYTES = Topic.LARGEST_MESSAGE_BYTES - 64 * 1024;

    private KafkaRecords() {
    }

    /** The events in their order; and once, if anything is quarantined, the whole body. */
    static List<ProducerRecord<String, byte[]>> of(List<Finding> findings, Channel channel, Webhook webhook,
            Authentication authentication) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>(findings.size());
        var reasons = EnumSet.noneOf(Reason.class);
        for (var finding : findings) {
            if (finding instanceof Happening happening) {
                var chat = ChatRecord.of(happening.id(), happening.event());
                if (chat.value().length > LARGEST_VALUE_BYTES) {
                    reasons.add(Reason.EVENT_TOO_LARGE);
                } else {
                    records.add(chat);
                }
            } else if (finding instanceof Quarantined quarantined) {
                reasons.add(quarantined.reason());
            }
        }
        if (reasons.contains(Reason.OTHER_PRODUCT)) {
            LOG.warnf("Channel %s is sent webhooks of a product that is not read here: they are quarantined.", channel.name());
        }
        if (!reasons.isEmpty()) {
            records.add(new QuarantineRecord(channel.name(), reasons, webhook.mediaType(), authentication, webhook.body())
                    .toKafka());
        }
        return records;
    }
}
