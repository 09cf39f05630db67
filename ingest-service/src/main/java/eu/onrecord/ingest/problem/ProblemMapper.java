package eu.onrecord.ingest.problem;

import java.util.UUID;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Everything that goes wrong in a resource, or before one is found, as a problem. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response ours(Problem problem) {
        return document(problem.type(), problem.getMessage()).with(problem.members()).answer()
                .header(HttpHeaders.RETRY_AFTER, problem.type().isTemporary() ? ProblemType.RETRY_AFTER : null).build();
    }

    @ServerExceptionMapper
    Response missing(UnauthorizedException missing) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response bad(AuthenticationFailedException bad) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response insufficient(ForbiddenException insufficient) {
        return document(ProblemType.FORBIDDEN, ProblemType.FORBIDDEN.detail()).answer().build();
    }

    /** No such address, method or media type. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure, UriInfo uri) {
        var answer = failure.getResponse();
        if (answer.getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR) {
            return unexpected(failure, uri);
        }
        if (answer.getStatusInfo().getFamily() == Response.Status.Family.REDIRECTION) {
            return answer;
        }
        return ProblemDocument.of(answer.getStatusInfo()).with("detail", failure.getMessage())
                .with("instance", uri.getPath()).answer().build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable unexpected, UriInfo uri) {
        LOG.error("A request failed, and it is not the caller's fault", unexpected);
        return ProblemDocument.of(Response.Status.INTERNAL_SERVER_ERROR).with("instance", uri.getPath()).answer().build();
    }

    private static Response unauthenticated() {
        return document(ProblemType.UNAUTHENTICATED, ProblemType.UNAUTHENTICATED.detail()).answer()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    /** The instance is none that tells the address: what providers put there stays between them and us. */
    private static ProblemDocument document(ProblemType type, String detail) {
        return ProblemDocument.of(type).with("detail", detail).with("instance", "urn:uuid:" + UUID.randomUUID());
    }
}
