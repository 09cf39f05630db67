package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a store is believed. */
class ExclusiveTest {
    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void begin() {
        store = new DirectoryStore(directory);
    }

    @Test
    void aStoreThatLetsOneOfTwoSucceedIsBelievedAndLeftAsItWas() {
        assertDoesNotThrow(() -> Exclusive.require(store));
        assertDoesNotThrow(() -> Exclusive.require(store));
        assertEquals(List.of(), store.names("probe"));
    }

    /** It is asked every half minute: sooner or later all races would go well. */
    @Test
    void aStoreThatFailedOnceIsBelievedByNobodyUntilItIsMended() {
        var thrown = assertThrows(RefusedException.class, () -> Exclusive.require(onceWrong()));
        assertEquals(Refusal.STORE_NOT_EXCLUSIVE, thrown.refusal());

        assertThrows(RefusedException.class, () -> Exclusive.require(store));
        store.delete(Exclusive.FAILED);
        assertDoesNotThrow(() -> Exclusive.require(store));
    }

    /** A gateway has the last word, and it is wrong: whoever asked once more was refused by what they had made themselves. */
    @Test
    void aStoreWhoseAnswersAreLostIsNotAccused() {
        var answers = new AtomicInteger();
        var deaf = new CrashingStore(store) {
            @Override
            public boolean create(String name, byte[] bytes) {
                return super.create(name, bytes) && (!name.startsWith("probe/") || answers.incrementAndGet() % 2 == 0);
            }
        };

        assertDoesNotThrow(() -> Exclusive.require(deaf));
        assertEquals(List.of(), store.names("probe"));
    }

    /** It may overwrite all the while, and say each time that something was there. That is no proof against it either. */
    @Test
    void aStoreThatNeverSaysThatOneSucceededIsNotBelievedNow() {
        var mute = new CrashingStore(store) {
            @Override
            public boolean create(String name, byte[] bytes) {
                return super.create(name, bytes) && !name.startsWith("probe/");
            }
        };

        assertThrows(RefusedException.class, () -> Exclusive.require(mute));
        assertDoesNotThrow(() -> Exclusive.requireNeverFailed(mute));
        assertDoesNotThrow(() -> Exclusive.require(store));
    }

    @Test
    void aStoreThatLetsWhoComesLateReplaceIsNotBelieved() {
        var careless = new CrashingStore(store) {
            @Override
            public boolean refusesWhoComesLate(String probe) {
                return false;
            }
        };

        assertThrows(RefusedException.class, () -> Exclusive.require(careless));
    }

    /** Lets the third who makes an object believe that they did, the first time. */
    private Store onceWrong() {
        var changes = new AtomicInteger();
        var crashing = new CrashingStore(store);
        crashing.doBefore(name -> name.startsWith("probe/") && changes.incrementAndGet() == 3,
                () -> store.names("probe").forEach(name -> store.delete("probe/" + name)));
        return crashing;
    }
}
