package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A store at which something happens to a pod: before it changes an object, or when it has. */
class CrashingStore implements Store {
    private final Store store;
    private Consumer<String> before = name -> {
    };
    private Consumer<String> after = name -> {
    };

    CrashingStore(Store store) {
        this.store = store;
    }

    /** The pod is no more. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What happens when an object of this name is about to change. */
    void doBefore(Predicate<String> where, Runnable what) {
        before = at(where, what);
    }

    /** What happens when an object of this name has changed. */
    void doAfter(Predicate<String> where, Runnable what) {
        after = at(where, what);
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
    public boolean create(String name, byte[] bytes) {
        before.accept(name);
        var created = store.create(name, bytes);
        after.accept(name);
        return created;
    }

    @Override
    public boolean refusesWhoComesLate(String probe) {
        return store.refusesWhoComesLate(probe);
    }

    @Override
    public boolean replace(String name, Optional<byte[]> was, byte[] bytes) {
        before.accept(name);
        var replaced = store.replace(name, was, bytes);
        after.accept(name);
        return replaced;
    }

    @Override
    public List<String> names(String folder) {
        return store.names(folder);
    }

    @Override
    public void delete(String name) {
        before.accept(name);
        store.delete(name);
        after.accept(name);
    }

    private static Consumer<String> at(Predicate<String> where, Runnable what) {
        return name -> {
            if (where.test(name)) {
                what.run();
            }
        };
    }
}
