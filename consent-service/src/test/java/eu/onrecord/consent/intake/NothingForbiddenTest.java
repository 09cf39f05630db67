package eu.onrecord.consent.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.gate.Decision;
import eu.onrecord.consent.gate.Gate;
import eu.onrecord.consent.gate.ServiceWindow;
import eu.onrecord.consent.gate.Situation;
import eu.onrecord.consent.gate.Situation.CustomerView;
import eu.onrecord.consent.gate.Situation.Telling;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Wish;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;

/**
 * Whatever happens, in whatever order and however often it is told: what was asked for last counts, the gate allows nothing
 * that
 * it must not, and to be told all of it again changes nothing.
 */
class NothingForbiddenTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PHONE = "+31612345678";
    private static final Channel CHANNEL = Memory.CHANNEL;

    /** One thing that can happen, at a second of its own. */
    private record Told(UUID id, What what, Instant at, ChatEvent event) {
    }

    private enum What {
        WRITES,
        STOPS,
        STARTS,
        STOPS_MARKETING,
        CHANGES_IDENTITY,
        WROTE_LONG_AGO,
        IS_WRITTEN_TO
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34 })
    void theGateNeverAllowsWhatItMustNotAndToldAgainNothingChanges(long seed) {
        var random = new Random(seed);
        for (var run = 0; run < 300; run++) {
            var story = story(random);
            var work = work(story);
            tell(work, inAnyOrder(story, random));

            var dossier = dossier(work);
            dossier.ifPresent(it -> assertNothingForbidden(it, story, seed));

            var before = dossier.map(NothingForbiddenTest::describe);
            tell(work, inAnyOrder(story, random));
            assertEquals(before, dossier(work).map(NothingForbiddenTest::describe), () -> "told again, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void theOrderInWhichItIsToldChangesNothingOfWhatTheCustomerWants(long seed) {
        var random = new Random(seed);
        for (var run = 0; run < 300; run++) {
            var story = story(random);
            var inOrder = work(story);
            tell(inOrder, story);
            var shuffled = work(story);
            tell(shuffled, inAnyOrder(story, random));

            assertEquals(dossier(inOrder).map(it -> it.relationship().wishes.optOut == OptOut.ALL),
                    dossier(shuffled).map(it -> it.relationship().wishes.optOut == OptOut.ALL), () -> what(story));
        }
    }

    private static void assertNothingForbidden(Dossier dossier, List<Told> story, long seed) {
        var now = story.get(story.size() - 1).at().plusSeconds(1);
        for (var purpose : Purpose.values()) {
            for (var template : List.of(true, false)) {
                var decision = decide(dossier, purpose, template, now);
                if (!decision.allowed()) {
                    continue;
                }
                var lastStop = last(story, What.STOPS);
                var lastStart = last(story, What.STARTS);
                var lastWrote = Arrays.asList(last(story, What.WRITES), last(story, What.STARTS), lastStop).stream()
                        .flatMap(Optional::stream).max(Instant::compareTo);
                assertTrue(lastWrote.isPresent(), "nobody wrote, and they are written to, seed " + seed);
                assertFalse(purpose == Purpose.MARKETING || purpose == Purpose.CALL, "there is no evidence, seed " + seed);
                var isSilent = lastStop.isPresent() && (lastStart.isEmpty() || !lastStart.get().isAfter(lastStop.get()));
                assertFalse(isSilent && !lastWrote.get().isAfter(lastStop.get()), "they asked for silence, seed " + seed);
                assertTrue(last(story, What.CHANGES_IDENTITY).isEmpty(), "their identity changed, seed " + seed);
            }
        }
    }

    private static Decision decide(Dossier dossier, Purpose purpose, boolean template, Instant now) {
        var it = dossier.relationship();
        var lastInbound = dossier.lastThreadOn(CHANNEL.name()).map(thread -> thread.lastInboundAt).orElse(null);
        return Gate.decide(new Situation(purpose, template,
                new CustomerView(it.state, it.permissions(), it.wishes.optOut, it.wishes.silentSince(), it.suspended,
                        it.restricted),
                new ServiceWindow(lastInbound), true, Telling.DONE, true, true, now));
    }

    private static Optional<Instant> last(List<Told> story, What what) {
        return story.stream().filter(told -> told.what() == what).map(Told::at).max(Instant::compareTo);
    }

    private static List<Told> story(Random random) {
        var story = new ArrayList<Told>();
        var at = START;
        for (var i = 0; i < 1 + random.nextInt(8); i++) {
            at = at.plusSeconds(1 + random.nextInt(60));
            var what = What.values()[random.nextInt(What.values().length)];
            story.add(new Told(new UUID(0, i), what, at, event(what, "wamid." + i, at)));
        }
        return story;
    }

    /** Each once or twice. */
    private static List<Told> inAnyOrder(List<Told> story, Random random) {
        var told = new ArrayList<>(story);
        story.stream().filter(it -> random.nextBoolean()).forEach(told::add);
        Collections.shuffle(told, random);
        return told;
    }

    private static void tell(Work work, List<Told> story) {
        var intake = new ChatIntake(work);
        story.forEach(told -> intake.take(told.id(), told.event(), CHANNEL));
    }

    private static Work work(List<Told> story) {
        var now = story.get(story.size() - 1).at().plus(Duration.ofMinutes(1));
        return Memory.work(now);
    }

    private static Optional<Dossier> dossier(Work work) {
        return work.dossiers().find("example-nl", new Identifier(Identifier.Kind.PHONE, PHONE));
    }

    private static String describe(Dossier dossier) {
        var it = dossier.relationship();
        return it.state + " " + it.wishes.optOut + " " + it.wishes.optedOutAt + " " + it.wishes.silentSince() + " "
                + it.suspended
                + " "
                + dossier.disclosures().stream().filter(shown -> !shown.isOver(START)).count() + " "
                + dossier.threads().stream().map(thread -> String.valueOf(thread.lastInboundAt)).toList();
    }

    private static String what(List<Told> story) {
        return story.stream().map(told -> told.what() + " " + told.at()).toList().toString();
    }

    private static ChatEvent event(What what, String id, Instant at) {
        return switch (what) {
            case WRITES -> message(id, "Goedemorgen", Direction.INBOUND, Source.LIVE, at);
            case STOPS -> message(id, "STOP", Direction.INBOUND, Source.LIVE, at);
            case STARTS -> message(id, "START", Direction.INBOUND, Source.LIVE, at);
            case WROTE_LONG_AGO -> message(id, "Hallo", Direction.INBOUND, Source.HISTORY, at);
            case IS_WRITTEN_TO -> message(id, "Aanbieding", Direction.OUTBOUND, Source.LIVE, at);
            case STOPS_MARKETING -> event(Kind.PREFERENCE_CHANGE, Direction.INBOUND, Source.LIVE, null, null,
                    new Preference("marketing_messages", "stop", Wish.STOP, Scope.MARKETING, Preference.Source.SETTINGS,
                            List.of()),
                    at);
            case CHANGES_IDENTITY -> event(Kind.IDENTITY_CHANGE, Direction.INBOUND, Source.LIVE,
                    new Message(id, "system", null, null, null, null, null),
                    new IdentityChange(IdentityChange.What.IDENTITY, null, null, "hash"), null, at);
        };
    }

    private static ChatEvent message(String id, String text, Direction direction, Source source, Instant at) {
        return event(Kind.MESSAGE, direction, source, new Message(id, "text", text, null, null, null, null), null, null, at);
    }

    /** Of somebody who is known by one of these or both. */
    static ChatEvent messageIn(String thread, String phone, String userId) {
        return new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "106540352242922",
                new ThreadId(thread), new Customer(phone, userId, null), Direction.INBOUND, Kind.MESSAGE, Source.LIVE,
                new Message("wamid." + thread, "text", "Goedemorgen", null, null, null, null), null, null, null, START,
                TimeOf.PROVIDER, START,
                new Original("application/json", "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, START)));
    }

    private static ChatEvent event(Kind kind, Direction direction, Source source, Message message, IdentityChange change,
            Preference preference, Instant at) {
        return new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "106540352242922",
                new ThreadId("a".repeat(32)),
                new Customer(PHONE, null, null), direction, kind, source, message, null, change, preference, at,
                TimeOf.PROVIDER, at,
                new Original("application/json", "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, at)));
    }
}
