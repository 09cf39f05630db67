package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

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

    /** @throws RefusedException if some pod, at whatever time, saw that it does not: luck mends nothing */
    static void requireNeverFailed(Store store) {
        if (store.has(FAILED)) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "once of two who made one object not just one did");
        }
    }

    /** @throws RefusedException if it does not, or nothing shows that it does */
    static void require(Store store) {
        requireNeverFailed(store);
        var proven = 0;
        if (!store.refusesWhoComesLate(FOLDER + UUID.randomUUID())) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "who replaced what was not there any more did so");
        }
        for (var race = 0; race < RACES; race++) {
            var name = FOLDER + UUID.randomUUID();
            try {
                proven += isProvenByOne(store, name) ? 1 : 0;
            } catch (RefusedException both) {
                store.create(FAILED, bytes(name));
                throw both;
            } finally {
                store.delete(name);
            }
        }
        if (proven == 0) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "of two who made one object never one did");
        }
    }

    /** That neither is told to have made it proves nothing: an answer may be lost on its way, and what was asked be done. */
    private static boolean isProvenByOne(Store store, String name) {
        var made = two(() -> store.create(name, bytes("one")), () -> store.create(name, bytes("other")));
        if (made == 2 || made == 1 && store.create(name, bytes("third"))) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, "of two who made one object not just one did");
        }
        return made == 1 && store.read(name).isPresent();
    }

    /** How many succeed of two who begin at once. */
    private static int two(BooleanSupplier one, BooleanSupplier other) {
        var first = CompletableFuture.supplyAsync(one::getAsBoolean, Exclusive::start);
        var second = CompletableFuture.supplyAsync(other::getAsBoolean, Exclusive::start);
        return (first.join() ? 1 : 0) + (second.join() ? 1 : 0);
    }

    private static void start(Runnable writer) {
        new Thread(writer, "ledger-probe").start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
