package eu.onrecord.consent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import eu.onrecord.consent.freshness.Freshness;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.desk.DeskItem;
import eu.onrecord.local.desk.DeskSimulator;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The service with a provider and a desk that are played, and what its tests do with it. */
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
public abstract class Harness {
    protected static final Duration SOON = Duration.ofSeconds(15);
    /** How the shipped notice begins. */
    protected static final String DUTCH_NOTICE = "U chat met Voorbeeld BV";

    @Simulated
    protected ProviderSimulator whatsApp;
    @Simulated
    protected DeskSimulator desk;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;
    @Inject
    protected Clock clock;
    @Inject
    protected Pool pool;
    @Inject
    protected Freshness freshness;

    private final List<Conversation> conversations = new ArrayList<>();

    @BeforeEach
    void behave() {
        whatsApp.behave(Behaviour.normal());
    }

    @AfterEach
    void close() {
        conversations.forEach(Conversation::close);
        // whoever comes next finds a service that has looked since the clock was moved on
        await().atMost(SOON).until(() -> freshness.isFresh("0".repeat(32), clock.instant()));
    }

    /** Somebody in the Netherlands whom nobody has heard of. */
    protected final Conversation conversation() {
        return conversation("whatsapp-nl");
    }

    protected final Conversation conversation(String channel) {
        return conversation("example-nl", channel, "+316");
    }

    protected final Conversation conversation(String legalEntity, String channel, String countryCode) {
        return closedLater(new Conversation(bootstrapServers, legalEntity, channel, countryCode, clock));
    }

    protected final Conversation closedLater(Conversation conversation) {
        conversations.add(conversation);
        return conversation;
    }

    protected final List<Conversation> conversations() {
        return conversations;
    }

    protected static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", role));
    }

    /** What an agent is told of whoever has the number. */
    protected static ValidatableResponse relationship(Conversation contact) {
        return as("agent").header("Customer-Phone", contact.phone())
                .get("/relationships?legalEntity=" + contact.legalEntity()).then().statusCode(200);
    }

    /** The random id, once there is one. */
    protected static String customerOf(Conversation contact) {
        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(1)));
        return relationship(contact).extract().path("[0].customer");
    }

    protected static ValidatableResponse answer(Conversation contact, String text) {
        return send(contact, customerOf(contact), Map.of("text", text));
    }

    /** An agent asks for a message of purpose service, unless it says another. */
    protected static ValidatableResponse send(Conversation contact, String customer, Map<String, ?> what) {
        return as("agent").contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .body(request(contact, customer, what)).post("/messages").then();
    }

    protected static Map<String, Object> request(Conversation contact, String customer, Map<String, ?> what) {
        var request = new HashMap<String, Object>(
                Map.of("customer", customer, "channel", contact.channel(), "purpose", "service"));
        request.putAll(what);
        return request;
    }

    /** The CRM tells of a contract. */
    protected static void establish(Conversation contact) {
        as("crm").contentType("application/json")
                .body(Map.of("legalEntity", contact.legalEntity(), "identifiers",
                        List.of(Map.of("kind", "phone", "value", contact.phone())), "evidence",
                        Map.of("kind", "contract", "reference", "C-1", "occurredAt", "2026-01-01T00:00:00Z")))
                .put("/relationships").then().statusCode(200);
    }

    protected final List<SentMessage> sentTo(Conversation contact) {
        return sentTo(contact.phone());
    }

    protected final List<SentMessage> sentTo(String phone) {
        return whatsApp.sentMessages().stream().filter(message -> message.to().equals(phone)).toList();
    }

    /** So many, and no more yet. */
    protected final List<SentMessage> awaitSent(Conversation contact, int count) {
        await().atMost(SOON).until(() -> sentTo(contact).size() >= count);
        assertEquals(count, sentTo(contact).size());
        return sentTo(contact);
    }

    /** What the desk was told of what they wrote, once it is so much. */
    protected final List<DeskItem> awaitDesk(Conversation contact, int count) {
        await().atMost(SOON).until(() -> desk(contact).size() >= count);
        return desk(contact);
    }

    private List<DeskItem> desk(Conversation contact) {
        return desk.received().stream().filter(item -> contact.happened().contains(item.id())).toList();
    }

    /** All that has happened until now was read; what then is not there does not come. */
    protected final void awaitAllRead() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var partitions = result(admin.describeTopics(List.of(Topic.CHAT)).allTopicNames()).get(Topic.CHAT).partitions()
                    .stream().map(partition -> new TopicPartition(Topic.CHAT, partition.partition())).toList();
            var ends = result(admin.listOffsets(partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()))).all());
            await().atMost(SOON).until(() -> {
                var read = result(admin.listConsumerGroupOffsets("consent-service").partitionsToOffsetAndMetadata());
                return partitions.stream().allMatch(partition -> ends.get(partition).offset() == 0
                        || read.get(partition) != null && read.get(partition).offset() >= ends.get(partition).offset());
            });
        }
    }

    private static <T> T result(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    protected final void pass(Duration time) {
        ((TestClock) clock).advance(time);
    }

    /** @param what a table, and what its rows are held to */
    protected final long count(String what, Object... parameters) {
        return pool.preparedQuery("select count(*) as count from " + what).execute(Tuple.from(parameters)).await().atMost(SOON)
                .iterator().next().getLong("count");
    }

    /** The clock stands still, so what waits for its turn is told that it has come. */
    protected final void makeDue(String message) {
        pool.preparedQuery("update outbound_message set due_at = '2026-01-01T00:00:00Z' where id = $1")
                .execute(Tuple.of(UUID.fromString(message))).await().atMost(SOON);
    }
}
