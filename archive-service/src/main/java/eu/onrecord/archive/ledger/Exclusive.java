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

    private Exclusive() {
    }

    /** @throws RefusedException if it does not */
    static void require(Store store) {
        for (var race = 0; race < RACES; race++) {
            var name = FOLDER + UUID.randomUUID();
            var one = CompletableFuture.supplyAsync(() -> store.create(name, bytes("one")), Exclusive::start);
            var other = CompletableFuture.supplyAsync(() -> store.create(name, bytes("other")), Exclusive::start);
            var both = one.join() == other.join();
            var third = store.create(name, bytes("third"));
            store.delete(name);
            if (both || third) {
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
