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
    /**
     * What it is known by, and some of the keys that it wraps: that row may be damaged as any other, and what a key opens is
     * its own.
     */
    private static final String WRAPPED = """
            select '00000000-0000-0000-0000-000000000000'::uuid as id, wrapped from master_key where id = $1
            union all (select id, wrapped from key_encryption_key where master_id = $1 order by id limit 100)""";

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
        return pool.preparedQuery("insert into master_key (id, wrapped) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(masterKeys.current(), Buffer.buffer(masterKeys.wrap(NAME, secret))))
                .chain(() -> pool.preparedQuery(WRAPPED).execute(Tuple.of(masterKeys.current()))).chain(rows -> {
                    for (var row : rows) {
                        if (opens(row.getUUID("id"), row.getBuffer("wrapped").getBytes())) {
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

    private boolean opens(UUID id, byte[] wrapped) {
        try {
            masterKeys.unwrap(id, masterKeys.current(), wrapped);
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
