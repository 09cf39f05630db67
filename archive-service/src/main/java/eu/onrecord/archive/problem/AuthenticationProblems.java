package eu.onrecord.archive.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;

/**
 * A missing or bad token as a problem. The problem extension's own mappers for these are older than this Quarkus and fail on
 * it; these come first.
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

    private static Response unauthenticated() {
        return ProblemType.UNAUTHENTICATED.builder("Send a valid access token as Bearer.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build().toResponse();
    }
}
