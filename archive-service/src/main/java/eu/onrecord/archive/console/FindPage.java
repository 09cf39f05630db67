package eu.onrecord.archive.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

import eu.onrecord.archive.console.FindView.Asked;
import eu.onrecord.archive.perusal.Criteria;
import eu.onrecord.archive.perusal.Found;
import eu.onrecord.archive.perusal.Perusal;
import eu.onrecord.archive.perusal.Purpose;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/**
 * Finding conversations. Who is asked for stands in the body of a form: never in an address, and in nothing that is shown
 * again.
 */
@Path("/console/find")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
@Produces(MediaType.TEXT_HTML)
public class FindPage {
    static final int MOST = 50;
    private static final String PLACE = "find";
    /** For whoever only wants to see what they read last. */
    private static final String OWN_LAST = "search";

    private final Perusal perusal;
    private final Visitor visitor;
    private final Clock clock;
    private final ZoneId zone;

    FindPage(Perusal perusal, Visitor visitor, Clock clock, ConsoleConfig config) {
        this.perusal = perusal;
        this.visitor = visitor;
        this.clock = clock;
        this.zone = config.timeZone();
    }

    /** A form as it was sent. */
    public static class Form {
        @RestForm
        String purpose;
        @RestForm
        String kind;
        @RestForm
        String customer;
        @RestForm
        String from;
        @RestForm
        String to;
        @RestForm
        String state;
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> own(@RestQuery String purpose, @Context HttpServerResponse response) {
        var criteria = Criteria.of(null, null, null, null, null, clock.instant());
        var asked = new Asked(text(purpose), Asked.NOTHING.kind(), "", "", "");
        return perusal.find(criteria, OWN_LAST, MOST, response::closed).map(found -> page(asked, false, found, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<TemplateInstance> find(Form form, @Context HttpServerResponse response) {
        var asked = new Asked(text(form.purpose), text(form.kind), text(form.from), text(form.to), text(form.state));
        return Uni.createFrom().deferred(() -> perusal
                .find(criteria(form, asked), Purpose.of(asked.purpose()).word(), MOST, response::closed))
                .map(found -> page(asked, true, found, null))
                .onFailure(FindPage::isToBeMended)
                .recoverWithItem(trouble -> page(asked, true, List.of(), trouble.getMessage()));
    }

    private Criteria criteria(Form form, Asked asked) {
        var customer = text(form.customer);
        var isPhone = !"id".equals(asked.kind());
        if (!asked.from().isEmpty() && !asked.to().isEmpty() && day(asked.to()).isBefore(day(asked.from()))) {
            throw ProblemType.REQUEST_INVALID.problem("The last day is before the first.");
        }
        return Criteria.of(isPhone && !customer.isEmpty() ? customer : null, isPhone || customer.isEmpty() ? null : customer,
                begin(asked.from(), 0), begin(asked.to(), 1), asked.state().isEmpty() ? null : asked.state(),
                clock.instant());
    }

    /** The beginning of a day by the clock of the pages, or of one some days after it; null where there is none. */
    private String begin(String day, int after) {
        return day.isEmpty() ? null : day(day).plusDays(after).atStartOfDay(zone).toInstant().toString();
    }

    private static LocalDate day(String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException malformed) {
            throw ProblemType.REQUEST_INVALID.problem("A day is written as 2026-03-01.");
        }
    }

    /** By whoever filled in the form. */
    private static boolean isToBeMended(Throwable trouble) {
        return trouble instanceof Problem problem
                && (problem.type() == ProblemType.REQUEST_INVALID || problem.type() == ProblemType.PURPOSE_MISSING);
    }

    private TemplateInstance page(Asked asked, boolean isSearch, List<Found> found, String trouble) {
        var page = visitor.page(PLACE);
        return page.show(Pages.find(page, new FindView(asked, isSearch, found, trouble)));
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
