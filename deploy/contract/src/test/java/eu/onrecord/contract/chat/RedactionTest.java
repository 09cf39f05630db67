package eu.onrecord.contract.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String SECRET = "31612345678";
    private static final List<Field> FIELDS = List.of(new Field(SECRET, SECRET));

    @Test
    void anEventThatIsLoggedByMistakeTellsNothingPersonal() {
        var original = new Original("application/json", SECRET.getBytes(StandardCharsets.UTF_8),
                new Original.Authentication("none", null, null, Instant.EPOCH));
        var event = new ChatEvent("acme", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "1", new ThreadId("0".repeat(32)),
                new Customer("+" + SECRET, SECRET, SECRET), Direction.INBOUND, Kind.MESSAGE, Source.LIVE,
                new Message(SECRET, "text", SECRET, SECRET, new Media(SECRET, "image/jpeg", null, SECRET), SECRET, SECRET)
                        .content(List.of(new Part(PartType.TEXT, SECRET, FIELDS))).forwarded(new Forwarded(1, SECRET))
                        .referral(new Referral("ad", SECRET, SECRET, SECRET))
                        .author(new Author(Author.Kind.PERSON, SECRET, SECRET)).reference(SECRET),
                new Status(SECRET, Status.State.READ, SECRET, null, FIELDS),
                new IdentityChange(IdentityChange.What.PHONE, SECRET, SECRET, SECRET),
                new Preference("marketing", "stop", Preference.Wish.STOP, null, null, FIELDS), Instant.EPOCH,
                TimeOf.PROVIDER, Instant.EPOCH, original);

        for (var part : new Object[] { event, event.message(), event.message().content(), event.message().forwarded(),
                event.message().referral(), event.message().author(), event.message().media(), event.status(),
                event.preference(),
                event.customer(), event.identityChange(), event.original(), FIELDS }) {
            assertFalse(part.toString().contains(SECRET), part::toString);
        }
    }
}
