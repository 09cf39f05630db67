package eu.onrecord.archive.seal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Whether the master key that wraps new keys is the one that was first used under its name. Nothing is sealed before that is
 * known; what is sealed under another is lost when the mistake is mended.
 */
@ApplicationScoped
public class MasterKeyCheck {
    private static final Logger LOG = Logger.getLogger(MasterKeyCheck.class);
    private static final int SECRET_BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of no key: the secret is bound to what it is for. */
    private static final UUID NAME = new UUID(0, 0);

    private final Pool pool;
    private final MasterKeys masterKeys;
    private final SecureRandom random;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);

    MasterKeyCheck(@ReactiveDataSource("keys") Pool pool, MasterKeys masterKeys, SecureRandom random) {
        this.pool = pool;
        this.masterKeys = masterKeys;
        this.random = random;
    }

    /** What is known of a key. */
    enum State {
        /** Nobody could be asked yet. */
        UNKNOWN,
        RIGHT,
        WRONG
    }

    /** Where the database can be asked, a wrong key does not start; where not, nothing is sealed until it can. */
    void start(@Observes StartupEvent event) {
        try {
            passed().await().atMost(PATIENCE);
        } catch (WrongMasterKeyException wrong) {
            throw wrong;
        } catch (RuntimeException away) {
            LOG.warnf("Whether the master key is the right one is not known yet: %s", away.getClass().getSimpleName());
        }
    }

    /** @return fails with {@link WrongMasterKeyException} if it is not, and with whatever else where that cannot be asked */
    Uni<Void> passed() {
        return state.get() == State.RIGHT ? Uni.createFrom().voidItem() : Uni.createFrom().deferred(this::ask);
    }

    /** Asks, whatever is known. As {@link #passed}. */
    public Uni<Void> ask() {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return pool.preparedQuery("""
                insert into master_key (id, copy, wrapped) select $1, copy, $2 from generate_series(1, 3) as copies (copy)
                on conflict do nothing""")
                .execute(Tuple.of(masterKeys.current(), Buffer.buffer(masterKeys.wrap(NAME, secret))))
                .chain(() -> pool.preparedQuery("select wrapped from master_key where id = $1")
                        .execute(Tuple.of(masterKeys.current())))
                .chain(rows -> {
                    for (var row : rows) {
                        if (opens(row.getBuffer("wrapped").getBytes())) {
                            return right();
                        }
                    }
                    state.set(State.WRONG);
                    return Uni.createFrom().failure(new WrongMasterKeyException(masterKeys.current()));
                });
    }

    private Uni<Void> right() {
        state.set(State.RIGHT);
        return Uni.createFrom().voidItem();
    }

    private boolean opens(byte[] wrapped) {
        try {
            masterKeys.unwrap(NAME, masterKeys.current(), wrapped);
            return true;
        } catch (BrokenSealException other) {
            return false;
        }
    }

    /** What is known of it. */
    State state() {
        return state.get();
    }
}
