package eu.onrecord.archive.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The key-encryption keys: one for each legal entity and year, wrapped by a master key. They are few and never destroyed, so
 * those that were used are remembered.
 */
@ApplicationScoped
class WrappingKeys {
    private static final Logger LOG = Logger.getLogger(WrappingKeys.class);
    private static final int KEY_BYTES = 32;

    private final Pool pool;
    private final MasterKeys masterKeys;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<Stored, DataKey> used = new ConcurrentHashMap<>();

    WrappingKeys(@ReactiveDataSource("keys") Pool pool, MasterKeys masterKeys, SecureRandom random, Clock clock) {
        this.pool = pool;
        this.masterKeys = masterKeys;
        this.random = random;
        this.clock = clock;
    }

    /** As it stands in the database: what was damaged there since is not remembered as it was. */
    private record Stored(UUID id, Year year, String masterId, Buffer wrapped) {
    }

    /** What one key is for. */
    record Year(String legalEntity, int year) {
        String use() {
            return legalEntity + " " + year;
        }

        static Year of(Sealing sealing) {
            return new Year(sealing.legalEntity(), sealing.month().getYear());
        }
    }

    /** The keys of all of these, made where they are missing. */
    Uni<Map<Year, DataKey>> of(Collection<Sealing> sealings) {
        var years = sealings.stream().map(Year::of).distinct().toList();
        return find(years).chain(found -> found.size() == years.size() ? Uni.createFrom().item(found)
                : make(years.stream().filter(year -> !found.containsKey(year)).toList()).chain(() -> find(years)));
    }

    /** @throws MissingMasterKeyException if its master key is not configured */
    DataKey unwrap(UUID id, Year year, String masterId, byte[] wrapped) {
        return used.computeIfAbsent(new Stored(id, year, masterId, Buffer.buffer(wrapped)),
                unknown -> masterKeys.unwrap(id, year.use(), masterId, wrapped));
    }

    private Uni<Map<Year, DataKey>> find(List<Year> years) {
        return pool.preparedQuery("""
                select e.* from unnest($1::text[], $2::int[]) as wanted (legal_entity, year)
                join key_encryption_key e on e.legal_entity = wanted.legal_entity and e.year = wanted.year
                and e.retired_at is null""")
                .execute(columns(years).tuple()).chain(rows -> {
                    var keys = new HashMap<Year, DataKey>();
                    var unusable = new ArrayList<UUID>();
                    for (var row : rows) {
                        try {
                            var year = new Year(row.getString("legal_entity"), row.getInteger("year"));
                            keys.put(year, unwrap(row.getUUID("id"), year, row.getString("master_id"),
                                    row.getBuffer("wrapped").getBytes()));
                        } catch (BrokenSealException | MissingMasterKeyException cannot) {
                            unusable.add(row.getUUID("id"));
                        }
                    }
                    return unusable.isEmpty() ? Uni.createFrom().item(keys) : retire(unusable).replaceWith(keys);
                });
    }

    /** What cannot be opened, or only with a master key that is not there, wraps nothing more: the next is made. */
    private Uni<Void> retire(List<UUID> unusable) {
        LOG.errorf("Key-encryption keys cannot be opened, and wrap nothing more: %s", unusable);
        return pool.preparedQuery("update key_encryption_key set retired_at = $2 where id = any($1) and retired_at is null")
                .execute(Tuple.of(unusable.toArray(UUID[]::new), clock.instant().atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    private Uni<Void> make(List<Year> missing) {
        var ids = missing.stream().map(year -> UUID.randomUUID()).toArray(UUID[]::new);
        var wrapped = new Buffer[ids.length];
        for (var i = 0; i < ids.length; i++) {
            var secret = new byte[KEY_BYTES];
            random.nextBytes(secret);
            wrapped[i] = Buffer.buffer(masterKeys.wrap(ids[i], missing.get(i).use(), secret));
        }
        return pool.preparedQuery("""
                insert into key_encryption_key (legal_entity, year, id, wrapped, master_id, created_at)
                select *, $5, $6 from unnest($1::text[], $2::int[], $3::uuid[], $4::bytea[]) on conflict do nothing""")
                .execute(columns(missing).all(ids).all(wrapped).all(masterKeys.current()).all(clock.instant()).tuple())
                .replaceWithVoid();
    }

    private static Columns<Year> columns(List<Year> years) {
        return Columns.of(years).text(Year::legalEntity).number(Year::year);
    }
}
