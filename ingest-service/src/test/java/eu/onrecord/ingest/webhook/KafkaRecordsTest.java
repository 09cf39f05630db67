package eu.onrecord.ingest.webhook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings;
import eu.onrecord.ingest.provider.Reading;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.TestProviders;
import eu.onrecord.ingest.provider.Webhook;

class KafkaRecordsTest {
    private static final Authentication AUTHENTICATION = new Authentication("test", "key", "00", Reading.RECEIVED);
    private static final byte[] BODY = "the body".getBytes(StandardCharsets.UTF_8);
    private final Channel channel = new Channel("a", "twilio", "example-nl", Set.of(), Secrets.of(Map.of()),
            Optional.empty(), Map.of());

    @Test
    void eachEventIsARecordAndTheBodyIsOneHoweverManyReasonsThereAre() {
        var records = records(event("x"), new Quarantined(Reason.NO_CUSTOMER), event("y"), new Quarantined(Reason.UNREADABLE),
                new Quarantined(Reason.NO_CUSTOMER));

        assertEquals(List.of(Topic.CHAT, Topic.CHAT, Topic.QUARANTINE), records.stream().map(ProducerRecord::topic).toList());
        assertArrayEquals(BODY, records.get(2).value());
        assertEquals("unreadable,no-customer",
                new String(records.get(2).headers().lastHeader("onrecord_reason").value(), StandardCharsets.UTF_8));
    }

    /** A quotation mark takes one byte of a form and two of JSON, beside the original. */
    @Test
    void anEventThatNoTopicTakesGoesIntoQuarantineWithItsBody() {
        var records = records(event("\"".repeat(5_000_000)));

        assertEquals(List.of(Topic.QUARANTINE), records.stream().map(ProducerRecord::topic).toList());
        assertArrayEquals(BODY, records.get(0).value());
    }

    private List<ProducerRecord<String, byte[]>> records(Finding... findings) {
        return KafkaRecords.of(List.of(findings), channel,
                Webhook.kept("application/x-www-form-urlencoded", BODY, Reading.RECEIVED), AUTHENTICATION);
    }

    private Finding event(String text) {
        return new Happenings(channel, AUTHENTICATION, TestProviders.THREAD_KEY, "application/x-www-form-urlencoded", null).of(
                Facts.of(Kind.MESSAGE, Direction.INBOUND, Reading.RECEIVED)
                        .message(new Message("SM1", "text", text, null, null, null, null)),
                "+1", Optional.empty(), BODY);
    }
}
