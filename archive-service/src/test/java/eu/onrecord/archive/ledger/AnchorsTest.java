package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;

/** The last head of each day stays in the store. */
class AnchorsTest extends LedgerTest {

    @Test
    void theLastHeadOfADayIsKeptWhenTheDayIsOver() {
        shownOn("2026-11-25", 20);
        shownOn("2026-11-25", 20);
        shownOn("2026-11-27", 20);
        shownOn("2026-11-28", 20);

        assertEquals(List.of("2026-11-27", "2026-11-25"), Anchors.days(world.store));
        assertEquals(Optional.of(40L), Anchors.of(world.store, known, "2026-11-25").map(Checkpoint::size));
        assertEquals(Optional.of(60L),
                Anchors.greatest(world.store, known, Instant.parse("2026-11-28T12:00:00Z")).map(Checkpoint::size));
        assertEquals(List.of(), world.found());
        oneHistory();
    }

    /** Whoever may only add to the store: names of days to come, with anything in them, or with a head of before. */
    @Test
    void whateverIsCalledAnAnchorHidesNoGreaterOne() {
        shownOn("2026-11-25", 20);
        var old = world.store.read("checkpoint").orElseThrow();
        shownOn("2026-11-26", 20);
        shownOn("2026-11-27", 20);
        for (var i = 1; i <= 7; i++) {
            world.store.create("anchor/9999-12-0" + i, "anything".getBytes(StandardCharsets.UTF_8));
        }
        world.store.create("anchor/2099-01-01", old);

        assertEquals(Optional.of(40L),
                Anchors.greatest(world.store, known, Instant.parse("2026-11-27T12:00:00Z")).map(Checkpoint::size));
    }

    @Test
    void whatIsCalledByNoDayHidesNone() {
        shownOn("2026-11-28", 20);
        shownOn("2026-11-29", 20);
        for (var i = 31; i <= 40; i++) {
            world.store.create("anchor/2026-11-" + i, "x".getBytes(StandardCharsets.UTF_8));
        }
        for (var i = 1; i <= 9; i++) {
            world.store.create("anchor/2026-11-0" + i, "x".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals(Optional.of(20L),
                Anchors.greatest(world.store, known, Instant.parse("2026-12-01T12:00:00Z")).map(Checkpoint::size));
    }

    @Test
    void whatWasShownBeforeQuietDaysIsKeptToo() {
        shownOn("2026-10-10", 20);
        shownOn("2026-11-19", 20);
        shownOn("2026-11-20", 20);

        assertEquals(List.of("2026-11-19", "2026-10-10"), Anchors.days(world.store));
    }

    @Test
    void anAnchorThatWasTakenAwayIsFound() {
        shownOn("2026-11-26", 20);
        shownOn("2026-11-27", 20);
        world.store.delete("anchor/2026-11-26");

        assertEquals(List.of("anchor-missing 2026-11-26"), world.found());
    }

    /** Whoever may add to the store takes a day's name with a true head of before: then the day's last one is not kept. */
    @Test
    void anAnchorThatSomebodyPutThereBeforehandIsFound() {
        shownOn("2026-11-26", 20);
        world.store.create("anchor/2026-11-27", world.store.read(Publication.CHECKPOINT).orElseThrow());
        shownOn("2026-11-27", 20);
        shownOn("2026-11-28", 20);

        assertEquals(List.of("anchored-head-not-the-last 2026-11-27"), world.found());
    }

    /** All else was put back; what is locked was not. */
    @Test
    void whoeverPutsAllElseBackDoesNotGoOnInAnotherHistory() throws IOException {
        var empty = world.copy();
        shownOn("2026-11-27", 20);
        shownOn("2026-11-28", 20);
        Files.delete(world.ledger().resolve("checkpoint"));
        for (var name : List.of("batch/00000000000000000000", "batch/00000000000000000020")) {
            Files.deleteIfExists(world.ledger().resolve(name));
        }
        loseTopic();
        world.putBack(empty);

        world.records(50);
        var next = pod();
        turn(next, 3);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), next.refusal());
    }

    @ParameterizedTest
    @CsvSource({ "true, anchored-head-not-of-this-ledger 2026-11-26", "false, anchored-head-not-signed 2026-11-26" })
    void anAnchorThatWasPutThereIsFound(boolean isSigned, String expected) {
        shownOn("2026-11-27", 20);
        world.store.create("anchor/2026-11-26", (isSigned ? world.keys.sign(7, Hash.ofLeaf(new byte[1])).toString() : "x")
                .getBytes(StandardCharsets.UTF_8));

        assertTrue(world.found().contains(expected), () -> world.found().toString());
    }

    @Test
    void whatPodsLeftThatDiedIsRemovedWhenNobodyWritesItAnyMore() throws IOException {
        var aside = Files.createDirectories(world.ledger().resolve("unfinished"));
        Files.write(aside.resolve("old"), new byte[3]);
        Files.setLastModifiedTime(aside.resolve("old"), FileTime.from(Instant.parse("2026-11-20T00:00:00Z")));
        Files.write(aside.resolve("young"), new byte[3]);

        new DirectoryStore(world.ledger()).withoutLeftovers(Instant.parse("2026-11-21T00:00:00Z"));

        assertEquals(List.of("young"), world.store.names("unfinished"));
    }

    /** One pod's day is over when another's is not. */
    @Test
    void aDayIsOverWhenItIsSoByEveryClock() {
        shownAt("2026-11-28T00:00:30Z", 20);
        shownAt("2026-11-27T23:50:00Z", 20);
        shownAt("2026-11-28T00:40:00Z", 20);
        assertEquals(List.of(), Anchors.days(world.store));

        shownAt("2026-11-28T01:10:00Z", 20);

        assertEquals(List.of("2026-11-27"), Anchors.days(world.store));
        assertEquals(Optional.of(40L), Anchors.of(world.store, known, "2026-11-27").map(Checkpoint::size));
        assertEquals(List.of(), world.found());
    }

    /** Of years that no clock tells, and a time that no calendar adds a day to. */
    @Test
    void whatNoClockTellsStopsNothing() {
        shownOn("2026-11-26", 20);
        world.store.create("anchor/+999999999-12-31", world.store.read(Publication.CHECKPOINT).orElseThrow());
        world.sql("update checkpoint set published_at = '294276-12-31' where size = 20");
        shownOn("2026-11-27", 20);

        assertEquals(40, shown());
        assertTrue(world.found().stream().anyMatch(it -> it.startsWith("head-time-changed")), () -> world.found().toString());
    }

    private void shownOn(String day, int records) {
        shownAt(day + "T10:00:00Z", records);
    }

    private void shownAt(String moment, int records) {
        var pod = world.pod(world.store, world.keys, new SteppingClock(Instant.parse(moment)));
        world.records(records);
        goOn(pod);
        end(pod);
    }
}
