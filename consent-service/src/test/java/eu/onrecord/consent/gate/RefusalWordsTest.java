package eu.onrecord.consent.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.gate.Decision.Reason;
import eu.onrecord.consent.gate.Decision.Verdict;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.Refusal;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What is published of a message that may not go is the contract's, for each word. */
class RefusalWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "RESTRICTED, SERVICE", "NO_RELATIONSHIP, SERVICE", "RELATIONSHIP_EXPIRED, TRANSACTIONAL",
            "SUSPENDED, SERVICE", "OPTED_OUT, SERVICE", "OPTED_OUT_OF_MARKETING, MARKETING", "NO_MARKETING_BASIS, MARKETING",
            "NO_CALL_PERMISSION, CALL", "CONTACT_ONLY, TRANSACTIONAL", "WINDOW_CLOSED, SERVICE", "NOTICE_FAILED, SERVICE",
            "HELD_TOO_LONG, SERVICE" })
    void aRefusalIsPublishedInTheContractsWords(Reason reason, Purpose purpose) {
        var work = Memory.work(NOW);
        var concerned = work.dossiers().of(EventCodec.readChat(GoldenMessage.received("chat-text-received")).data());

        work.publishRefusal(concerned.dossier(), "whatsapp-nl", concerned.thread().id,
                new Decision(Verdict.DENY, reason).refusal(purpose));

        Memory.assertLast(Change.SEND_REFUSED, "consent-send-refused-" + reason.word(), work);
    }

    @Test
    void whatAllowsOrHoldsIsNoRefusal() {
        var others = Set.of(Reason.WITHIN_WINDOW, Reason.TEMPLATE, Reason.NO_WINDOW_HERE, Reason.ANSWER_AFTER_OPT_OUT,
                Reason.NOTICE_NOT_PROVEN, Reason.KNOWLEDGE_STALE, Reason.CHANNEL_INTERRUPTED);

        others.forEach(reason -> assertThrows(IllegalArgumentException.class,
                () -> new Decision(Verdict.ALLOW, reason).refusal(Purpose.SERVICE)));
        assertEquals(names(Refusal.Reason.values()),
                names(Arrays.stream(Reason.values()).filter(reason -> !others.contains(reason)).toArray(Reason[]::new)));
    }

    private static Set<String> names(Enum<?>[] words) {
        return Arrays.stream(words).map(Enum::name).collect(Collectors.toSet());
    }
}
