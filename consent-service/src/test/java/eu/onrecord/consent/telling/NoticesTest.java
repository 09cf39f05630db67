package eu.onrecord.consent.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.disclosure.Disclosures.Reached;
import eu.onrecord.consent.disclosure.Disclosures.Telling;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.contract.consent.ConsentEvent.Retention;

/** One notice on an occasion, two where nobody could know, never three, over any time. */
class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<Language> LANGUAGES = List.of(Language.NL);

    private final Work work = Memory.work(NOW);
    private final Dossier dossier = work.dossiers().of("example-nl",
            List.of(new Identifier(Identifier.Kind.PHONE, "+31612345678")));

    @ParameterizedTest
    @CsvSource({
            // how far the last showing came, how often it may have been seen, how long ago, whether they are told again
            "UNCERTAIN, 1, PT29M,  false", "UNCERTAIN, 1, PT31M,  true", "UNCERTAIN, 2, PT31M,  false",
            "UNCERTAIN, 2, P2D,    false", "UNCERTAIN, 2, P300D,  false", "CLAIMED,   2, P4D,    false",
            "QUEUED,    0, PT23H,  false", "QUEUED,    0, PT25H,  true", "FAILED,    0, PT1S,   true",
            "FAILED,    1, PT1S,   true", "CANCELLED, 2, P3D,    false", "ACCEPTED,  1, P300D,  false",
            "READ,      1, P300D,  false", "READ,      1, P400D,  true" })
    void whoWritesAgainIsToldAgainOnlyIfTheyMayNotHaveSeenItTwice(Delivery state, int tries, Duration ago, boolean again) {
        var shown = shown(Memory.CHANNEL, state, NOW.minus(ago));
        shown.tries = tries;

        require(Memory.CHANNEL);

        assertEquals(again ? 1 : 0, queued().size());
    }

    @Test
    void whatStillWaitsIsCancelledBeforeItIsShownAnew() {
        var stale = shown(Memory.CHANNEL, Delivery.QUEUED, NOW.minus(Duration.ofHours(25)));
        work.then().send(OutboundMessage.notice(stale.id, thread(), "old", NOW.minus(Duration.ofHours(25))));

        require(Memory.CHANNEL);

        assertEquals(1, queued().size(), "the one that waited is gone");
        assertFalse(queued().get(0).content().toString().contains("old"));
    }

    @Test
    void anOlderVersionThatWaitsDoesNotGoBesideTheOneThatOvertookIt() {
        var old = shown(Memory.CHANNEL, Delivery.QUEUED, NOW.minusSeconds(60));
        old.noticeVersion = "2025-1-0000000000000000";

        require(overtaking(old.noticeVersion));

        assertEquals(Delivery.CANCELLED, old.state);
        assertEquals(1, queued().size());
    }

    /**
     * Somebody saw the first, missed the second in which something material was said, and writes when the third is in force.
     */
    @Test
    void whoMissedAMaterialVersionIsToldThoughTheOneAfterItSaysNothingNew() {
        shown(Memory.CHANNEL, Delivery.READ, NOW.minus(Duration.ofDays(30))).noticeVersion = "v1";

        require(overtaking("v1"));

        assertEquals(1, queued().size());
    }

    @Test
    void whoSawAVersionThatCountsIsNotToldOfOneThatSaysNothingNew() {
        shown(Memory.CHANNEL, Delivery.READ, NOW.minus(Duration.ofDays(30))).noticeVersion = "v2";

        require(overtaking("v1"));

        assertEquals(0, queued().size());
    }

    /** As after a step back, or while two versions of the service run beside each other. */
    @Test
    void aVersionThatComesBackIsShownAgainAndNotBesideItself() {
        var current = shown(Memory.CHANNEL, Delivery.FAILED, NOW.minusSeconds(60));
        shown(Memory.CHANNEL, Delivery.FAILED, NOW.minusSeconds(30)).noticeVersion = "2025-1-0000000000000000";

        require(Memory.CHANNEL);

        assertEquals(Delivery.QUEUED, current.state);
        assertEquals(2, dossier.disclosures().size(), "none was made beside it");
        assertEquals(1, queued().size());
    }

    /**
     * Of what both were told on one occasion: what came of it, how often it may have been seen; whether they are told again.
     */
    @ParameterizedTest
    @CsvSource({ "UNCERTAIN, 1, UNCERTAIN, 2, UNCERTAIN, 3, false", "UNCERTAIN, 1, UNCERTAIN, 1, UNCERTAIN, 2, false",
            "UNCERTAIN, 1, READ, 1, READ, 2, false", "FAILED, 0, DELIVERED, 1, DELIVERED, 1, false",
            "READ, 1, FAILED, 0, READ, 1, false", "FAILED, 0, ACCEPTED, 1, ACCEPTED, 1, false",
            "UNCERTAIN, 1, FAILED, 0, UNCERTAIN, 1, true", "FAILED, 0, FAILED, 0, FAILED, 0, true",
            "FAILED, 0, WAIVED, 0, WAIVED, 0, false" })
    void whatTwoWereToldIsToldOnceTheyAreOne(Delivery kept, int keptTries, Delivery gone, int goneTries, Delivery state,
            int tries, boolean again) {
        var since = NOW.minus(Duration.ofMinutes(31));
        shown(Memory.CHANNEL, kept, since).tries = keptTries;
        var userId = new Identifier(Identifier.Kind.USER_ID, "NL.1");
        var other = work.dossiers().of("example-nl", List.of(userId));
        var theirs = Disclosures.of(other.id(), thread().id, new Telling(Memory.CHANNEL, "106", "nl", 0),
                Memory.CHANNEL.notice().in(LANGUAGES), null, since);
        theirs.state = gone;
        theirs.tries = goneTries;
        other.add(theirs);

        var one = work.dossiers().of("example-nl", List.of(new Identifier(Identifier.Kind.PHONE, "+31612345678"), userId));

        assertEquals(1, one.disclosures().size());
        assertEquals(state, one.disclosures().get(0).state);
        assertEquals(tries, one.disclosures().get(0).tries);
        new Notices(work).require(one, thread(), Memory.CHANNEL, LANGUAGES, UUID.randomUUID());
        assertEquals(again ? 1 : 0, queued().size());
    }

    @Test
    void anOldProofIsNoneOfWhatIsRequiredNow() {
        shown(Memory.CHANNEL, Delivery.READ, NOW.minus(Duration.ofDays(900)));
        dossier.relationship().opening = 1;
        require(Memory.CHANNEL);

        assertEquals(Reached.UNDER_WAY, reached());
        assertFalse(isProven());

        dossier.disclosures().get(1).state = Delivery.DELIVERED;
        assertEquals(Reached.DONE, reached());
        assertTrue(isProven());

        dossier.disclosures().get(1).state = Delivery.FAILED;
        assertEquals(Reached.FAILED, reached());
    }

    private Reached reached() {
        return Disclosures.reached(dossier.disclosures(), Memory.CHANNEL, "106", dossier.relationship().opening, NOW);
    }

    private boolean isProven() {
        return Disclosures.isProven(dossier.disclosures(), Memory.CHANNEL, "106", dossier.relationship().opening, NOW);
    }

    private void require(Channel channel) {
        new Notices(work).require(dossier, thread(), channel, LANGUAGES, UUID.randomUUID());
    }

    private List<OutboundMessage> queued() {
        return work.then().messages();
    }

    private Disclosure shown(Channel channel, Delivery state, Instant at) {
        var disclosure = Disclosures.of(dossier.id(), thread().id, new Telling(channel, "106", "nl", 0),
                channel.notice().in(LANGUAGES), null, at);
        disclosure.state = state;
        disclosure.tries = 1;
        dossier.add(disclosure);
        return disclosure;
    }

    private ChatThread thread() {
        var thread = new ChatThread();
        thread.id = "0123456789abcdef0123456789abcdef";
        thread.channel = Memory.CHANNEL.name();
        thread.business = "106";
        thread.customerId = dossier.id();
        return thread;
    }

    /** The channel, when it was found that this version counts no more. */
    private static Channel overtaking(String version) {
        return Memory.channel(Optional.empty(), Retention.From.MESSAGE, Set.of(version));
    }
}
