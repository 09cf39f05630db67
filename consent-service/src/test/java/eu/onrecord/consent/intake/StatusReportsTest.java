package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.Work;
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

    private static ChatEvent status(Status.State state, String error) {
        return new ChatEvent(TEXT.legalEntity(), TEXT.channel(), TEXT.provider(), TEXT.network(), TEXT.business(),
                new ThreadId("0123456789abcdef0123456789abcdef"), new Customer(PHONE, null, null), TEXT.direction(),
                Kind.STATUS,
                TEXT.source(), null, new Status("SM123", state, null, error), null, null, NOW, TEXT.timeOf(), NOW,
                TEXT.original());
    }
}
