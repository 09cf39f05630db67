package eu.onrecord.archive.record;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Sealing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Makes records. First the keys are there, committed in their own database; then all is sealed, off the event loop; then it is
 * inserted, in one transaction and one statement a table.
 */
@ApplicationScoped
public class Recorder {
    /** Of what could not be understood, nobody knows whose it is. */
    private static final String NOBODY = "-";

    private final Pool pool;
    private final KeyStore keys;
    private final LookupKey lookupKey;
    private final SecureRandom random;
    private final Clock clock;
    private final Vertx vertx;

    Recorder(Pool pool, KeyStore keys, LookupKey lookupKey, SecureRandom random, Clock clock, Vertx vertx) {
        this.pool = pool;
        this.keys = keys;
        this.lookupKey = lookupKey;
        this.random = random;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Records what was not recorded before.
     *
     * @param also what is to be done in the same transaction, with what was recorded
     * @return what was recorded, in the order of the items; done when it is committed
     */
    public Uni<List<Recorded>> record(List<Item> items, BiFunction<SqlConnection, List<Recorded>, Uni<Void>> also) {
        return keys.living(items.stream().map(Recorder::sealing).toList())
                .chain(living -> record(items, living, also));
    }

    /**
     * As above, of one whose content belongs to something that is sealed already.
     *
     * @param key with which that is; fails with a {@link KeyChangedException} where its records are sealed with another by now
     */
    public Uni<List<Recorded>> record(Item item, UUID key, BiFunction<SqlConnection, List<Recorded>, Uni<Void>> also) {
        return keys.living(List.of(sealing(item))).chain(living -> living.get(sealing(item)).id().equals(key)
                ? record(List.of(item), living, also)
                : Uni.createFrom().failure(new KeyChangedException()));
    }

    /** What was sealed a while ago is not of the key of now. */
    public static final class KeyChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeyChangedException() {
            super("another key by now", null, false, false);
        }
    }

    private Uni<List<Recorded>> record(List<Item> items, Map<Sealing, DataKey> living,
            BiFunction<SqlConnection, List<Recorded>, Uni<Void>> also) {
        return vertx.executeBlocking(() -> prepared(items, living), false)
                .chain(prepared -> pool.withTransaction(transaction -> inserted(transaction, prepared)
                        .call(recorded -> also.apply(transaction, recorded))));
    }

    private static Sealing sealing(Item item) {
        return Sealing.of(item.scope(), item.legalEntity() == null ? NOBODY : item.legalEntity(), item.ownTime().at());
    }

    private List<Prepared> prepared(List<Item> items, Map<Sealing, DataKey> living) {
        // the envelope counts whole milliseconds
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var ids = ids(items);
        return items.stream().map(item -> Prepared.of(item, item.id() == null ? ids.get(item.ownTime().at()).pop() : item.id(),
                lookupKey.hash(item.eventId()), living.get(sealing(item)), now, random)).toList();
    }

    /**
     * By the time they are of, in their order: what is of one time stands in the order of its items. Providers count seconds,
     * and tell in one webhook what was said in one of them.
     */
    private Map<Instant, Deque<UUID>> ids(List<Item> items) {
        var ids = new HashMap<Instant, Deque<UUID>>();
        items.stream().filter(item -> item.id() == null)
                .collect(Collectors.groupingBy(item -> item.ownTime().at(), Collectors.counting()))
                .forEach((at, count) -> ids.put(at, Stream.generate(() -> RecordId.of(at, random)).limit(count)
                        .sorted(Comparator.comparing(UUID::toString)).collect(Collectors.toCollection(ArrayDeque::new))));
        return ids;
    }

    private static Uni<List<Recorded>> inserted(SqlConnection transaction, List<Prepared> prepared) {
        // one order for all pods, so that none waits for another that waits for it
        var ordered = prepared.stream().sorted(Comparator.comparing((Prepared it) -> it.item().ownTime().at())
                .thenComparing(Prepared::hash, Arrays::compareUnsigned)).toList();
        return newTimeless(transaction, ordered).chain(news -> {
            var candidates = ordered.stream()
                    .filter(it -> !it.item().ownTime().isTimeless() || news.remove(Buffer.buffer(it.hash())))
                    .toList();
            return candidates.isEmpty() ? Uni.createFrom().item(List.<Recorded> of())
                    : insert(transaction, candidates).chain(ids -> {
                        var made = candidates.stream().filter(it -> ids.contains(it.recorded().id())).toList();
                        return insertBeside(transaction, made).replaceWith(prepared.stream().map(Prepared::recorded)
                                .filter(recorded -> ids.contains(recorded.id())).toList());
                    });
        });
    }

    /** Whose time does not tell whether they are here already: their hash alone does. */
    private static Uni<Set<Buffer>> newTimeless(SqlConnection transaction, List<Prepared> ordered) {
        var timeless = ordered.stream().filter(it -> it.item().ownTime().isTimeless()).toList();
        if (timeless.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transaction
                .preparedQuery(
                        """
                                insert into timeless (event_hash, month, record_id)
                                select hash, date_trunc('month', at at time zone 'UTC')::date, id
                                from unnest($1::bytea[], $2::timestamptz[], $3::uuid[]) as u (hash, at, id)
                                on conflict do nothing returning event_hash""")
                .execute(Columns.of(timeless).bytes(Prepared::hash).time(it -> it.item().ownTime().at())
                        .uuid(it -> it.recorded().id()).tuple())
                .map(rows -> {
                    var news = new HashSet<Buffer>();
                    rows.forEach(row -> news.add(Buffer.buffer(row.getBuffer("event_hash").getBytes())));
                    return news;
                });
    }

    private static Uni<Set<UUID>> insert(SqlConnection transaction, List<Prepared> all) {
        return transaction.preparedQuery("""
                insert into record (id, occurred_at, event_hash, scope, thread, type, source, time, content_type, legal_entity,
                channel, recorded_at, commitment, understood, origin_topic, origin_partition, origin_offset)
                select * from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::bytea[], $14::boolean[], $15::text[],
                $16::int[], $17::bigint[]) on conflict do nothing returning id""")
                .execute(Columns.of(all).uuid(it -> it.recorded().id()).time(it -> it.item().ownTime().at())
                        .bytes(Prepared::hash).text(it -> it.item().scope().name()).text(it -> it.item().thread())
                        .text(it -> it.item().type()).text(it -> it.item().source()).text(it -> it.item().time())
                        .text(it -> it.item().contentType()).text(it -> it.item().legalEntity())
                        .text(it -> it.item().channel()).time(it -> it.recorded().recordedAt()).bytes(Prepared::commitment)
                        .flag(it -> it.item().isUnderstood()).text(it -> origin(it, Origin::topic))
                        .number(it -> origin(it, Origin::partition)).count(it -> origin(it, Origin::offset)).tuple())
                .map(rows -> {
                    var ids = new HashSet<UUID>();
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return ids;
                });
    }

    private static Uni<Void> insertBeside(SqlConnection transaction, List<Prepared> made) {
        return transaction.preparedQuery("""
                insert into sealed_content (record_id, occurred_at, generation, key_id, sealed)
                select id, at, 1, key, sealed
                from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::bytea[]) as u (id, at, key, sealed)""")
                .execute(Columns.of(made).uuid(it -> it.recorded().id()).time(it -> it.item().ownTime().at())
                        .uuid(it -> it.key().id()).bytes(Prepared::sealed).tuple())
                .chain(() -> transaction.preparedQuery("insert into leaf_queue (commitment) select unnest($1::bytea[])")
                        .execute(Columns.of(made).bytes(Prepared::commitment).tuple()))
                .replaceWithVoid();
    }

    /** Null of what was made here. */
    private static <T> T origin(Prepared prepared, Function<Origin, T> of) {
        var origin = prepared.item().origin();
        return origin == null ? null : of.apply(origin);
    }
}
