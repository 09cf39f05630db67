package eu.onrecord.archive.perusal;

import java.util.function.BooleanSupplier;

import eu.onrecord.archive.problem.ProblemType;
import io.smallrye.mutiny.Uni;

/**
 * Whoever waits for an answer, and may hang up before it is their turn.
 *
 * @param isGone whether nobody would hear the answer
 */
record Asker(BooleanSupplier isGone) {

    /** Fails where nobody would hear the answer: nothing is opened for nobody. */
    Uni<Void> present() {
        return isGone.getAsBoolean() ? Uni.createFrom().failure(() -> ProblemType.BUSY.problem("Whoever asked is gone."))
                : Uni.createFrom().voidItem();
    }
}
