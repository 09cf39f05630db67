package eu.onrecord.archive.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.seal.Sealing.Place;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The data keys, in a database of their own. A key is there, committed, before anything is sealed under it. */
@ApplicationScoped
public class KeyStore {
    private static final Logger LOG = Logger.getLogger(KeyStore.class);
    private static final int KEY_BYTES = 32;
    /**
     * With a limit inside, so that each is looked for by its index: a planner that guesses wrong would read the whole table.
     */
    private static final String LIVING = """
            select d.*, e.legal_entity, e.year, e.master_id, e.wrapped as wrapped_wrapping,
            e.id as wrapping_id
            from unnest($1::text[], $2::date[]) as wanted (scope, month)
            cross join lateral (select * from data_key d where d.scope = wanted.scope and d.month = wanted.month
            and d.wrapped is not null and d.retired_at is null limit 1) d
            left join lateral (select * from key_encryption_key e where e.id = d.key_encryption_key_id limit 1) e on true""";
    private static final String BY_ID = """
            select d.*, e.legal_entity, e.year, e.master_id, e.wrapped as wrapped_wrapping,
            e.id as wrapping_id
            from unnest($1::uuid[]) as wanted (id)
            cross join lateral (select * from data_key d where d.id = wanted.id limit 1) d
            left join lateral (select * from key_encryption_key e where e.id = d.key_encryption_key_id limit 1) e on true""";

    /** What was made before was looked for again and again. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    private final Map<UUID, Instant> madeLately = new ConcurrentHashMap<>();
    private final Set<UUID> saidToBeLost = ConcurrentHashMap.newKeySet();
    private final Pool pool;
    private final WrappingKeys wrappingKeys;
    private final MasterKeyCheck check;
    private final LookupKey lookupKey;
    private final SecureRandom random;
    private final Clock clock;

    KeyStore(@ReactiveDataSource("keys") Pool pool, WrappingKeys wrappingKeys, MasterKeyCheck check, LookupKey lookupKey,
            SecureRandom random, Clock clock) {
        this.pool = pool;
        this.lookupKey = lookupKey;
        this.check = check;
        this.wrappingKeys = wrappingKeys;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The living keys for all of these, made where they are missing.
     *
     * @return by what they are for
     */
    public Uni<Map<Sealing, DataKey>> living(Collection<Sealing> wanted) {
        // in one order, so that two pods that make the same keys never wait for each other
        var places = wanted.stream().distinct().sorted(Comparator.comparing((Sealing it) -> it.scope().name())
                .thenComparing(Sealing::month).thenComparing(Sealing::legalEntity)).toList();
        return check.passed().chain(() -> find(places)).chain(found -> {
            var missing = places.stream().filter(it -> !found.containsKey(it.place())).toList();
            return missing.isEmpty() ? Uni.createFrom().item(found)
                    : make(missing).chain(() -> find(missing)).map(made -> {
                        found.putAll(made);
                        return found;
                    });
        }).map(found -> places.stream().collect(Collectors.toMap(it -> it, it -> found.get(it.place()))));
    }

    /** What became of the keys with these ids; each has an answer. */
    public Uni<Map<UUID, KeyState>> byId(Collection<UUID> ids) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(ids.toArray(UUID[]::new))).map(rows -> {
            var states = new HashMap<UUID, KeyState>();
            var unusable = new LinkedHashMap<UUID, RuntimeException>();
            ids.forEach(id -> states.put(id, new KeyState.Lost()));
            rows.forEach(row -> states.put(row.getUUID("id"), state(row, unusable)));
            tell(unusable);
            return states;
        });
    }

    /**
     * Whether one of the keys that were made here lately is gone: then a failover lost it, or a restore. It is said until
     * {@link #forgetLost}; a key is asked for until it was seen for a while.
     *
     * @return since when keys may be gone; empty where none is
     */
    public Uni<Optional<Instant>> lostLately() {
        var asked = Map.copyOf(madeLately);
        return asked.isEmpty() ? Uni.createFrom().item(Optional.empty())
                : pool.preparedQuery("select id from data_key where id = any($1)")
                        .execute(Tuple.of((Object) asked.keySet().toArray(UUID[]::new))).map(rows -> {
                            var gone = new HashSet<>(asked.keySet());
                            rows.forEach(row -> gone.remove(row.getUUID("id")));
                            var seenLongEnough = clock.instant().minus(LATELY);
                            madeLately.entrySet().removeIf(it -> !gone.contains(it.getKey()) && asked.containsKey(it.getKey())
                                    && it.getValue().isBefore(seenLongEnough));
                            saidToBeLost.addAll(gone);
                            return gone.stream().map(asked::get).min(Comparator.naturalOrder()).map(at -> at.minus(LATELY));
                        });
    }

    /** What was said to be gone is dealt with. */
    public void forgetLost() {
        madeLately.keySet().removeAll(saidToBeLost);
        saidToBeLost.clear();
    }

    private KeyState state(Row row, Map<UUID, RuntimeException> unusable) {
        if (row.getBuffer("wrapped") == null) {
            return new KeyState.Destroyed(row.get(OffsetDateTime.class, "destroyed_at").toInstant(),
                    row.getUUID("certificate"));
        }
        try {
            return new KeyState.Living(key(row), row.getString("scope"), YearMonth.from(row.getLocalDate("month")));
        } catch (BrokenSealException | MissingMasterKeyException reason) {
            unusable.put(row.getUUID("id"), reason);
            return new KeyState.Unusable();
        }
    }

    /** A line for all that were asked for together: a master key that is missing makes every key of a year unusable. */
    private static void tell(Map<UUID, RuntimeException> unusable) {
        unusable.entrySet().stream().findFirst().ifPresent(first -> LOG.errorf(
                "Of the data keys that were asked for, %d cannot be used; the first is %s: %s", unusable.size(), first.getKey(),
                first.getValue().getClass().getSimpleName()));
    }

    private Uni<Map<Place, DataKey>> find(List<Sealing> wanted) {
        return pool.preparedQuery(LIVING)
                .execute(Columns.of(wanted).text(it -> it.scope().name()).date(it -> it.month().atDay(1)).tuple())
                .chain(rows -> {
                    var damaged = new ArrayList<UUID>();
                    var keys = byPlace(rows, damaged);
                    return damaged.isEmpty() ? Uni.createFrom().item(keys) : retire(damaged).replaceWith(keys);
                });
    }

    private Map<Place, DataKey> byPlace(RowSet<Row> rows, List<UUID> damaged) {
        var keys = new LinkedHashMap<Place, DataKey>();
        for (var row : rows) {
            try {
                keys.put(new Place(row.getString("scope"), YearMonth.from(row.getLocalDate("month"))), key(row));
            } catch (BrokenSealException | MissingMasterKeyException unusable) {
                damaged.add(row.getUUID("id"));
            }
        }
        return keys;
    }

    /**
     * A key that cannot be opened, for whatever reason, seals nothing more: the next is made. Its row stays, to be read again.
     */
    private Uni<Void> retire(List<UUID> damaged) {
        LOG.errorf("Data keys cannot be opened, and seal nothing more: %s", damaged);
        return pool.preparedQuery("update data_key set retired_at = $2 where id = any($1) and retired_at is null")
                .execute(Tuple.of(damaged.toArray(UUID[]::new), clock.instant().atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    /** Whoever comes first makes a key; all others find it. */
    private Uni<Void> make(List<Sealing> missing) {
        return wrappingKeys.of(missing).chain(wrapping -> insert(
                missing.stream().map(it -> made(it, wrapping.get(WrappingKeys.Year.of(it)))).toList()));
    }

    private Uni<Void> insert(List<Made> made) {
        return pool.preparedQuery("""
                insert into data_key (scope, month, id, key_encryption_key_id, wrapped, created_at)
                select *, $6 from unnest($1::text[], $2::date[], $3::uuid[], $4::uuid[], $5::bytea[])
                on conflict (scope, month) where wrapped is not null and retired_at is null do nothing returning id""")
                .execute(Columns.of(made).text(it -> it.sealing().scope().name()).date(it -> it.sealing().month().atDay(1))
                        .uuid(Made::id).uuid(Made::by).bytes(Made::wrapped).all(clock.instant()).tuple())
                .invoke(rows -> rows.forEach(row -> madeLately.put(row.getUUID("id"), clock.instant()))).replaceWithVoid();
    }

    /** A key that is new, wrapped. */
    private record Made(Sealing sealing, UUID id, UUID by, byte[] wrapped) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    private Made made(Sealing sealing, DataKey by) {
        var id = KeyId.make(lookupKey, sealing.scope(), random);
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return new Made(sealing, id, by.id(), Wrapping.wrap(by, id, place(sealing.scope().name(), sealing.month()), secret));
    }

    /** @throws BrokenSealException also where what it is wrapped by is not there */
    private DataKey key(Row row) {
        if (row.getUUID("wrapping_id") == null) {
            throw new BrokenSealException(new IllegalStateException("its key-encryption key is not there"));
        }
        var wrapping = wrappingKeys.unwrap(row.getUUID("wrapping_id"),
                new WrappingKeys.Year(row.getString("legal_entity"), row.getInteger("year")), row.getString("master_id"),
                row.getBuffer("wrapped_wrapping").getBytes());
        return Wrapping.unwrap(wrapping, row.getUUID("id"),
                place(row.getString("scope"), YearMonth.from(row.getLocalDate("month"))), row.getBuffer("wrapped").getBytes());
    }

    private static String place(String scope, YearMonth month) {
        return scope + " " + month;
    }
}
