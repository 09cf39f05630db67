package eu.onrecord.consent.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stricter wins by scope, whoever is found to be whom, and whatever either wanted meanwhile. */
class WishesTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    /** What a customer may ask for. */
    private enum Wish {
        STOP((wishes, at) -> wishes.optOut(OptOut.ALL, at)),
        STOP_MARKETING((wishes, at) -> wishes.optOut(OptOut.MARKETING, at)),
        STOP_BOT(Wishes::stop),
        START((wishes, at) -> wishes.optIn(OptOut.ALL, at)),
        START_MARKETING((wishes, at) -> wishes.optIn(OptOut.MARKETING, at)),
        START_BOT(Wishes::restart);

        private final BiConsumer<Wishes, Instant> asked;

        Wish(BiConsumer<Wishes, Instant> asked) {
            this.asked = asked;
        }
    }

    @Test
    void aMarketingOptOutSurvivesTheMergeWithWhoWantedMessagesAgainSince() {
        var whatsapp = wishes(Wish.STOP_MARKETING, 10);
        var telegram = wishes(Wish.START, 86_400);

        assertEquals(OptOut.MARKETING, joined(whatsapp, telegram).optOut);
        assertEquals(OptOut.MARKETING, joined(telegram, whatsapp).optOut);
    }

    /** Events come again: what was known when two became one lifts nothing when it is told once more. */
    @ParameterizedTest
    @EnumSource(value = Wish.class, names = { "START", "START_MARKETING", "START_BOT" })
    void whatOneWantedBeforeTheMergeLiftsNothingWhenItIsToldAgain(Wish wanted) {
        for (var unwanted : new Wish[] { Wish.STOP, Wish.STOP_MARKETING, Wish.STOP_BOT }) {
            var both = joined(wishes(unwanted, 10), wishes(wanted, 20));
            var scope = both.optOut;

            wanted.asked.accept(both, AT.plusSeconds(20));

            assertEquals(scope, both.optOut, unwanted + " and " + wanted);
        }
    }

    @Test
    void whatTheyWantedBeforeTheyHadANumberLiftsNothingThatWasAskedForUnderIt() {
        var wishes = wishes(Wish.START, 20);
        wishes.bind(OptOut.ALL, AT.plusSeconds(10));

        wishes.optIn(OptOut.ALL, AT.plusSeconds(20));
        assertEquals(OptOut.ALL, wishes.optOut);

        wishes.optIn(OptOut.ALL, AT.plusSeconds(21));
        assertEquals(OptOut.NONE, wishes.optOut);
    }

    @Test
    void whatWasLiftedOfOneScopeStaysLiftedWhenAnotherScopeBinds() {
        var one = wishes(Wish.STOP, 1);
        one.optIn(OptOut.ALL, AT.plusSeconds(2));
        var other = wishes(Wish.STOP_MARKETING, 3);

        var both = joined(one, other);

        assertEquals(OptOut.MARKETING, both.optOut, "the STOP was taken back, the objection was not");
        assertEquals(AT.plusSeconds(3), both.optedOutAt);
    }

    @ParameterizedTest
    @EnumSource(value = OptOut.class, names = { "MARKETING", "ALL" })
    void whatAnotherAskedForUnderTheirIdentifierBindsWhoHasItNowThoughTheyWantedMessagesSince(OptOut scope) {
        var holder = wishes(Wish.START, 60);

        holder.bind(scope, AT);

        assertEquals(scope, holder.optOut);
        assertEquals(AT, holder.optedOutAt);
        assertTrue(holder.optIn(OptOut.ALL, AT.plusSeconds(61)), "and they may still take it back themselves");
    }

    @Test
    void aBotThatIsBegunAgainLiftsNoWordOfEither() {
        var both = joined(wishes(Wish.STOP, 1), wishes(Wish.STOP_BOT, 2));

        assertFalse(both.restart(AT.plusSeconds(3)));
        assertEquals(OptOut.ALL, both.optOut);
        assertTrue(both.optIn(OptOut.ALL, AT.plusSeconds(4)));
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 5, 8 })
    void theStricterOfTwoIsTheirsWhicheverIsKept(long seed) {
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++) {
            var one = story(random);
            var other = story(random);
            var expected = one.optOut.or(other.optOut);

            assertEquals(expected, joined(one, other).optOut);
            assertEquals(expected, joined(other, one).optOut);
            assertEquals(joined(one, other).optedOutAt, joined(other, one).optedOutAt);
        }
    }

    /** To be found to be one once more changes nothing: each merge may be told again. */
    @ParameterizedTest
    @ValueSource(longs = { 13, 21 })
    void joinedAgainWithWhoTheyWereTheyAreTheSame(long seed) {
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++) {
            var one = story(random);
            var other = story(random);
            var both = joined(one, other);

            assertEquals(describe(both), describe(joined(both, other)));
        }
    }

    private static Wishes story(Random random) {
        var wishes = new Wishes();
        for (var i = random.nextInt(6); i > 0; i--) {
            Wish.values()[random.nextInt(Wish.values().length)].asked.accept(wishes, AT.plusSeconds(random.nextInt(20)));
        }
        return wishes;
    }

    private static Wishes wishes(Wish wish, int seconds) {
        var wishes = new Wishes();
        wish.asked.accept(wishes, AT.plusSeconds(seconds));
        return wishes;
    }

    private static Wishes joined(Wishes kept, Wishes gone) {
        var wishes = new Wishes();
        wishes.absorb(kept);
        wishes.absorb(gone);
        return wishes;
    }

    private static Object describe(Wishes it) {
        return Arrays.asList(it.optOut, it.optedOutAt, it.spokenSilentSince, it.optedInAt, it.botSilentSince, it.restartedAt,
                it.marketingSilentSince, it.marketingInAt);
    }
}
