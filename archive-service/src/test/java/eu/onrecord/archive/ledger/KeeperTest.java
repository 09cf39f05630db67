package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;
import eu.onrecord.tlog.VerifierKey;

/** Whatever happens to pods, database, topic and store: one history, or none that goes on. */
class KeeperTest extends LedgerTest {
    @Test
    void recordsGetTheirPlacesAndAHeadIsShown() {
        world.records(700);

        goOn(pod());

        assertEquals(700, shown());
        oneHistory();
    }

    @Test
    void whatIsCoveredByAHeadNeedsNoBatchAndNoPartialTile() throws IOException {
        var pod = pod();
        for (var i = 0; i < 5; i++) {
            world.records(100);
            goOn(pod);
        }

        assertEquals(500, shown());
        assertTrue(world.store.names(Batch.FOLDER).size() <= 4, () -> world.store.names(Batch.FOLDER).toString());
        assertEquals(List.of(), world.store.names("tile/0/000.p"));
        assertEquals(List.of(), world.store.names("tile/entries/000.p"));
        assertTrue(world.store.has("tile/0/001.p/244"));
        oneHistory();
    }

    /** Each name is where a pod dies, once before it writes and once when it has. */
    @ParameterizedTest
    @CsvSource({ "batch/, true", "batch/, false", "tile/entries/000, true", "tile/entries/000, false", "tile/0/000, true",
            "tile/0/000, false", "tile/entries/002.p/, true", "tile/entries/002.p/, false", "tile/0/002.p/, true",
            "tile/0/002.p/, false", "tile/1/000.p/, true", "tile/1/000.p/, false", "checkpoint, true", "checkpoint, false" })
    void aCrashLeavesWhatTheNextPodGoesOnWith(String name, boolean isBefore) {
        var store = new CrashingStore(world.store);
        var first = pod(store);
        world.records(600);
        crash(store, isBefore, it -> it.startsWith(name));
        untilItDies(first);
        world.cutOff();

        world.records(10);
        goOn(pod());

        assertEquals(610, shown());
        oneHistory();
    }

    @ParameterizedTest
    @ValueSource(strings = { "batch/", "tile/0/000", "tile/0/001.p/", "checkpoint" })
    void aDatabaseThatGoesAwayBetweenTwoStepsIsGoneOnWith(String name) {
        var store = new CrashingStore(world.store);
        var cut = new AtomicBoolean();
        store.doAfter(it -> it.startsWith(name) && !cut.getAndSet(true), world::cutOff);
        world.records(300);

        goOn(pod(store));

        assertTrue(cut.get());
        assertEquals(300, shown());
        oneHistory();
    }

    /** The clock of the test stands at ten o'clock on the 28th of November, and goes on by seconds. */
    @Test
    void headsThinOut() {
        world.sql("insert into checkpoint select -1000 + g, 'old', timestamptz '2026-09-01T00:00:00Z' + g * interval '1 hour'"
                + " from generate_series(1, 48) g");
        world.sql(
                "insert into checkpoint select -500 + g, 'young', timestamptz '2026-11-26T00:00:00Z' + g * interval '20 minutes'"
                        + " from generate_series(0, 71) g");
        world.sql(
                "insert into checkpoint select -100 + g, 'today', timestamptz '2026-11-28T01:00:00Z' + g * interval '20 minutes'"
                        + " from generate_series(0, 9) g");
        world.records(10);

        goOn(pod());

        assertEquals(3, world.count("checkpoint where note = 'old'"), "the last of each day");
        assertEquals(24, world.count("checkpoint where note = 'young'"), "the last of each hour");
        assertEquals(1, world.count("checkpoint where note = 'young' and published_at = '2026-11-26T05:40:00Z'"));
        assertEquals(10, world.count("checkpoint where note = 'today'"), "all of the last day");
    }

    @Test
    void aFailoverThatLosesCommitsGoesOnInTheSameHistory() {
        var a = pod();
        var b = pod();
        world.records(20);
        goOn(a);
        var standby = world.copy();
        world.records(300);
        goOn(a);

        world.putBack(standby);
        world.records(6);
        goOn(b);
        goOn(a);

        assertEquals(326, shown());
        assertEquals(300, world.count("lost_leaf"));
        assertEquals(300, LostLeaves.reported(world.store).size());
        oneHistory();
    }

    @Test
    void whatTheRestoredDatabaseStillWaitsWithGetsThePlaceThatItHad() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        world.records(40);
        var backup = world.copy();
        goOn(pod);
        world.records(50);
        goOn(pod);

        world.putBack(backup);
        goOn(pod);

        assertEquals(110, shown());
        assertEquals(50, world.count("lost_leaf"));
        assertEquals(0, world.count("record r where not exists (select from leaf l where l.commitment = r.commitment)"));
        oneHistory();
    }

    @Test
    void ofADatabaseThatIsEmptyAgainTheStoreKnowsAll() {
        var pod = pod();
        var empty = world.copy();
        world.records(700);
        goOn(pod);

        world.putBack(empty);
        world.records(5);
        goOn(pod);

        assertEquals(705, shown());
        assertEquals(700, world.count("lost_leaf"));
        oneHistory();
    }

    @Test
    void tilesThatWereLostAreMadeAgain() throws IOException {
        var pod = pod();
        world.records(70_000);
        goOn(pod);
        var root = root();
        remove(world.ledger().resolve("tile"));
        remove(world.ledger().resolve("batch"));
        end(pod);

        world.records(1);
        goOn(pod());

        assertEquals(70_001, shown());
        assertEquals(root, new StoredTree(world.store).hashes(List.of(new LeafRange(0, 70_000)), 70_001).get(0));
        oneHistory();
    }

    /** The volume was put back to an earlier moment, within a bundle. */
    @Test
    void batchesThatWereLostAreMadeAgain() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        world.records(20);
        goOn(pod);
        end(pod);
        Files.delete(world.ledger().resolve("batch/00000000000000000020"));

        world.records(5);
        goOn(pod());

        assertEquals(45, shown());
        oneHistory();
    }

    @ParameterizedTest
    @ValueSource(strings = { "tile/0/000", "tile/entries/001", "tile/0/272", "tile/1/000" })
    void oneTileThatWasLostIsMadeAgainWhicheverItIs(String name) throws IOException {
        var pod = pod();
        world.records(70_000);
        goOn(pod);
        end(pod);
        var bytes = Files.readAllBytes(world.ledger().resolve(name));
        Files.delete(world.ledger().resolve(name));

        world.records(1);
        goOn(pod());

        assertArrayEquals(bytes, Files.readAllBytes(world.ledger().resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tile/0/000", "tile/0/001" })
    void aTileThatWasCutOffSaysSo(String name) throws IOException {
        var pod = pod();
        world.records(600);
        goOn(pod);
        end(pod);
        Files.write(world.ledger().resolve(name), new byte[100]);

        var next = pod();
        world.records(5);
        turn(next, 3);
        assertEquals(Optional.of(Refusal.STORE_DIFFERS), next.refusal());

        // the way out
        Files.delete(world.ledger().resolve(name));
        goOn(pod());
        assertEquals(605, shown());
        oneHistory();
    }

    @ParameterizedTest
    @ValueSource(strings = { ".nfs0000000000000001", "lost+found", "7", "99999999999999999999" })
    void whatAFileSystemPutsBesideTheBatchesIsPassedOver(String name) throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        Files.write(world.ledger().resolve("batch").resolve(name), new byte[32]);

        world.records(5);
        goOn(pod());

        assertEquals(25, shown());
        assertEquals(List.of(), world.found());
    }

    /** It slept before it made the batch, and by then that batch was made by others, covered and removed. */
    @Test
    void aBatchThatASleeperMakesAgainIsNotBelieved() {
        var store = new CrashingStore(world.store);
        var sleeper = pod(store);
        world.records(20);
        goOn(sleeper);
        var backup = world.copy();
        world.records(100);
        var slept = new AtomicBoolean();
        store.doBefore(name -> name.startsWith("batch/") && !slept.getAndSet(true), () -> {
            world.cutOff();
            // these come first
            world.sql("update leaf_queue set commitment = sha256(commitment)");
            world.sql("update record set commitment = sha256(commitment) where not exists"
                    + " (select from leaf l where l.commitment = record.commitment)");
            world.records(904);
            var other = pod();
            goOn(other);
            world.records(10);
            goOn(other);
            end(other);
        });
        for (var turns = 0; turns < 5 && !slept.get(); turns++) {
            turn(sleeper, 1);
        }
        end(sleeper);
        assertTrue(world.store.has("batch/00000000000000000020"), "made again");

        world.putBack(backup);
        world.records(5);
        goOn(pod());

        assertEquals(1_039, shown());
        oneHistory();
    }

    @Test
    void tilesAreNotMadeOfLeavesThatGiveAnotherHead() throws IOException {
        var pod = pod();
        world.records(700);
        goOn(pod);
        end(pod);
        remove(world.ledger().resolve("tile"));
        world.sql("update leaf set commitment = sha256(commitment) where index = 17");

        var next = pod();
        turn(next, 3);

        assertEquals(Optional.of(Refusal.NOT_OF_THIS_TREE), next.refusal());
        assertTrue(!world.store.has("tile/0/000"));
    }

    @Test
    void aDatabaseThatIsBehindAnEmptyStoreSignsNothing() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        world.records(20);
        goOn(pod);
        remove(world.ledger());
        world.putBack(backup);

        turn(pod, 5);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), pod.refusal());
        assertEquals(2, world.published().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "stray", "forged", "other origin", "empty", "spoilt" })
    void whatOthersPutInTheTopicIsPassedOver(String kind) {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        var other = LedgerWorld.newKey(kind.equals("forged") ? world.key.verifier().name() : "example.org/other",
                VerifierKey.Type.LOG);
        var head = new LedgerKeys(other, List.of()).sign(99, Hash.ofNothing()).toString();
        world.publish(switch (kind) {
            case "stray" -> "what is this?".getBytes(StandardCharsets.UTF_8);
            case "empty" -> new byte[0];
            case "spoilt" -> world.keys.sign(99, Hash.ofNothing()).toString().replace("\n99\n", "\n98\n")
                    .getBytes(StandardCharsets.UTF_8);
            default -> head.getBytes(StandardCharsets.UTF_8);
        });

        world.records(5);
        goOn(pod());

        assertEquals(25, shown());
        oneHistory();
    }

    @Test
    void aHeadOfOursThatIsOfAnotherTreeStopsAll() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        world.publish(world.keys.sign(15, Hash.ofLeaf(new byte[1])).toString().getBytes(StandardCharsets.UTF_8));

        var next = pod();
        world.records(5);
        turn(next, 5);

        assertEquals(Optional.of(Refusal.NOT_OF_THIS_TREE), next.refusal());
        assertEquals(20, shown());
    }

    /** Whoever puts heads of before there, however many, and puts database and store back, makes nobody forget the last. */
    @Test
    void headsOfBeforeThatArePutThereAgainHideNoneBehindThem() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        var first = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(pod);
        end(pod);
        wentBackTo20(backup, first);
        world.publish(Collections.nCopies(1_300, first));

        world.records(5);
        var next = pod();
        turn(next, 3);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), next.refusal());
        assertEquals(20, shown());
    }

    /** As from a backup of the topic, or by whoever may write there: each of them once, and in order. */
    @Test
    void allHeadsOfBeforeThatAreGivenOnceMoreHideNoneBehindThem() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        var first = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(680);
        goOn(pod);
        end(pod);
        var edge = new Edge();
        var before = new ArrayList<byte[]>();
        for (var leaf : world.leaves().subList(0, 699)) {
            edge.append(List.of(leaf));
            before.add(world.keys.sign(edge.size(), edge.root()).toString().getBytes(StandardCharsets.UTF_8));
        }
        world.putBack(backup);
        Files.write(world.ledger().resolve("checkpoint"), first);
        for (var batch : world.store.names("batch")) {
            world.store.delete("batch/" + batch);
        }
        world.store.names("tile").forEach(level -> world.store.names("tile/" + level)
                .forEach(tile -> world.store.delete("tile/" + level + "/" + tile)));
        world.publish(before);

        world.records(680);
        var next = pod();
        turn(next, 3);

        assertTrue(Set.of(Refusal.BEHIND_A_HEAD, Refusal.NOT_OF_THIS_TREE).contains(next.refusal().orElseThrow()),
                () -> next.refusal().toString());
        assertEquals(20, shown());
    }

    @Test
    void whereTheTopicHasNoHeadTheStoreSaysWhereToGoOn() {
        world.records(20);
        var pod = pod();
        goOn(pod);
        end(pod);
        loseTopic();

        world.records(5);
        goOn(pod());

        assertEquals(25, shown());
        oneHistory();
    }

    /** Whatever it was, what the term believes may not be so. */
    @Test
    void anErrorBetweenTwoStepsEndsTheTerm() {
        var store = new CrashingStore(world.store);
        var pod = pod(store);
        world.records(20);
        goOn(pod);
        world.records(300);
        var thrown = new AtomicBoolean();
        store.doBefore(name -> name.startsWith("tile/entries") && !thrown.getAndSet(true), () -> {
            throw new OutOfMemoryError("as if");
        });
        assertThrows(OutOfMemoryError.class, () -> {
            for (var turns = 0; turns < 5; turns++) {
                pod.turn();
            }
        });

        goOn(pod);

        assertEquals(320, shown());
        oneHistory();
    }

    /** The tables alone went back, under a connection that lives. */
    @Test
    void noBatchIsMadeWhileTheDatabaseIsAnotherThanTheTermKnows() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        world.records(10);
        goOn(pod);
        world.sql("with back as (delete from leaf where index >= 20 returning commitment)"
                + " insert into leaf_queue (commitment) select commitment from back");

        goOn(pod);

        assertEquals(30, shown());
        oneHistory();
    }

    @Test
    void aHeadThatSomebodyPutInTheTopicAgainIsNotTheLast() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var first = world.store.read(Publication.CHECKPOINT).orElseThrow();
        var backup = world.copy();
        world.records(20);
        goOn(pod);
        end(pod);
        world.putBack(backup);
        world.store.delete("batch/00000000000000000020");
        assertTrue(world.store.replace(Publication.CHECKPOINT, world.store.read(Publication.CHECKPOINT), first));
        world.publish(first);

        var next = pod();
        world.records(5);
        turn(next, 3);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), next.refusal());
        assertEquals(List.of(20L, 40L, 20L), world.published().stream().map(Checkpoint::size).toList());
    }

    @Test
    void aClockThatWasAheadAndIsSetRightHoldsUpNothing() {
        var clock = new SteppingClock(Instant.parse("2026-12-28T10:00:00Z"));
        var pod = world.pod(world.store, world.keys, clock);
        world.records(20);
        goOn(pod);

        clock.set(Instant.parse("2026-11-28T10:00:00Z"));
        world.records(20);
        goOn(pod);
        end(pod);
        world.records(20);
        goOn(pod);

        assertEquals(60, shown());
    }

    @Test
    void podsWhoseClocksDifferKeepOneHistory() {
        var behind = world.pod(world.store, world.keys, new SteppingClock(Instant.parse("2001-01-01T00:00:00Z")));
        var ahead = world.pod(world.store, world.keys, new SteppingClock(Instant.parse("2090-01-01T00:00:00Z")));
        for (var i = 0; i < 3; i++) {
            world.records(10);
            goOn(behind);
            end(behind);
            world.records(10);
            goOn(ahead);
            end(ahead);
        }

        assertEquals(60, shown());
        oneHistory();
    }

    /** A pod that was stopped between two steps, and goes on when another has done its work. */
    @ParameterizedTest
    @CsvSource({ "batch/, true", "batch/, false", "tile/entries/00, true", "tile/entries/00, false", "tile/0/00, true",
            "tile/0/00, false", "tile/1/000.p/, true", "tile/1/000.p/, false", "checkpoint, true", "checkpoint, false" })
    void aZombieChangesNothing(String name, boolean isBefore) {
        var store = new CrashingStore(world.store);
        var zombie = pod(store);
        var other = pod();
        world.records(300);
        var slept = new AtomicBoolean();
        Runnable meanwhile = () -> {
            world.cutOff();
            world.records(300);
            goOn(other);
            end(other);
        };
        if (isBefore) {
            store.doBefore(it -> it.startsWith(name) && !slept.getAndSet(true), meanwhile);
        } else {
            store.doAfter(it -> it.startsWith(name) && !slept.getAndSet(true), meanwhile);
        }

        turn(zombie, 4);

        assertTrue(slept.get(), name);
        goOn(pod());
        assertEquals(600, shown());
        oneHistory();
    }

    @Test
    void twoPodsAtOnceKeepOneHistory() throws InterruptedException {
        var pods = List.of(pod(), pod(), pod());
        var threads = pods.stream().map(pod -> new Thread(() -> {
            for (var i = 0; i < 60; i++) {
                turn(pod, 1);
                if (i % 7 == 0) {
                    end(pod);
                }
            }
        })).toList();
        threads.forEach(Thread::start);
        for (var i = 0; i < 20; i++) {
            world.records(37);
        }
        for (var thread : threads) {
            thread.join(60_000);
        }
        pods.forEach(KeeperTest::end);

        goOn(pod());

        assertEquals(740, shown());
        oneHistory();
    }

    /** The database was held up, and gives the lock to who asked for it no longer. */
    @Test
    void aLockThatIsGivenLateIsHeldByNobody() {
        world.sql("create schema held_up");
        world.sql("""
                create function held_up.pg_try_advisory_lock(key bigint) returns boolean language plpgsql as $$ begin
                perform pg_sleep(11); return pg_catalog.pg_try_advisory_lock(key); end $$""");
        world.sql("alter database " + world.database + " set search_path = held_up, pg_catalog, public");
        world.records(20);
        var patient = pod();
        turn(patient, 1);
        world.sql("alter database " + world.database + " reset search_path");

        goOn(pod());

        assertEquals(20, shown());
        end(patient);
    }

    private void untilItDies(Keeper pod) {
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try {
                pod.turn();
            } catch (CrashingStore.Crash crash) {
                return;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            assertTrue(System.nanoTime() < deadline, "it does not die");
        }
    }

    private static void crash(CrashingStore store, boolean isBefore, Predicate<String> where) {
        Runnable crash = () -> {
            throw new CrashingStore.Crash();
        };
        if (isBefore) {
            store.doBefore(where, crash);
        } else {
            store.doAfter(where, crash);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
