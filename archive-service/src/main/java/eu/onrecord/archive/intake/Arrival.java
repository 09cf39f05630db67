package eu.onrecord.archive.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;

/** What came over one of the topics, with the very bytes it came in. */
sealed interface Arrival {

    /** @throws eu.onrecord.contract.wire.UnreadableEventException if it is no event */
    static Arrival of(ConsumerRecord<String, byte[]> record) {
        return record.topic().equals(Topic.CHAT) ? new Chat(EventCodec.readChat(record), record.value())
                : new Consent(EventCodec.readConsent(record), record.value());
    }

    /** What is to be recorded of it. */
    Item item();

    /** A chat event. */
    record Chat(Envelope<ChatEvent> envelope, byte[] bytes) implements Arrival {
        @Override
        public Item item() {
            return new Item(envelope.id(), envelope.data().thread().value(), envelope.type(), OwnTime.ofChat(envelope), bytes);
        }
    }

    /** A consent event. */
    record Consent(Envelope<ConsentEvent> envelope, byte[] bytes) implements Arrival {
        @Override
        public Item item() {
            return new Item(envelope.id(), envelope.data().thread().value(), envelope.type(), OwnTime.ofConsent(envelope),
                    bytes);
        }
    }
}
