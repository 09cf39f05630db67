package eu.onrecord.archive.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The columns of rows that are written by one statement: an array for each parameter of {@code unnest}, null where a row has
 * nothing.
 */
public final class Columns<T> {
    private final List<T> rows;
    private final Tuple parameters = Tuple.tuple();

    private Columns(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Of these rows, in their order. */
    public static <T> Columns<T> of(Collection<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> uuid(Function<T, UUID> column) {
        return add(UUID[]::new, column);
    }

    public Columns<T> text(Function<T, String> column) {
        return add(String[]::new, column);
    }

    public Columns<T> time(Function<T, Instant> column) {
        return add(OffsetDateTime[]::new, row -> offset(column.apply(row)));
    }

    public Columns<T> date(Function<T, LocalDate> column) {
        return add(LocalDate[]::new, column);
    }

    public Columns<T> bytes(Function<T, byte[]> column) {
        return add(Buffer[]::new, row -> column.apply(row) == null ? null : Buffer.buffer(column.apply(row)));
    }

    public Columns<T> flag(Function<T, Boolean> column) {
        return add(Boolean[]::new, column);
    }

    public Columns<T> number(Function<T, Integer> column) {
        return add(Integer[]::new, column);
    }

    public Columns<T> count(Function<T, Long> column) {
        return add(Long[]::new, column);
    }

    /** One value for all rows. */
    public Columns<T> all(Object value) {
        parameters.addValue(value instanceof Instant time ? offset(time) : value);
        return this;
    }

    /** All parameters, in the order in which they were named. */
    public Tuple tuple() {
        return parameters;
    }

    /** As the database's driver wants it; null where there is none. */
    public static OffsetDateTime offset(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private <V> Columns<T> add(IntFunction<V[]> array, Function<T, V> column) {
        parameters.addValue(rows.stream().map(column).toArray(array));
        return this;
    }
}
