package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.SentMessages;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What a provider says of a message that nobody here knows: it speaks of the customer all the same. */
class StatusReportsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PHONE = "+31600000001";
    private static final ChatEvent TEXT = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();

    private final Work first = Memory.work(NOW);
    private final Work work = Memory.work(NOW);
    private final ChatIntake intake = new ChatIntake(work);

    @ParameterizedTest
    @CsvSource({ "FAILED, 21610, ALL", "FAILED, 30003, NONE", "DELIVERED, , NONE" })
    void whomTheProviderLetsUsWriteToNoMoreIsOptedOutWhateverMessageThatWasAbout(Status.State state, String error,
            OptOut scope) {
        var dossier = work.dossiers().of(TEXT.legalEntity(), List.of(new Identifier(Identifier.Kind.PHONE, PHONE)));

        intake.take(UUID.randomUUID(), status(state, error), Memory.CHANNEL);

        assertEquals(scope, dossier.relationship().wishes.optOut);
    }

    /** They are in nobody's books, and whoever takes them up finds that they want nothing. */
    @Test
    void ofWhoIsNotKnownNothingIsKeptButThatTheyWantNothing() {
        intake.take(UUID.randomUUID(), status(Status.State.FAILED, "21610"), Memory.CHANNEL);
        intake.take(UUID.randomUUID(), status(Status.State.FAILED, "30003"), Memory.CHANNEL);

        assertEquals(0, work.dossiers().all().size());
        assertEquals(List.of("ALL"), work.then().suppressions().stream().map(Suppression::scope).toList());
    }

    /** Whatever was told of the message before, and whoever it was sent to: the number is whose it is now. */
    @ParameterizedTest
    @CsvSource({ "READ, false, ALL, NONE", "FAILED, false, ALL, NONE", "ACCEPTED, false, ALL, NONE", "READ, true, ALL, ALL",
            "ACCEPTED, true, ALL, ALL" })
    void whatTheProviderSaysOfANumberCountsForWhoHasItWhateverBecameOfTheMessage(Delivery before, boolean isTheirs,
            OptOut holder, OptOut former) {
        var now = new Identifier(Identifier.Kind.PHONE, PHONE);
        var named = first.dossiers().of(TEXT.legalEntity(), List.of(now));
        var sentTo = isTheirs ? named
                : first.dossiers().of(TEXT.legalEntity(), List.of(new Identifier(Identifier.Kind.USER_ID, "NL.FORMER")));
        var message = OutboundMessage.confirmation(ChatThread.of(status(Status.State.SENT, null), sentTo.id()), "x", NOW);
        message.state = before;
        message.knownAs("SM123", Memory.VAULT::fingerprintOf);
        var work = new Work(first.dossiers(), new SentMessages(Memory.VAULT, List.of(message)), first.then(), NOW);

        new ChatIntake(work).take(UUID.randomUUID(), status(Status.State.FAILED, "21610"), Memory.CHANNEL);

        assertEquals(holder, named.relationship().wishes.optOut);
        assertEquals(former, sentTo.relationship().wishes.optOut);
    }

    /** Of one who is not known, or was erased, by what they are named. */
    @Test
    void whoIsNamedByAnIdAloneIsSuppressedToo() {
        intake.take(UUID.randomUUID(), status(Status.State.FAILED, "21610", new Customer(null, "NL.SOMEBODY", null)),
                Memory.CHANNEL);

        assertEquals(List.of("ALL"), work.then().suppressions().stream().map(Suppression::scope).toList());
    }

    private static ChatEvent status(Status.State state, String error) {
        return status(state, error, new Customer(PHONE, null, null));
    }

    private static ChatEvent status(Status.State state, String error, Customer customer) {
        return new ChatEvent(TEXT.legalEntity(), TEXT.channel(), TEXT.provider(), TEXT.network(), TEXT.business(),
                new ThreadId("0123456789abcdef0123456789abcdef"), customer, TEXT.direction(),
                Kind.STATUS,
                TEXT.source(), null, new Status("SM123", state, null, error), null, null, NOW, TEXT.timeOf(), NOW,
                TEXT.original());
    }
}
