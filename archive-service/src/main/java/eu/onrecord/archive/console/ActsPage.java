package eu.onrecord.archive.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.archive.console.ActsView.Asked;
import eu.onrecord.archive.oversight.ActCriteria;
import eu.onrecord.archive.oversight.ActList;
import eu.onrecord.archive.oversight.Oversight;
import eu.onrecord.archive.perusal.Purpose;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Cursor;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/** Who read and searched what. Nothing in its address names anybody. */
@Path("/console/acts")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
@Produces(MediaType.TEXT_HTML)
public class ActsPage {
    /** What somebody reads at once. */
    private static final int MOST = 100;
    private static final int DAYS = 6;

    private final Oversight oversight;
    private final Visitor visitor;
    private final Clock clock;
    private final ZoneId zone;

    ActsPage(Oversight oversight, Visitor visitor, Clock clock, ConsoleConfig config) {
        this.oversight = oversight;
        this.visitor = visitor;
        this.clock = clock;
        this.zone = config.timeZone();
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> show(@RestQuery @DefaultValue("") String purpose,
            @RestQuery("legal-entity") @DefaultValue("") String legalEntity, @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String to, @RestQuery UUID conversation, @RestQuery @DefaultValue("") String reader,
            @RestQuery @DefaultValue("false") boolean refused, @RestQuery String after,
            @Context HttpServerResponse response) {
        var today = LocalDate.now(clock.withZone(zone));
        var entities = oversight.legalEntities();
        var asked = new Asked(purpose.strip(),
                legalEntity.isEmpty() ? entities.stream().findFirst().orElse("") : legalEntity,
                from.isEmpty() ? today.minusDays(DAYS).toString() : from.strip(), to.isEmpty() ? today.toString() : to.strip(),
                conversation, reader, refused);
        if (asked.purpose().isEmpty()) {
            return Uni.createFrom().item(() -> page(asked, null, null));
        }
        return Uni.createFrom()
                .deferred(() -> oversight.read(criteria(asked), Purpose.of(asked.purpose()).word(), place(after), MOST,
                        response::closed))
                .map(told -> page(asked, told, null)).onFailure(ActsPage::isToBeMended)
                .recoverWithItem(trouble -> page(asked, null, trouble.getMessage()));
    }

    private ActCriteria criteria(Asked asked) {
        return ActCriteria.of(asked.legalEntity(), day(asked.from(), 0), day(asked.to(), 1), asked.conversation(),
                asked.reader().isEmpty() ? null : asked.reader(), asked.isRefused());
    }

    /** The beginning of a day by the clock of the pages, or of one some days after it. */
    private String day(String written, int after) {
        try {
            return LocalDate.parse(written).plusDays(after).atStartOfDay(zone).toInstant().toString();
        } catch (DateTimeException malformed) {
            throw ProblemType.REQUEST_INVALID.problem("A day is written as 2026-03-01.");
        }
    }

    private static Cursor place(String after) {
        return after == null ? null
                : Cursor.parse(after).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("after is what next said on the page before."));
    }

    /** By whoever filled in the form. */
    private static boolean isToBeMended(Throwable trouble) {
        return trouble instanceof Problem problem
                && (problem.type() == ProblemType.REQUEST_INVALID || problem.type() == ProblemType.PURPOSE_MISSING);
    }

    private TemplateInstance page(Asked asked, ActList told, String trouble) {
        var page = visitor.page("acts");
        return page.show(Pages.acts(page, new ActsView(asked, oversight.legalEntities(), told, trouble)));
    }
}
