package eu.onrecord.consent.batch;

import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Many things, one after the other: a database connection does one at a time, and order may matter. */
public final class InTurn {
    private InTurn() {
    }

    /**
     * Each begins when the one before it has ended.
     *
     * @return when all are done; fails with the first that fails, and then the rest is not begun
     */
    public static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom().iterable(all).onItem().transformToUniAndConcatenate(work::apply).collect().last();
    }
}
