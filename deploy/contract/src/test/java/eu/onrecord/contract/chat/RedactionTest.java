package eu.onrecord.contract.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String SECRET = "31612345678";

    @Test
    void anEventThatIsLoggedByMistakeTellsNothingPersonal() {
        var original = new Original("application/json", SECRET.getBytes(StandardCharsets.UTF_8),
                new Original.Authentication("none", null, null, Instant.EPOCH));
        var event = new ChatEvent("acme", "whatsapp-nl", "whatsapp", "1", new ThreadId("0".repeat(32)),
                new Customer("+" + SECRET, SECRET, SECRET), Direction.INBOUND, Kind.MESSAGE, Source.LIVE,
                new Message(SECRET, "text", SECRET, SECRET, new Media(SECRET, "image/jpeg", null, SECRET), SECRET, SECRET),
                new Status(SECRET, Status.State.READ, SECRET, null),
                new IdentityChange(IdentityChange.What.PHONE, SECRET, SECRET, SECRET), null, Instant.EPOCH, Instant.EPOCH,
                original);

        assertFalse(event.toString().contains(SECRET), event::toString);
    }
}
