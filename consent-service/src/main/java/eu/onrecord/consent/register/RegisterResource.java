package eu.onrecord.consent.register;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.smallrye.mutiny.Uni;

/** What the officers do with the register. */
@Path("/relationships")
public class RegisterResource {
    private final ConsentRecords records;
    private final Aging aging;
    private final Clock clock;

    RegisterResource(ConsentRecords records, Aging aging, Clock clock) {
        this.records = records;
        this.aging = aging;
        this.clock = clock;
    }

    /**
     * A sweep.
     *
     * @param at for which moment; now, if it is not said. Only a dry run may look into the future
     * @param dryRun whether only to count
     */
    public record Sweep(Instant at, boolean dryRun) {
    }

    /** What a sweep did, or would do. */
    public record Swept(Instant at, boolean dryRun, long dormant, long expired) {
    }

    @GET
    @Path("/{customer}/evidence")
    @RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
    @Operation(summary = "The evidence of a customer", description = "Modelled on the consent records of ISO/IEC TS 27560.")
    public Uni<ConsentRecord> evidence(UUID customer) {
        return records.of(customer);
    }

    @POST
    @Path("/sweep")
    @RolesAllowed("compliance-officer")
    @Operation(summary = "What time alone does to relationships", description = "Dormant after so long without a contact begun by the customer, and then over. A dry run counts for any date.")
    public Uni<Swept> sweep(@NotNull Sweep sweep) {
        var now = clock.instant();
        if (sweep.dryRun()) {
            var at = sweep.at() == null ? now : sweep.at();
            return aging.look(at).map(counts -> new Swept(at, true, counts.dormant(), counts.expired()));
        }
        return aging.age(now).map(counts -> new Swept(now, false, counts.dormant(), counts.expired()));
    }
}
