package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        var thrown = assertThrows(RefusedException.class, () -> Exclusive.require(new OnceWrong(store)));
        assertEquals(Refusal.STORE_NOT_EXCLUSIVE, thrown.refusal());

        assertThrows(RefusedException.class, () -> Exclusive.require(store));
        store.delete(Exclusive.FAILED);
        assertDoesNotThrow(() -> Exclusive.require(store));
    }

    /** Lets two who make one object both believe that they did, the first time. */
    private static final class OnceWrong implements Store {
        private final Store store;
        private final AtomicInteger made = new AtomicInteger();

        private OnceWrong(Store store) {
            this.store = store;
        }

        @Override
        public boolean create(String name, byte[] bytes) {
            return store.create(name, bytes) | made.incrementAndGet() <= 2;
        }

        @Override
        public Optional<byte[]> read(String name) {
            return store.read(name);
        }

        @Override
        public boolean has(String name) {
            return store.has(name);
        }

        @Override
        public boolean replace(String name, Optional<byte[]> was, byte[] bytes) {
            return store.replace(name, was, bytes);
        }

        @Override
        public List<String> names(String inside) {
            return store.names(inside);
        }

        @Override
        public void delete(String name) {
            store.delete(name);
        }
    }
}
