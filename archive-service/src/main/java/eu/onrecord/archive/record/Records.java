package eu.onrecord.archive.record;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.format.Commitment;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.format.Parts;
import eu.onrecord.archive.format.RecordEnvelope;
import eu.onrecord.archive.record.Opened.Content;
import eu.onrecord.archive.seal.BrokenSealException;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.RecordSeal;
import eu.onrecord.archive.seal.Scope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Opens records, off the event loop. One that cannot be opened is there all the same, and says why. Whoever answers with
 * them has recorded before that somebody reads them.
 */
@Startup
@ApplicationScoped
public class Records {
    private static final Logger LOG = Logger.getLogger(Records.class);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String COLUMNS = """
            select r.*, r.occurred_at::text as occurred_at_text, s.key_id, s.sealed, l.index as leaf_index from record r
            left join lateral (select key_id, sealed from sealed_content s where s.occurred_at = r.occurred_at
            and s.record_id = r.id order by generation desc limit 1) s on true
            left join leaf l on l.commitment = r.commitment""";
    /** A conversation's threads and its time: most partitions are not looked at. */
    private static final String OF_CONVERSATION = """
             where r.scope = any(array(select thread from conversation_thread where conversation_id = $1))
            and (r.legal_entity = (select legal_entity from conversation where id = $1) or r.legal_entity is null
            and not exists (select 1 from conversation_thread other where other.thread = r.scope
            and other.conversation_id <> $1))
            and r.occurred_at >= (select opened_at from conversation where id = $1)""";
    private static final String ORDER = " order by r.occurred_at, r.recorded_at, r.id";
    /** What is done to a message is read with it, unless the message is not here; a message that came twice is read once. */
    private static final String READ_BY_ITSELF = """
             and not exists (select 1 from mention m join mention o on o.hash = m.hash and o.role = 'IS'
            join conversation_thread t on t.thread = o.scope and t.conversation_id = $1
            where m.record_id = r.id and o.record_id <> r.id and (m.role = 'ABOUT'
            or (o.occurred_at, o.recorded_at, o.record_id) < (r.occurred_at, r.recorded_at, r.id)))""";
    private static final String SPEAK_OF = """
             and (r.occurred_at, r.id) in (select occurred_at, record_id from mention
            where hash = any($2) and role = any($3))""";

    private final Pool pool;
    private final KeyStore keys;
    private final LookupKey lookupKey;
    private final Vertx vertx;
    private final Counter keyLost;
    private final Counter keyUnusable;
    private final Counter broken;

    Records(Pool pool, KeyStore keys, LookupKey lookupKey, Vertx vertx, MeterRegistry registry) {
        this.pool = pool;
        this.keys = keys;
        this.lookupKey = lookupKey;
        this.vertx = vertx;
        keyLost = unreadable(registry, "key-lost");
        keyUnusable = unreadable(registry, "key-unusable");
        broken = unreadable(registry, "broken");
    }

    private static Counter unreadable(MeterRegistry registry, String reason) {
        return Counter.builder("onrecord.records.unreadable").description("records that were to be read, and could not be")
                .tag("reason", reason).register(registry);
    }

    /**
     * The records of a conversation that are read by themselves, in the order in which it happened; at most so many behind a
     * place.
     */
    public Uni<List<Opened>> ofConversation(UUID conversation, Cursor after, int limit) {
        return opened(COLUMNS + OF_CONVERSATION + " and (r.occurred_at, r.recorded_at, r.id) > ($2, $3, $4)" + READ_BY_ITSELF
                + ORDER + " limit $5",
                Tuple.of(conversation, utc(after.occurredAt()), utc(after.recordedAt()), after.id(), limit));
    }

    /**
     * The records of a conversation that speak of messages, in the order in which it happened.
     *
     * @param messages by keyed hashes
     * @param roles what the records are to them
     */
    public Uni<List<Opened>> about(UUID conversation, Buffer[] messages, String[] roles, int limit) {
        return messages.length == 0 ? Uni.createFrom().item(List.of())
                : opened(COLUMNS + OF_CONVERSATION + SPEAK_OF + ORDER + " limit $4",
                        Tuple.of(conversation, messages, roles, limit));
    }

    /** The records of a conversation that speak of the same messages as these do, in the order in which it happened. */
    public Uni<List<Opened>> beside(UUID conversation, List<UUID> ids, int limit) {
        return opened(COLUMNS + OF_CONVERSATION + """
                 and (r.occurred_at, r.id) in (select m.occurred_at, m.record_id from mention m
                where m.hash in (select hash from mention where record_id = any($2)))""" + ORDER + " limit $3",
                Tuple.of(conversation, ids.toArray(UUID[]::new), limit));
    }

    /** These records, as they were when they were recorded, as far as they can be opened. */
    public Uni<List<Recorded>> again(List<UUID> ids) {
        return found(COLUMNS + " where r.occurred_at = any($1) and r.id = any($2)" + ORDER,
                Tuple.of(ids.stream().map(id -> utc(RecordId.timeOf(id))).distinct().toArray(OffsetDateTime[]::new),
                        ids.toArray(UUID[]::new)),
                Records::recorded).map(all -> all.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<Recorded> recorded(Row row, Map<UUID, KeyState> keys) {
        return keys.get(row.getUUID("key_id")) instanceof KeyState.Living living
                ? enclosed(row, living).map(it -> recorded(row, it))
                : Optional.empty();
    }

    private static Recorded recorded(Row row, Enclosed enclosed) {
        return new Recorded(row.getUUID("id"), time(row, "recorded_at"), new Item(enclosed.eventId(),
                new Scope(row.getString("scope")), row.getString("thread"), row.getString("type"), row.getString("source"),
                row.getString("time"), row.getString("content_type"), row.getString("legal_entity"), row.getString("channel"),
                new OwnTime(time(row, "occurred_at"), false), row.getBoolean("understood"), null, enclosed.value()));
    }

    /**
     * All records, a page at a time, in the order of their ids, with what is wrong with each. For looking through them, and for
     * no reader.
     *
     * @param after where the page before ended
     * @param from of those that were recorded at this time or later; null of all
     * @param to of those that were recorded before; null of all
     */
    public Uni<List<Looked>> walk(Looked.Place after, Instant from, Instant to, int limit) {
        return found(COLUMNS + """
                 where (r.occurred_at, r.id) > ($1::text::timestamptz, $2) and ($3::timestamptz is null or r.recorded_at >= $3)
                and ($4::timestamptz is null or r.recorded_at < $4)
                order by r.occurred_at, r.id limit $5""",
                Tuple.of(after.occurredAt(), after.id(), Columns.offset(from), Columns.offset(to), limit), this::looked);
    }

    private Looked looked(Row row, Map<UUID, KeyState> keys) {
        var keyId = row.getUUID("key_id");
        var state = keyId == null ? null : keys.get(keyId);
        var enclosed = state instanceof KeyState.Living living ? enclosed(row, living) : Optional.<Enclosed> empty();
        return new Looked(new Looked.Place(row.getString("occurred_at_text"), row.getUUID("id")), row.getString("scope"),
                row.getBuffer("commitment").getBytes(),
                row.getLong("leaf_index"), flaw(row, state, enclosed), enclosed.map(it -> recorded(row, it)).orElse(null));
    }

    private Looked.Flaw flaw(Row row, KeyState state, Optional<Enclosed> enclosed) {
        if (state == null) {
            return Looked.Flaw.CONTENT_MISSING;
        }
        if (state instanceof KeyState.Living living) {
            return enclosed.isEmpty() ? Looked.Flaw.CHANGED
                    : !MessageDigest.isEqual(lookupKey.hash(enclosed.get().eventId()), row.getBuffer("event_hash").getBytes())
                            ? Looked.Flaw.EVENT_HASH_CHANGED
                            : living.isOf(row.getString("scope"), time(row, "occurred_at")) ? null : Looked.Flaw.KEY_MISPLACED;
        }
        return state instanceof KeyState.Destroyed ? Looked.Flaw.ERASED
                : state instanceof KeyState.Lost ? Looked.Flaw.KEY_LOST : Looked.Flaw.KEY_UNUSABLE;
    }

    private Uni<List<Opened>> opened(String query, Tuple parameters) {
        return found(query, parameters, this::open);
    }

    private <T> Uni<List<T>> found(String query, Tuple parameters, BiFunction<Row, Map<UUID, KeyState>, T> open) {
        return pool.preparedQuery(query).execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> keys.byId(rows.stream().flatMap(row -> Optional.ofNullable(row.getUUID("key_id")).stream())
                        .distinct().toList())
                        .chain(states -> vertx.executeBlocking(() -> rows.stream().map(row -> open.apply(row, states)).toList(),
                                false)));
    }

    private Opened open(Row row, Map<UUID, KeyState> keys) {
        return new Opened(row.getUUID("id"), row.getString("scope"), row.getString("type"), time(row, "occurred_at"),
                time(row, "recorded_at"), row.getLong("leaf_index"), content(row, keys));
    }

    private Content content(Row row, Map<UUID, KeyState> keys) {
        var state = keys.getOrDefault(row.getUUID("key_id"), new KeyState.Lost());
        if (state instanceof KeyState.Living living) {
            return value(row, living);
        }
        if (state instanceof KeyState.Destroyed destroyed) {
            return new Content.Erased(destroyed.at(), destroyed.certificate());
        }
        LOG.errorf("The record %s cannot be opened: its key %s is %s", row.getUUID("id"), row.getUUID("key_id"),
                state.getClass().getSimpleName());
        if (state instanceof KeyState.Unusable) {
            keyUnusable.increment();
            return new Content.KeyUnusable();
        }
        keyLost.increment();
        return new Content.KeyLost();
    }

    private Content value(Row row, KeyState.Living living) {
        return enclosed(row, living).<Content> map(it -> new Content.Value(it.value())).orElseGet(() -> {
            broken.increment();
            return new Content.Broken();
        });
    }

    /** What is enclosed, if it is what was committed. */
    private static Optional<Enclosed> enclosed(Row row, KeyState.Living living) {
        try {
            var enclosed = RecordSeal.open(living.key(), row.getUUID("id"), row.getString("scope"),
                    row.getBuffer("sealed").getBytes());
            var committed = Commitment.of(envelope(row), enclosed.salt(),
                    Parts.of(row.getString("type"), enclosed.eventId(), enclosed.value()));
            if (areItsTimes(row) && MessageDigest.isEqual(committed, row.getBuffer("commitment").getBytes())) {
                return Optional.of(enclosed);
            }
            LOG.errorf("The record %s is not what was committed", row.getUUID("id"));
        } catch (BrokenSealException broken) {
            LOG.errorf("The seal of record %s is broken", row.getUUID("id"));
        }
        return Optional.empty();
    }

    private static RecordEnvelope envelope(Row row) {
        return new RecordEnvelope(row.getUUID("id"), row.getString("type"), row.getString("source"), row.getString("time"),
                time(row, "recorded_at"), row.getString("content_type"), row.getString("thread"), row.getString("legal_entity"),
                row.getString("channel"));
    }

    /** A database knows times that nobody can count, such as infinity. */
    private static Instant time(Row row, String column) {
        var time = row.get(OffsetDateTime.class, column).toInstant();
        return time.isAfter(LAST) ? LAST : time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }

    /** A record's times are whole milliseconds, and its id tells one of them. */
    private static boolean areItsTimes(Row row) {
        var recorded = time(row, "recorded_at");
        return RecordId.timeOf(row.getUUID("id")).equals(time(row, "occurred_at"))
                && recorded.equals(recorded.truncatedTo(ChronoUnit.MILLIS));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
