package eu.onrecord.consent.intake;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.smallrye.common.annotation.Blocking;

/** What could not be taken, to be taken after its cause is mended. */
@Path("/dead-letters")
public class DeadLetterResource {
    private final DeadLetterReplay replay;

    DeadLetterResource(DeadLetterReplay replay) {
        this.replay = replay;
    }

    /**
     * What a replay did.
     *
     * @param taken that are dead letters no more
     * @param left that still cannot be taken
     * @param gone that Kafka no longer has: they hold up nobody any more, and the archive has them
     */
    public record Replayed(int taken, int left, int gone) {
    }

    @POST
    @Path("/replay")
    @Blocking
    @RolesAllowed("compliance-officer")
    @Operation(summary = "Takes again what could not be taken", description = "From onrecord.chat itself, oldest first. While something of a thread is among them, messages to that customer are held.")
    public Replayed replay() {
        return replay.run();
    }
}
