package eu.onrecord.consent.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What the desk sent is published with its author and with what the customer saw, as the contract's examples say. */
class SentEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> whatWasSentIsPublishedAsTheContractSays() {
        return Map.<String, Content> of(
                "chat-answer-sent", new Content.Text("Om 3 uur"),
                "chat-document-sent", new Content.Media("document", URI.create("https://files.example.org/nota.pdf"),
                        "Uw nota", "nota.pdf"),
                "chat-template-sent", new Content.Template("appointment", "nl", List.of("dinsdag", "3 uur")))
                .entrySet().stream().map(example -> DynamicTest.dynamicTest(example.getKey(),
                        () -> GoldenMessage.assertIs(example.getKey(), published(example.getValue()))));
    }

    private static ConsumerRecord<String, byte[]> published(Content content) {
        var written = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
        var thread = Memory.work(NOW).dossiers().of(written).thread();
        var message = OutboundMessage.answer(thread, Purpose.SERVICE, content, "c0000000-0000-4000-8000-000000000008", "key",
                new byte[0], NOW);
        message.id = UUID.fromString("c0000000-0000-4000-8000-000000000004");
        message.providerId = "wamid.golden-answer";
        var sent = SentEvent.of(message, Memory.CHANNEL, List.of(new Identifier(Identifier.Kind.PHONE, "+31612345678")),
                "{}".getBytes(UTF_8), "application/json", NOW);
        var kafkaRecord = EventCodec.write(sent.topic(), sent.id(), sent.type(), Publication.SOURCE.toString(), sent.time(),
                sent.key(), sent.data());
        var published = new ConsumerRecord<>(kafkaRecord.topic(), 0, 0, kafkaRecord.key(), kafkaRecord.value());
        kafkaRecord.headers().forEach(published.headers()::add);
        return published;
    }
}
