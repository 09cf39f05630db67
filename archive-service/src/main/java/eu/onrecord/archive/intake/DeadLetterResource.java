package eu.onrecord.archive.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;

/** What could not be kept, to be kept after its cause is mended. */
@Path("/dead-letters")
public class DeadLetterResource {
    private static final String OF_ALL = "-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DeadLetterReplay replay;
    private final Acts acts;
    private final AtomicBoolean running = new AtomicBoolean();

    DeadLetterResource(DeadLetterReplay replay, Acts acts) {
        this.replay = replay;
        this.acts = acts;
    }

    /**
     * What a replay did.
     *
     * @param recorded that were not recorded before
     * @param known that are recorded already
     * @param left that still cannot be kept
     */
    @RegisterForReflection
    public record Replayed(int recorded, int known, int left) {
    }

    @POST
    @Path("/replay")
    @Blocking
    @RolesAllowed("compliance-officer")
    @Operation(summary = "Takes again what could not be kept", description = "All of onrecord.archive-service.dead-letter, after the cause is mended. Safe to repeat: an event is recorded once. Recorded as an act.")
    public Replayed replay() {
        if (!running.compareAndSet(false, true)) {
            throw ProblemType.REPLAY_RUNNING.problem("The dead letters are being taken now. Ask again when that has ended.");
        }
        try {
            var run = replay.run();
            var replayed = run.replayed();
            acts.record(Deed.REPLAYED, null, OF_ALL, List.of(), List.of(new Count("recorded", replayed.recorded()),
                    new Count("known", replayed.known()), new Count("left", replayed.left())), Outcome.DONE).await()
                    .atMost(PATIENCE);
            if (!run.isFinished()) {
                throw ProblemType.REPLAY_UNFINISHED.problem("What was taken until now stays. Ask again to go on.");
            }
            return replayed;
        } finally {
            running.set(false);
        }
    }
}
