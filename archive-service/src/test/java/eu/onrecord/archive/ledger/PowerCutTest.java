package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks lie about what they have: names are there, and bytes are lost. */
class PowerCutTest extends LedgerTest {

    /** No head covers them yet, so no head says that they are wrong. */
    @ParameterizedTest
    @ValueSource(strings = { "tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001" })
    void aTileThatNoHeadCoversYetIsHeldToTheLeaves(String name) throws IOException {
        integratedAndNotShown(name.endsWith("1") ? 256 : 0);
        zero(name);

        var next = pod();
        turn(next, 3);
        assertEquals(Optional.of(Refusal.STORE_DIFFERS), next.refusal());

        // the way out
        Files.delete(file(name));
        goOn(pod());
        assertEquals(600, shown());
        oneHistory();
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "32, false", "40, true", "3200, true" })
    void aBatchWhoseBytesWereLostSaysSo(int length, boolean isSeen) throws IOException {
        world.records(20);
        var first = pod();
        goOn(first);
        end(first);
        Files.write(file("batch/00000000000000000020"), new byte[length]);
        world.records(100);

        var next = pod();
        turn(next, 5);

        if (isSeen) {
            assertEquals(Optional.of(Refusal.STORE_DIFFERS), next.refusal());
            assertEquals(List.of("batch-unreadable 20"), world.found());
            Files.delete(file("batch/00000000000000000020"));
        }
        goOn(pod());
        assertEquals(isSeen ? 120 : 121, shown());
        oneHistory();
    }

    /** What is there beyond the database gets its places only when it is known to be what was shown. */
    @Test
    void ofASpoiltBatchNothingGetsAPlace() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        world.records(100);
        goOn(pod);
        end(pod);
        var good = Files.readAllBytes(file("batch/00000000000000000020"));
        var spoilt = good.clone();
        spoilt[500] ^= 1;
        Files.write(file("batch/00000000000000000020"), spoilt);
        world.putBack(backup);

        var next = pod();
        turn(next, 3);
        assertEquals(Optional.of(Refusal.NOT_OF_THIS_TREE), next.refusal());
        assertEquals(20, world.count("leaf"));

        // the way out
        Files.write(file("batch/00000000000000000020"), good);
        world.records(5);
        goOn(pod());
        assertEquals(125, shown());
        oneHistory();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 300 })
    void aVisibleHeadWhoseBytesWereLostIsShownAgain(int length) throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        Files.write(file("checkpoint"), new byte[length]);

        world.records(5);
        goOn(pod());

        assertEquals(25, shown());
        oneHistory();
    }

    @Test
    void whatAFileSystemPutsBesideReportsIsPassedOver() throws IOException {
        var pod = pod();
        var empty = world.copy();
        world.records(20);
        goOn(pod);
        world.putBack(empty);
        world.records(5);
        goOn(pod);
        Files.writeString(file("lost/.nfs0001"), "x");

        assertEquals(20, LostLeaves.reported(world.store).size());
        assertEquals(List.of(), world.found());
    }

    private void integratedAndNotShown(int shownBefore) {
        if (shownBefore > 0) {
            world.records(shownBefore);
            var first = pod();
            goOn(first);
            end(first);
        }
        var store = new CrashingStore(world.store);
        var dead = new AtomicBoolean();
        store.doBefore(name -> name.contains(".p/"), () -> {
            dead.set(true);
            throw new CrashingStore.Crash();
        });
        world.records(600 - shownBefore);
        var pod = pod(store);
        for (var turns = 0; turns < 5 && !dead.get(); turns++) {
            turn(pod, 1);
        }
        end(pod);
        assertTrue(dead.get());
        assertEquals(600, world.count("leaf"));
    }

    private void zero(String name) throws IOException {
        Files.write(file(name), new byte[(int) Files.size(file(name))]);
    }

    private Path file(String name) {
        return world.ledger().resolve(name);
    }
}
