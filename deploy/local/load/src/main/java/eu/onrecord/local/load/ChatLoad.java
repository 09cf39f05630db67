package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.DisclosureState;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;

/** Chat events as ingest-service publishes them, as fast as Kafka takes them. */
final class ChatLoad implements AutoCloseable {
    private static final String TEXT = "Goedemorgen, klopt mijn factuur?";
    private static final List<Part> CONTENT = List.of(new Part(PartType.TEXT, TEXT, List.of()));
    private static final URI SOURCE = URI.create("/onrecord/ingest-service");
    private static final byte[] ORIGINAL = "{\"text\":\"Goedemorgen, klopt mijn factuur?\"}".repeat(25).getBytes(UTF_8);

    /** How many events one message of a customer makes in all. */
    static final int MIX = 7;

    private final KafkaProducer<String, byte[]> producer;
    private final ThreadKey threads = new ThreadKey(new byte[32]);
    private int messages;

    ChatLoad(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 10, "batch.size", 262_144),
                new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Messages of customers.
     *
     * @param customer whose the message of a number is
     */
    void publish(int count, IntUnaryOperator customer) {
        for (var i = 0; i < count; i++) {
            producer.send(EventCodec.write(Topic.CHAT, message(customer.applyAsInt(i))));
        }
        producer.flush();
    }

    /** One of them. */
    void publish(Envelope<ChatEvent> event) {
        producer.send(EventCodec.write(Topic.CHAT, event));
    }

    /** What a customer says next. */
    Envelope<ChatEvent> message(int customer) {
        return message(customer, List.of());
    }

    /** As above, with files. */
    Envelope<ChatEvent> message(int customer, List<Media> files) {
        var now = Instant.now();
        var phone = "+316%08d".formatted(customer);
        var id = "wamid.bench-" + messages++;
        var thread = threads.threadOf(IngestSettings.CHANNEL, IngestSettings.NUMBER, phone);
        var event = new ChatEvent("bench", IngestSettings.CHANNEL, "whatsapp", Network.WHATSAPP, IngestSettings.NUMBER, thread,
                new Customer(phone, null, "Sanne"), Direction.INBOUND, Kind.MESSAGE, Source.LIVE,
                new Message(id, "text").text(TEXT).content(CONTENT).files(files), null, null, null, now, TimeOf.PROVIDER, now,
                new Original("application/json", ORIGINAL,
                        new Original.Authentication("x-hub-signature-256", "bench", "0".repeat(64), now)));
        return new Envelope<>(EventId.of(IngestSettings.CHANNEL, id, "message"), event.kind().eventType(), SOURCE, now,
                thread.value(), event);
    }

    /**
     * What production is made of, in turn: for each message of a customer one of the company, three statuses of that, and two
     * changes of consent.
     *
     * @param count how many events in all
     */
    void publishMix(int count, IntUnaryOperator customer) {
        for (var i = 0; i < count; i += MIX) {
            mix(customer.applyAsInt(i / MIX)).forEach(producer::send);
        }
        producer.flush();
    }

    private List<ProducerRecord<String, byte[]>> mix(int customer) {
        var said = message(customer);
        var answer = answer(said.data());
        return List.of(EventCodec.write(Topic.CHAT, said), EventCodec.write(Topic.CHAT, answer),
                status(answer, Status.State.SENT), status(answer, Status.State.DELIVERED), status(answer, Status.State.READ),
                told(said.data().thread(), DisclosureState.SENT), told(said.data().thread(), DisclosureState.DELIVERED));
    }

    /** What the company says next. */
    private Envelope<ChatEvent> answer(ChatEvent it) {
        var id = "wamid.bench-" + messages++;
        var event = new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), Direction.OUTBOUND, Kind.MESSAGE, Source.LIVE,
                new Message(id, "text").text(TEXT).content(CONTENT),
                null, null, null, it.occurredAt(), TimeOf.PROVIDER, it.receivedAt(), it.original());
        return new Envelope<>(EventId.of(it.channel(), id, "message"), event.kind().eventType(), SOURCE, it.receivedAt(),
                it.thread().value(), event);
    }

    private static ProducerRecord<String, byte[]> status(Envelope<ChatEvent> of, Status.State state) {
        var it = of.data();
        var event = new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), Direction.INBOUND, Kind.STATUS, Source.LIVE, null,
                new Status(it.message().id(), state, null, null),
                null, null, it.occurredAt(), TimeOf.PROVIDER, it.receivedAt(), it.original());
        return EventCodec.write(Topic.CHAT, new Envelope<>(EventId.of(it.channel(), it.message().id(), "status:" + state),
                event.kind().eventType(), SOURCE, it.receivedAt(), it.thread().value(), event));
    }

    private static ProducerRecord<String, byte[]> told(ThreadId thread, DisclosureState state) {
        var now = Instant.now();
        var event = new ConsentEvent("bench", IngestSettings.CHANNEL, thread, UUID.randomUUID(), Change.DISCLOSURE_CHANGED,
                state.word(), null, UUID.randomUUID(),
                new ConsentEvent.Disclosure(UUID.randomUUID(), "1", "nl", "bench", null, null, null, null), null, now);
        return EventCodec.write(Topic.CONSENT, new Envelope<>(UUID.randomUUID(), event.change().eventType(),
                URI.create("/onrecord/consent-service"), now, thread.value(), event));
    }

    @Override
    public void close() {
        producer.close();
    }
}
