package eu.onrecord.archive.seal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.seal.WrappingKeys.Year;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Whether each master key is the one that was first used under its name. Nothing is sealed before that is known; what is sealed
 * under another is lost when the mistake is mended, and what another does not open is taken out of use.
 */
@ApplicationScoped
public class MasterKeyCheck {
    private static final Logger LOG = Logger.getLogger(MasterKeyCheck.class);
    private static final int SECRET_BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of no key: the secret is bound to what it is for. */
    private static final String USE = "check";
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
        var asked = Uni.createFrom().voidItem();
        for (var id : masterKeys.ids()) {
            asked = asked.chain(() -> ask(id));
        }
        return asked.invoke(() -> state.set(State.RIGHT));
    }

    /** What was ever wrapped by it tells; only of a key that wrapped nothing yet, and is to from now on, a proof is made. */
    private Uni<Void> ask(String id) {
        return proofs(id).chain(proofs -> {
            if (!proofs.isEmpty()) {
                return judge(id, proofs);
            }
            return id.equals(masterKeys.current()) ? introduce(id).chain(() -> proofs(id)).chain(made -> judge(id, made))
                    : Uni.createFrom().voidItem();
        });
    }

    /** Of two pods that come first with different keys one makes all three, and the other finds them. */
    private Uni<Void> introduce(String id) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return pool.preparedQuery("""
                insert into master_key (id, copy, wrapped) select $1, copy, $2 from generate_series(1, 3) as copies (copy)
                on conflict do nothing""").execute(Tuple.of(id, Buffer.buffer(masterKeys.wrap(NAME, USE, secret))))
                .replaceWithVoid();
    }

    private Uni<List<Proof>> proofs(String id) {
        return pool.preparedQuery(
                """
                        select null::uuid as id, null as legal_entity, null::int as year, wrapped from master_key where id = $1 union all
                        (select id, legal_entity, year, wrapped from key_encryption_key where master_id = $1 order by created_at desc limit 3)""")
                .execute(Tuple.of(id)).map(rows -> {
                    var proofs = new ArrayList<Proof>();
                    rows.forEach(row -> proofs.add(Proof.of(row)));
                    return proofs;
                });
    }

    /** What a master key wrapped: damaged like any row, so that one that opens is enough. */
    private record Proof(UUID of, String use, byte[] wrapped) {
        static Proof of(Row row) {
            var wrapped = row.getBuffer("wrapped").getBytes();
            return row.getUUID("id") == null ? new Proof(NAME, USE, wrapped)
                    : new Proof(row.getUUID("id"), new Year(row.getString("legal_entity"), row.getInteger("year")).use(),
                            wrapped);
        }
    }

    private Uni<Void> judge(String id, List<Proof> proofs) {
        if (proofs.stream().anyMatch(proof -> opens(id, proof))) {
            return Uni.createFrom().voidItem();
        }
        state.set(State.WRONG);
        return Uni.createFrom().failure(new WrongMasterKeyException(id));
    }

    private boolean opens(String id, Proof proof) {
        try {
            masterKeys.unwrap(proof.of(), proof.use(), id, proof.wrapped());
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
