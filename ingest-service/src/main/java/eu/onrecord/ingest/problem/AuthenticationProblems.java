package eu.onrecord.ingest.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/**
 * A missing, bad or insufficient token as a problem. The problem extension's own mappers for these are older than this Quarkus
 * and fail on it; these come first.
 */
class AuthenticationProblems {
    private static final int BEFORE_THE_EXTENSION = 1;

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response missing(UnauthorizedException missing) {
        return unauthenticated();
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response bad(AuthenticationFailedException bad) {
        return unauthenticated();
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response insufficient(ForbiddenException insufficient) {
        return ProblemType.FORBIDDEN.problem().toResponse();
    }

    private static Response unauthenticated() {
        return Response.fromResponse(ProblemType.UNAUTHENTICATED.problem().toResponse())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }
}
