package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.perusal.Entry.Delivery;
import eu.onrecord.archive.perusal.Entry.Reaction;
import eu.onrecord.archive.perusal.Entry.Version;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.Status.State;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;

class ReadingTest {
    private static final String THREAD = "a".repeat(32);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final String OURS = "c0000000-0000-4000-8000-000000000004";

    private final List<Opened> records = new ArrayList<>();

    @Test
    void whatAMessageWasChangedToStandsWithItOneAfterTheOther() {
        says("1", "Om 3 uur");
        marks(Kind.EDIT, "1", "Om 4 uur");
        marks(Kind.EDIT, "1", "Om 5 uur");

        var entry = only();
        assertEquals("Om 3 uur", entry.text());
        assertEquals(List.of("Om 4 uur", "Om 5 uur"), entry.marks().versions().stream().map(Version::text).toList());
    }

    @Test
    void whatWasTakenBackIsStillRead() {
        says("1", "Niet gezegd");
        var taken = marks(Kind.REVOCATION, "1", null);

        assertEquals("Niet gezegd", only().text());
        var again = marks(Kind.REVOCATION, "1", "toch weg");
        assertEquals(List.of(taken, again), only().marks().deleted().stream().map(Entry.Deleted::record).toList());
        assertEquals("toch weg", only().marks().deleted().get(1).text());
    }

    @Test
    void reactionsStandWithTheirMessageAndARemovedOneSaysSo() {
        says("1", "Akkoord?");
        marks(Kind.REACTION, "1", "👍");
        marks(Kind.REACTION, "1", "");

        assertEquals(List.of(false, true), only().marks().reactions().stream().map(Reaction::isRemoved).toList());
        assertEquals("👍", only().marks().reactions().get(0).emoji());
    }

    @Test
    void howFarAMessageCameStandsWithIt() {
        sent("wamid.1", OURS);
        status("wamid.1", null, State.DELIVERED);
        status("wamid.1", null, State.READ);
        status("wamid.2", null, State.SENT);

        var entries = read();
        assertEquals(2, entries.size());
        assertEquals(List.of("delivered", "read"), entries.get(0).marks().delivery().stream().map(Delivery::state).toList());
        assertEquals("sent", entries.get(1).state());
    }

    @Test
    void whatWeSentAndTheProvidersEchoOfItAreOneMessage() {
        sent("wamid.1", OURS);
        echo("wamid.1", "Om 3 uur");

        assertEquals(List.of("Om 3 uur"), only().marks().copies().stream().map(Entry::text).toList());
    }

    @Test
    void anEchoThatSaysSomethingElseIsReadToo() {
        sent("wamid.1", OURS);
        echo("wamid.1", "Om 4 uur");

        assertEquals(List.of("Om 4 uur"), only().marks().copies().stream().map(Entry::text).toList());
    }

    @Test
    void aStatusThatTellsBothIdsJoinsWhatWeSentWithTheProvidersEcho() {
        sent(OURS, OURS);
        echo("wamid.1", "Om 3 uur");
        status("wamid.1", OURS, State.DELIVERED);

        assertEquals(1, only().marks().copies().size());
        assertEquals(1, only().marks().delivery().size());
    }

    @Test
    void whatOthersPutWhereOurIdStandsJoinsNothing() {
        sent("wamid.1", "campaign-7");
        sent("wamid.2", "campaign-7");
        status("wamid.2", "campaign-7", State.FAILED);

        assertEquals(2, read().size());
        assertEquals(List.of(), read().get(0).marks().delivery());
    }

    @Test
    void aReactionThatCannotBeReadIsNotRemoved() {
        says("1", "Akkoord?");
        add(Kind.REACTION, Direction.INBOUND, new Message("r", "reaction").target("1").content(
                List.of(new Part(PartType.UNKNOWN, null, List.of(new Field("emoji.name", "thumbs up"))))), null);
        add(Kind.REACTION, Direction.INBOUND, new Message("s", "reaction").target("1").text("+1").content(
                List.of(new Part(PartType.REACTION, "+1", List.of(new Field("action", "removed"))))), null);

        assertEquals(List.of(false, true), only().marks().reactions().stream().map(Reaction::isRemoved).toList());
    }

    @Test
    void whatAnAnswerAnswersStandsWithIt() {
        says("1", "Gaat u akkoord?");
        add(Kind.MESSAGE, Direction.INBOUND, new Message("2", "text").text("Ja").replyTo("1"), null);
        add(Kind.MESSAGE, Direction.INBOUND, new Message("3", "text").text("Nee").replyTo("0"), null);

        var entries = read();
        assertEquals("Gaat u akkoord?", entries.get(1).quoted().text());
        assertNull(entries.get(2).quoted());
        assertEquals("0", entries.get(2).replyTo());
    }

    /** Who says yes said it to the words that stood there then. */
    @Test
    void whatBecameOfTheWordsThatAreAnsweredStandsWithThem() {
        says("1", "Ik ben u 100 schuldig");
        marks(Kind.EDIT, "1", "Ik ben u 900 schuldig");
        add(Kind.MESSAGE, Direction.INBOUND, new Message("2", "text").text("ok").replyTo("1"), null);
        var deleted = marks(Kind.REVOCATION, "1", null);

        var quoted = read().get(1).quoted();
        assertEquals("Ik ben u 100 schuldig", quoted.text());
        assertEquals(List.of("Ik ben u 900 schuldig"), quoted.versions().stream().map(Version::text).toList());
        assertEquals(List.of(deleted), quoted.deleted().stream().map(Entry.Deleted::record).toList());
    }

    @Test
    void whatBelongsToNoMessageThatIsHereStandsByItself() {
        marks(Kind.EDIT, "0", "Om 4 uur");
        marks(Kind.REACTION, "0", "👍");
        marks(Kind.REVOCATION, null, null);

        assertEquals(3, read().size());
        assertEquals("0", read().get(0).target());
    }

    @Test
    void whatIsLookedUpBesideAPageIsReadWithItAndNotByItself() {
        says("1", "Akkoord?");
        var page = List.copyOf(records);
        marks(Kind.EDIT, "1", "Akkoord!");
        says("9", "van een andere bladzijde");

        var entries = Reading.of(page, records, Map.of());

        assertEquals(1, entries.size());
        assertEquals(1, entries.get(0).marks().versions().size());
    }

    /** The answer and the last edit stand on this page, the rest was read before. */
    @Test
    void versionsStandInTheOrderInWhichTheyWereWrittenWhereverTheyAreRead() {
        says("1", "Om 3 uur");
        marks(Kind.EDIT, "1", "Om 4 uur");
        marks(Kind.EDIT, "1", "Om 5 uur");
        add(Kind.MESSAGE, Direction.INBOUND, new Message("2", "text").text("ok").replyTo("1"), null);
        marks(Kind.EDIT, "1", "Om 6 uur");

        var entries = Reading.of(records.subList(3, 5), records.subList(0, 3), Map.of());

        assertEquals(List.of("Om 4 uur", "Om 5 uur", "Om 6 uur"),
                entries.get(0).quoted().versions().stream().map(Version::text).toList());
    }

    @Test
    void whatIsLookedUpAreItsMessagesAndWhatTheyAnswer() {
        add(Kind.MESSAGE, Direction.INBOUND, new Message("2", "text").replyTo("1").reference(OURS), null);

        var asked = Reading.asked(records);

        assertTrue(asked.messages().containsAll(List.of("2", OURS)));
        assertEquals(List.of("1"), List.copyOf(asked.answered()));
    }

    private Entry only() {
        assertEquals(1, read().size());
        return read().get(0);
    }

    private List<Entry> read() {
        return Reading.of(records, List.of(), Map.of());
    }

    private void says(String id, String text) {
        add(Kind.MESSAGE, Direction.INBOUND, new Message(id, "text").text(text), null);
    }

    private void sent(String id, String ours) {
        add(Kind.MESSAGE, Direction.OUTBOUND, new Message(id, "text").text("Om 3 uur").reference(ours), null);
    }

    private void echo(String id, String text) {
        add(Kind.MESSAGE, Direction.OUTBOUND, new Message(id, "text").text(text), null);
    }

    private UUID marks(Kind kind, String target, String text) {
        return add(kind, Direction.INBOUND, new Message("m" + records.size(), "mark").text(text).target(target), null);
    }

    private void status(String id, String ours, State state) {
        add(Kind.STATUS, Direction.INBOUND, null, new Status(id, state, ours, null));
    }

    private UUID add(Kind kind, Direction direction, Message message, Status status) {
        var at = START.plusSeconds(records.size());
        var event = new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "1", new ThreadId(THREAD),
                new Customer("+31612345678", null, null), direction, kind, Source.LIVE, message, status, null, null, at,
                TimeOf.PROVIDER, at,
                new Original("application/json", "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, at)));
        var id = UUID.randomUUID();
        records.add(
                new Opened(id, THREAD, kind.eventType(), at, at, 0L, new Opened.Content.Value(EventCodec.write(Topic.CHAT,
                        new Envelope<>(id, kind.eventType(), URI.create("/s"), at, "k", event)).value())));
        return id;
    }
}
