package eu.onrecord.consent.batch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The columns of rows that are written at once: one array for each parameter of {@code unnest}. Thousands of rows cost one
 * round
 * trip, as one does.
 */
public final class Columns<T> {
    private final List<T> rows;
    private final Tuple parameters = Tuple.tuple();

    private Columns(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    public static <T> Columns<T> of(Collection<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> uuid(Function<T, UUID> column) {
        parameters.addValue(rows.stream().map(column).toArray(UUID[]::new));
        return this;
    }

    public Columns<T> text(Function<T, String> column) {
        parameters.addValue(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    /** By its name; null where there is none. */
    public Columns<T> word(Function<T, ? extends Enum<?>> column) {
        return text(row -> column.apply(row) == null ? null : column.apply(row).name());
    }

    public Columns<T> time(Function<T, Instant> column) {
        parameters.addValue(rows.stream().map(column).map(Columns::offset).toArray(OffsetDateTime[]::new));
        return this;
    }

    public Columns<T> bytes(Function<T, byte[]> column) {
        parameters.addValue(rows.stream().map(column).map(bytes -> bytes == null ? null : Buffer.buffer(bytes))
                .toArray(Buffer[]::new));
        return this;
    }

    public Columns<T> flag(Predicate<T> column) {
        parameters.addValue(rows.stream().map(column::test).toArray(Boolean[]::new));
        return this;
    }

    public Columns<T> number(ToIntFunction<T> column) {
        parameters.addValue(rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
        return this;
    }

    public Columns<T> count(ToLongFunction<T> column) {
        parameters.addValue(rows.stream().map(column::applyAsLong).toArray(Long[]::new));
        return this;
    }

    /** All of them, in the order in which they were named. */
    public Tuple tuple() {
        return parameters;
    }

    /** As the database's driver wants it; null where there is none. */
    public static OffsetDateTime offset(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
