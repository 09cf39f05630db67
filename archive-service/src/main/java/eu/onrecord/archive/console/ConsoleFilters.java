package eu.onrecord.archive.console;

import java.util.regex.Pattern;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import eu.onrecord.archive.problem.ProblemDocument;
import io.vertx.core.json.JsonObject;

/**
 * What holds for every page: it is there only where it shall be, a form comes from a page of ours, and a problem is a page too.
 */
class ConsoleFilters {
    private static final String PAGES = "/console";
    private static final Pattern MATRIX = Pattern.compile(";[^/]*");

    private final ConsoleConfig config;
    private final Visitor visitor;

    ConsoleFilters(ConsoleConfig config, Visitor visitor) {
        this.config = config;
        this.visitor = visitor;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
    Response enter(ContainerRequestContext request) {
        if (!isOfConsole(request)) {
            return null;
        }
        if (!config.enabled()) {
            return ProblemDocument.of(Response.Status.NOT_FOUND).answer().build();
        }
        return SameSite.allows(request.getMethod(), request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Sec-Fetch-Dest"), request.getHeaderString("Origin"),
                request.getUriInfo().getRequestUri().getAuthority()) ? null
                        : ProblemDocument.of(Response.Status.FORBIDDEN)
                                .with("detail", "This was not asked for from a page of the console.").answer().build();
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        var type = response.getMediaType();
        if (isOfConsole(request) && type != null && "problem+json".equals(type.getSubtype())
                && response.getEntity() instanceof String document) {
            var members = new JsonObject(document);
            var page = visitor.pageForAnybody();
            response.setEntity(page.show(Pages.problem(page, new ProblemView(response.getStatus(),
                    members.getString("title"), members.getString("detail")))).render(), null, MediaType.TEXT_HTML_TYPE);
        }
    }

    private static boolean isOfConsole(ContainerRequestContext request) {
        return isOfConsole(request.getUriInfo().getPath());
    }

    /** Whether an address is a page's; what stands behind a semicolon is no part of where it leads (RFC 3986, section 3.3). */
    static boolean isOfConsole(String address) {
        var path = MATRIX.matcher(address).replaceAll("");
        return path.equals(PAGES) || path.startsWith(PAGES + "/");
    }
}
