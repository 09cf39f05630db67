package eu.onrecord.archive.record;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jboss.logging.Logger;

import eu.onrecord.archive.format.Commitment;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.format.Parts;
import eu.onrecord.archive.format.RecordEnvelope;
import eu.onrecord.archive.record.Opened.Content;
import eu.onrecord.archive.seal.BrokenSealException;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.RecordSeal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Opens what the rows of records hold, off the event loop. One that cannot be opened is there all the same, and says why. */
@Startup
@ApplicationScoped
class Opening {
    /** What a row must have to be opened. */
    static final String COLUMNS = """
            select r.*, r.occurred_at::text as occurred_at_text, s.key_id, s.sealed, l.index as leaf_index from record r
            left join lateral (select key_id, sealed from sealed_content s where s.occurred_at = r.occurred_at
            and s.record_id = r.id order by generation desc limit 1) s on true
            left join leaf l on l.commitment = r.commitment""";
    static final String ORDER = " order by r.occurred_at, r.recorded_at, r.id";
    private static final Logger LOG = Logger.getLogger(Opening.class);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    /** For one answer: a page of what people write is a tenth of it. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    /** Of so few the handing over would cost more than it saves. */
    private static final int LEAST_AT_ONCE = 50;
    private static final String BEGIN_BOUNDED = """
            select * from (select q.*, coalesce(sum(octet_length(q.sealed)) over (order by q.occurred_at, q.recorded_at, q.id
            rows between unbounded preceding and 1 preceding), 0) as before from (""";
    private static final String END_BOUNDED = ") q) r where before < " + MOST_BYTES + ORDER;

    private final Pool pool;
    private final KeyStore keys;
    private final Vertx vertx;
    private final Event<KeysMissing> keysMissing;
    private final Counter keyLost;
    private final Counter keyUnusable;
    private final Counter broken;

    Opening(Pool pool, KeyStore keys, Vertx vertx, Event<KeysMissing> keysMissing, MeterRegistry registry) {
        this.keysMissing = keysMissing;
        this.pool = pool;
        this.keys = keys;
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
     * What a query finds, made of all its rows and the states of their keys.
     *
     * @param query of {@link #COLUMNS}
     */
    <T> Uni<T> found(String query, Tuple parameters, Function<Rows, T> open) {
        return rows(query, parameters).chain(rows -> vertx.executeBlocking(() -> open.apply(rows), false));
    }

    /**
     * The same, made of each row by itself, on as many cores as there are: for whoever goes over all records.
     *
     * @param open what is made of a row and the states of the keys
     */
    <T> Uni<List<T>> each(String query, Tuple parameters, BiFunction<Row, Map<UUID, KeyState>, T> open) {
        return rows(query, parameters).chain(rows -> rows.rows().isEmpty() ? Uni.createFrom().item(List.<T> of())
                : Uni.join().all(parts(rows.rows()).stream().map(part -> vertx.executeBlocking(
                        () -> part.stream().map(row -> open.apply(row, rows.keys())).toList(), false)).toList())
                        .andFailFast().map(made -> made.stream().flatMap(List::stream).toList()));
    }

    private static List<List<Row>> parts(List<Row> rows) {
        var size = Math.max(LEAST_AT_ONCE, rows.size() / Runtime.getRuntime().availableProcessors() + 1);
        return IntStream.iterate(0, from -> from < rows.size(), from -> from + size)
                .mapToObj(from -> rows.subList(from, Math.min(from + size, rows.size()))).toList();
    }

    private Uni<Rows> rows(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> keys.byId(rows.stream().flatMap(row -> Optional.ofNullable(row.getUUID("key_id")).stream())
                        .distinct().toList()).map(states -> new Rows(rows, states)));
    }

    /** Rows, and the states of their keys. */
    record Rows(List<Row> rows, Map<UUID, KeyState> keys) {
    }

    /** The same as records that are to be read, as many as can be held at once: neither sealed nor opened are they more. */
    Uni<Extract> extract(String query, Tuple parameters) {
        return found(BEGIN_BOUNDED + query + END_BOUNDED, parameters, this::opened);
    }

    private Extract opened(Rows found) {
        var missing = found.rows().stream()
                .filter(row -> found.keys().getOrDefault(row.getUUID("key_id"), new KeyState.Lost()) instanceof KeyState.Lost)
                .map(row -> row.getUUID("id")).toList();
        if (!missing.isEmpty()) {
            keysMissing.fireAsync(new KeysMissing(missing));
        }
        var opened = new ArrayList<Opened>();
        var sealed = 0L;
        var bytes = 0L;
        for (var row : found.rows()) {
            if (bytes >= MOST_BYTES) {
                return new Extract(opened, true);
            }
            var record = open(row, found.keys());
            opened.add(record);
            bytes += record.value() == null ? 0 : record.value().length;
            sealed += row.getBuffer("sealed") == null ? 0 : row.getBuffer("sealed").length();
        }
        return new Extract(opened, sealed >= MOST_BYTES);
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
    static Optional<Enclosed> enclosed(Row row, KeyState.Living living) {
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
    static Instant time(Row row, String column) {
        var time = row.get(OffsetDateTime.class, column).toInstant();
        return time.isAfter(LAST) ? LAST : time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }

    /** A record's times are whole milliseconds, and its id tells one of them. */
    private static boolean areItsTimes(Row row) {
        var recorded = time(row, "recorded_at");
        return RecordId.timeOf(row.getUUID("id")).equals(time(row, "occurred_at"))
                && recorded.equals(recorded.truncatedTo(ChronoUnit.MILLIS));
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
