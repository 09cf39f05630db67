package eu.onrecord.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.testing.WhatsAppResource;

/** A customer on a channel: what they do becomes chat events, as ingest-service publishes them. */
public final class Conversation implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String bootstrapServers;
    private final String legalEntity;
    private final String channel;
    private final Customer customer;
    private final ThreadId thread;
    private final Clock clock;
    private final List<UUID> happened;
    private TopicReader consent;

    /** Somebody with a number of that country that nobody has used. */
    public Conversation(String bootstrapServers, String legalEntity, String channel, String countryCode, Clock clock) {
        this(bootstrapServers, legalEntity, channel, new Customer(phoneIn(countryCode), null, "Jan"), clock,
                new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                        new ByteArraySerializer()),
                new ArrayList<>());
    }

    private Conversation(String bootstrapServers, String legalEntity, String channel, Customer customer, Clock clock,
            KafkaProducer<String, byte[]> producer, List<UUID> happened) {
        this.bootstrapServers = bootstrapServers;
        this.legalEntity = legalEntity;
        this.channel = channel;
        this.customer = customer;
        this.clock = clock;
        this.producer = producer;
        this.happened = happened;
        var name = channel + (customer.userId() == null ? customer.phone() : customer.userId());
        this.thread = new ThreadId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString().replace("-", ""));
    }

    /** A mobile number that nobody has used. */
    public static String phoneIn(String countryCode) {
        return countryCode + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    /** The same customer on another channel. */
    public Conversation on(String otherChannel) {
        return new Conversation(bootstrapServers, legalEntity, otherChannel, customer, clock, producer, happened);
    }

    /** The same person, when the provider tells something else of who they are. */
    public Conversation knownAs(String phone, String userId) {
        return new Conversation(bootstrapServers, legalEntity, channel, new Customer(phone, userId, "Jan"), clock, producer,
                happened);
    }

    public String phone() {
        return customer.phone();
    }

    public ThreadId thread() {
        return thread;
    }

    public String channel() {
        return channel;
    }

    public String legalEntity() {
        return legalEntity;
    }

    /** The ids of all events. */
    public List<UUID> happened() {
        return List.copyOf(happened);
    }

    /** The customer writes now. */
    public UUID writes(String id, String text) {
        return writes(id, text, clock.instant());
    }

    /** The customer writes, and we get it at once. */
    public UUID writes(String id, String text, Instant at) {
        return message(id, text, Direction.INBOUND, Source.LIVE, at, at);
    }

    /** As a provider tells it that tells no time: it happened when it was received. */
    public UUID isReceived(String id, String text, Instant at) {
        var event = event(Kind.MESSAGE, Direction.INBOUND, Source.LIVE, new Message(id, "text", text, null, null, null, null),
                null,
                null, at, at);
        return send(UUID.nameUUIDFromBytes((thread.value() + id).getBytes(UTF_8)), new ChatEvent(event.legalEntity(),
                event.channel(), event.provider(), event.network(), event.business(), event.thread(), event.customer(),
                event.direction(), event.kind(), event.source(), event.message(), null, null, null, at, TimeOf.RECEIPT, at,
                event.original()));
    }

    /** The customer wrote long ago, and the provider comes with it now. */
    public UUID wroteLongAgo(String id, String text, Instant at) {
        return message(id, text, Direction.INBOUND, Source.LIVE, at, clock.instant());
    }

    /** The provider hands over what was written before the company came to it. */
    public UUID wroteBeforeUs(String id, String text) {
        return message(id, text, Direction.INBOUND, Source.HISTORY, clock.instant(), clock.instant());
    }

    /** The company writes from its phone app. */
    public UUID isWrittenTo(String id, String text, Instant at) {
        return message(id, text, Direction.OUTBOUND, Source.LIVE, at, at);
    }

    /** The provider tells how far a message came, with our reference. */
    public UUID status(SentMessage message, Status.State state) {
        return status(message.id(), message.reference(), state, null);
    }

    /** The provider tells how far a message came. */
    public UUID status(String messageId, String reference, Status.State state, String error) {
        return send(EventId.of(channel, messageId, "status:" + state), event(Kind.STATUS, Direction.INBOUND, Source.LIVE, null,
                new Status(messageId, state, reference, error), null, clock.instant(), clock.instant()));
    }

    /** The provider tells that somebody else may hold the number. */
    public UUID identityChanges(Instant at) {
        return identityChange(new IdentityChange(IdentityChange.What.IDENTITY, null, null, "hash"), at);
    }

    /** The provider tells that they have another number now. */
    public UUID numberChanges(String phone) {
        return identityChange(new IdentityChange(IdentityChange.What.PHONE, phone, null, null), clock.instant());
    }

    /** What was published of the conversation. */
    public List<ConsentEvent> published(Change change) {
        consent = consent == null ? new TopicReader(bootstrapServers, Topic.CONSENT) : consent;
        return consent.all().stream().map(EventCodec::readConsent).map(Envelope::data)
                .filter(event -> event.thread().equals(thread) && event.change() == change).toList();
    }

    /** The last state that was published; null if there is none. */
    public String lastState(Change change) {
        var found = published(change);
        return found.isEmpty() ? null : found.get(found.size() - 1).state();
    }

    private UUID message(String id, String text, Direction direction, Source source, Instant occurredAt, Instant receivedAt) {
        return send(EventId.of(channel, id + thread.value(), direction == Direction.INBOUND ? "message" : "echo"),
                event(Kind.MESSAGE, direction, source, new Message(id, "text", text, null, null, null, null), null, null,
                        occurredAt, receivedAt));
    }

    private UUID identityChange(IdentityChange change, Instant at) {
        return send(EventId.of(channel, "identity" + at + thread.value(), "message"),
                event(Kind.IDENTITY_CHANGE, Direction.INBOUND, Source.LIVE,
                        new Message("wamid.system", "system", null, null, null, null, null), null, change, at, at));
    }

    private UUID send(UUID id, ChatEvent event) {
        happened.add(id);
        producer.send(EventCodec.write(Topic.CHAT, new Envelope<>(id, event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), event.receivedAt(), thread.value(), event)));
        return id;
    }

    private ChatEvent event(Kind kind, Direction direction, Source source, Message message, Status status,
            IdentityChange change, Instant occurredAt, Instant receivedAt) {
        return new ChatEvent(legalEntity, channel, "whatsapp", Network.WHATSAPP, WhatsAppResource.NUMBER, thread, customer,
                direction, kind,
                source, message, status, change, null, occurredAt, TimeOf.PROVIDER, receivedAt, new Original("application/json",
                        "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, receivedAt)));
    }

    @Override
    public void close() {
        producer.close();
        if (consent != null) {
            consent.close();
        }
    }
}
