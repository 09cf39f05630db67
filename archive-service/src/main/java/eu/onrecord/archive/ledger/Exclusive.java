package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a store lets one of two writers of a name succeed, and one alone: all else relies on it. Not every store that says so
 * does. Blocking.
 */
final class Exclusive {
    /** One that lets both succeed in half of the races is found out by all but one in a million. */
    private static final int RACES = 20;
    private static final String FOLDER = "probe/";
    /** What tells every pod, also tomorrow's. Whoever mends the store takes it away. */
    static final String FAILED = "not-exclusive";

    private Exclusive() {
    }

    /** @throws RefusedException if it does not, or did not once: luck mends nothing */
    static void require(Store store) {
        if (store.has(FAILED)) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "once of two who made one object not just one did");
        }
        for (var race = 0; race < RACES; race++) {
            var name = FOLDER + UUID.randomUUID();
            var one = CompletableFuture.supplyAsync(() -> store.create(name, bytes("one")), Exclusive::start);
            var other = CompletableFuture.supplyAsync(() -> store.create(name, bytes("other")), Exclusive::start);
            var both = one.join() == other.join();
            var third = store.create(name, bytes("third"));
            store.delete(name);
            if (both || third) {
                store.create(FAILED, bytes(name));
                throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "of two who made one object not just one did");
            }
        }
    }

    private static void start(Runnable writer) {
        new Thread(writer, "ledger-probe").start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
