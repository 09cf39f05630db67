package eu.onrecord.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.testing.WhatsAppResource;

/** A customer on a channel: what they do becomes chat events, as ingest-service publishes them. */
public final class Conversation implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final TopicReader consent;
    private final String bootstrapServers;
    private final String legalEntity;
    private final String channel;
    private final String phone;
    private final ThreadId thread;

    /** Somebody with a number of that country that nobody has used. */
    public Conversation(String bootstrapServers, String legalEntity, String channel, String countryCode) {
        this(legalEntity, channel, countryCode + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999),
                new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                        new ByteArraySerializer()),
                bootstrapServers);
    }

    private Conversation(String legalEntity, String channel, String phone, KafkaProducer<String, byte[]> producer,
            String bootstrapServers) {
        this.legalEntity = legalEntity;
        this.channel = channel;
        this.phone = phone;
        this.bootstrapServers = bootstrapServers;
        this.thread = new ThreadId(
                UUID.nameUUIDFromBytes((channel + phone).getBytes(UTF_8)).toString().replace("-", ""));
        this.producer = producer;
        this.consent = new TopicReader(bootstrapServers, Topic.CONSENT);
    }

    /** The same customer on another channel. */
    public Conversation on(String otherChannel) {
        return new Conversation(legalEntity, otherChannel, phone, producer, bootstrapServers);
    }

    public String phone() {
        return phone;
    }

    public ThreadId thread() {
        return thread;
    }

    /** The customer writes. */
    public UUID writes(String id, String text, Instant at) {
        return send(EventId.of(channel, id + phone, "message"), event(Kind.MESSAGE, Direction.INBOUND, Source.LIVE, at,
                new Message(id, "text", text, null, null, null, null), null, null));
    }

    /** The company writes from its phone app. */
    public UUID isWrittenTo(String id, String text, Instant at) {
        return send(EventId.of(channel, id + phone, "echo"), event(Kind.MESSAGE, Direction.OUTBOUND, Source.LIVE, at,
                new Message(id, "text", text, null, null, null, null), null, null));
    }

    /** The provider tells how far a message came. */
    public UUID status(String messageId, String reference, Status.State state, String error, Instant at) {
        return send(EventId.of(channel, messageId, "status:" + state), event(Kind.STATUS, Direction.INBOUND, Source.LIVE, at,
                null, new Status(messageId, state, reference, error), null));
    }

    /** The provider tells that somebody else may hold the number. */
    public UUID identityChanges(Instant at) {
        return send(EventId.of(channel, "identity" + at, "message"), event(Kind.IDENTITY_CHANGE, Direction.INBOUND, Source.LIVE,
                at, new Message("wamid.system", "system", null, null, null, null, null), null,
                new IdentityChange(IdentityChange.What.IDENTITY, null, null, "hash")));
    }

    /** What was published of the conversation. */
    public List<ConsentEvent> published(Change change) {
        return consent.all().stream().map(EventCodec::readConsent).map(Envelope::data)
                .filter(event -> event.thread().equals(thread) && event.change() == change).toList();
    }

    /** The last state that was published; null if there is none. */
    public String lastState(Change change) {
        var found = published(change);
        return found.isEmpty() ? null : found.get(found.size() - 1).state();
    }

    private UUID send(UUID id, ChatEvent event) {
        producer.send(EventCodec.write(Topic.CHAT, new Envelope<>(id, event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), event.receivedAt(), thread.value(), event)));
        return id;
    }

    private ChatEvent event(Kind kind, Direction direction, Source source, Instant at, Message message, Status status,
            IdentityChange change) {
        return new ChatEvent(legalEntity, channel, "whatsapp", WhatsAppResource.NUMBER, thread,
                new Customer(phone, null, "Jan"), direction, kind, source, message, status, change, null, at, at,
                new Original("application/json", "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, at)));
    }

    @Override
    public void close() {
        producer.close();
        consent.close();
    }
}
