package eu.onrecord.archive.record;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records as they were when they were recorded, for what is made of them and for looking through all of them. */
@ApplicationScoped
public class Records {
    private static final int PARTS_OF_ORIGIN = 3;
    private static final String OF_THESE = Opening.COLUMNS + " where r.occurred_at = any($1) and r.id = any($2)"
            + Opening.ORDER;

    private final Pool pool;
    private final Opening opening;
    private final LookupKey lookupKey;

    Records(Pool pool, Opening opening, LookupKey lookupKey) {
        this.pool = pool;
        this.opening = opening;
        this.lookupKey = lookupKey;
    }

    /** These records, as they were when they were recorded, as far as they can be opened. */
    public Uni<List<Recorded>> again(List<UUID> ids) {
        return opening.found(OF_THESE, these(ids),
                found -> found.rows().stream().flatMap(row -> recorded(row, found.keys()).stream()).toList());
    }

    /** What was recorded of an event, as far as it can be opened. */
    public Uni<List<Recorded>> find(Instant ownTime, UUID eventId) {
        return opening.found(Opening.COLUMNS + " where r.occurred_at = $1 and r.event_hash = $2",
                Tuple.of(Opening.utc(ownTime), Buffer.buffer(lookupKey.hash(eventId))),
                found -> found.rows().stream().flatMap(row -> recorded(row, found.keys()).stream()).toList());
    }

    /**
     * A record, and the key that it is sealed under.
     *
     * @param record its own
     */
    public record Keyed(Recorded record, DataKey key) {
        @Override
        public String toString() {
            return "Keyed[" + record.id() + "]";
        }
    }

    /** These records with their keys, as far as they can be opened: for what is sealed beside them. */
    public Uni<List<Keyed>> keyed(List<UUID> ids) {
        return opening.found(OF_THESE, these(ids), found -> found.rows().stream()
                .flatMap(row -> recorded(row, found.keys()).stream().map(record -> new Keyed(record,
                        ((KeyState.Living) found.keys().get(row.getUUID("key_id"))).key())))
                .toList());
    }

    private static Tuple these(List<UUID> ids) {
        return Tuple.of(ids.stream().map(id -> Opening.utc(RecordId.timeOf(id))).distinct().toArray(OffsetDateTime[]::new),
                ids.toArray(UUID[]::new));
    }

    private static Optional<Recorded> recorded(Row row, Map<UUID, KeyState> keys) {
        return keys.get(row.getUUID("key_id")) instanceof KeyState.Living living
                ? Opening.enclosed(row, living).map(it -> recorded(row, it))
                : Optional.empty();
    }

    private static Recorded recorded(Row row, Enclosed enclosed) {
        return new Recorded(row.getUUID("id"), Opening.time(row, "recorded_at"), new Item(enclosed.eventId(),
                new Scope(row.getString("scope")), row.getString("thread"), row.getString("type"), row.getString("source"),
                row.getString("time"), row.getString("content_type"), row.getString("legal_entity"), row.getString("channel"),
                new OwnTime(Opening.time(row, "occurred_at"), false), row.getBoolean("understood"),
                origin(row), enclosed.value()));
    }

    private static Item.Origin origin(Row row) {
        return parts(row) == PARTS_OF_ORIGIN
                ? new Item.Origin(row.getString("origin_topic"), row.getInteger("origin_partition"),
                        row.getLong("origin_offset"))
                : null;
    }

    private static long parts(Row row) {
        return Stream.of("origin_topic", "origin_partition", "origin_offset").filter(part -> row.getValue(part) != null)
                .count();
    }

    /** Which of these are there, whether they can be opened or not. */
    public Uni<List<UUID>> known(List<UUID> ids) {
        return pool.preparedQuery("select id from record where occurred_at = any($1) and id = any($2)").execute(these(ids))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id")).toList());
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
        return opening.each(Opening.COLUMNS + """
                 where (r.occurred_at, r.id) > ($1::text::timestamptz, $2) and ($3::timestamptz is null or r.recorded_at >= $3)
                and ($4::timestamptz is null or r.recorded_at < $4)
                order by r.occurred_at, r.id limit $5""",
                Tuple.of(after.occurredAt(), after.id(), Columns.offset(from), Columns.offset(to), limit),
                this::looked);
    }

    private Looked looked(Row row, Map<UUID, KeyState> keys) {
        var keyId = row.getUUID("key_id");
        var state = keyId == null ? null : keys.get(keyId);
        var enclosed = state instanceof KeyState.Living living ? Opening.enclosed(row, living) : Optional.<Enclosed> empty();
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
                            : !living.isOf(row.getString("scope"), Opening.time(row, "occurred_at")) ? Looked.Flaw.KEY_MISPLACED
                                    : parts(row) % PARTS_OF_ORIGIN == 0 && OriginTopics.fit(row.getString("type"),
                                            row.getString("source"), row.getBoolean("understood"),
                                            row.getString("origin_topic")) ? null : Looked.Flaw.ORIGIN_CHANGED;
        }
        return state instanceof KeyState.Destroyed ? Looked.Flaw.ERASED
                : state instanceof KeyState.Lost ? Looked.Flaw.KEY_LOST : Looked.Flaw.KEY_UNUSABLE;
    }
}
