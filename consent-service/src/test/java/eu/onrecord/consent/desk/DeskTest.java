package eu.onrecord.consent.desk;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.local.desk.DeskSimulator;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class DeskTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Simulated
    DeskSimulator desk;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;

    private final List<Conversation> conversations = new ArrayList<>();

    @AfterEach
    void close() {
        conversations.forEach(Conversation::close);
    }

    @Test
    void aDeskThatWasAwayAsksForWhatItMissed() {
        var contact = conversation("whatsapp-nl");
        var first = contact.writes("wamid.1", "Een", clock.instant());
        var second = contact.writes("wamid.2", "Twee", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> as("agent").get("/desk/events?channel=whatsapp-nl&limit=1000&after=" + first)
                .then().statusCode(200).contentType("application/cloudevents-batch+json")
                .body("id", hasItem(second.toString())));
        as("agent").get("/desk/events?channel=whatsapp-nl&after=" + UUID.randomUUID()).then().statusCode(404);
        as("auditor").get("/desk/events?channel=whatsapp-nl").then().statusCode(403);
    }

    @Test
    void aDeskThatHangsHoldsUpNoOther() {
        for (var i = 0; i < 40; i++) {
            conversation("whatsapp-widget").writes("wamid.1", "Wie is daar?", clock.instant());
        }
        await().atMost(SOON).until(() -> desk.silences() >= 20);

        var told = conversation("whatsapp-nl").writes("wamid.1", "Ik ben er", clock.instant());

        await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
    }

    @Test
    void aDeskThatHangsHoldsUpNoOtherWithTheSameCustomer() {
        var atWidget = conversation("whatsapp-widget");
        atWidget.writes("wamid.1", "Wie is daar?", clock.instant());
        var elsewhere = atWidget.on("whatsapp-nl");
        conversations.add(elsewhere);

        var told = elsewhere.writes("wamid.1", "En hier?", clock.instant());

        await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
    }

    private Conversation conversation(String channel) {
        var conversation = new Conversation(bootstrapServers, "example-nl", channel, "+316");
        conversations.add(conversation);
        return conversation;
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", role));
    }
}
