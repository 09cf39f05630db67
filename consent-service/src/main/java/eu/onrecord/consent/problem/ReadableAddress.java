package eu.onrecord.consent.problem;

import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** U+0000 names nothing: no database takes it, and what asks for it is the caller's mistake. */
class ReadableAddress {
    private static final String NUL = "%00";

    @ServerRequestFilter(preMatching = true)
    Optional<Response> refuse(ContainerRequestContext request) {
        var uri = request.getUriInfo().getRequestUri();
        var isReadable = !uri.getRawPath().contains(NUL) && (uri.getRawQuery() == null || !uri.getRawQuery().contains(NUL));
        return isReadable ? Optional.empty()
                : Optional.of(ProblemDocument.of(ProblemType.REQUEST_INVALID)
                        .with("detail", "The address has a character that names nothing.").answer().build());
    }
}
