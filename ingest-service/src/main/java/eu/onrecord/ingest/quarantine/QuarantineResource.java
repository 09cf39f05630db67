package eu.onrecord.ingest.quarantine;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.logging.Logger;

import eu.onrecord.ingest.problem.ProblemType;
import io.smallrye.common.annotation.Blocking;

/** What the people who look after the service may do with the quarantine. */
@Path("/quarantine")
public class QuarantineResource {
    private static final Logger LOG = Logger.getLogger(QuarantineResource.class);

    private final Replay replay;
    private final AtomicBoolean running = new AtomicBoolean();

    QuarantineResource(Replay replay) {
        this.replay = replay;
    }

    @POST
    @Path("/replay")
    @Blocking
    @RolesAllowed("compliance-officer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Play the quarantine again, after its cause was mended", description = "Reads the webhooks of a time and reason again, and publishes what is understood now. Safe to repeat.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ReplayRequest.class)))
    public ReplayReport replay(byte[] body) {
        var request = ReplayRequest.parse(body);
        if (!running.compareAndSet(false, true)) {
            throw ProblemType.REPLAY_RUNNING.problem();
        }
        try {
            var report = replay.play(request);
            LOG.infof("The quarantine from %s was played again: %s", request.from(), report);
            return report;
        } catch (KafkaException | CompletionException failure) {
            LOG.warnf("The quarantine could not be played again: %s", failure.getClass().getSimpleName());
            throw ProblemType.NOT_ACKNOWLEDGED.problem();
        } finally {
            running.set(false);
        }
    }
}
