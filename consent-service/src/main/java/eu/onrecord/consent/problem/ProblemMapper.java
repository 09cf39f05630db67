package eu.onrecord.consent.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.json.JsonObject;

/** Everything that goes wrong in a resource, or before one is found, as a problem. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String UNREADABLE = "The body is not the JSON that is expected.";
    /** In the path of a violation: the method and its parameter. */
    private static final int NAMES_OF_OURS = 2;

    @ServerExceptionMapper
    Response ours(Problem problem, UriInfo uri) {
        return ProblemDocument.of(problem.type()).with("detail", problem.getMessage()).with("instance", uri.getPath())
                .with(problem.members()).answer().build();
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
    Response insufficient(ForbiddenException insufficient, UriInfo uri) {
        return ProblemDocument.of(Response.Status.FORBIDDEN).with("instance", uri.getPath()).answer().build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid, UriInfo uri) {
        return ProblemDocument.of(Response.Status.BAD_REQUEST).with("instance", uri.getPath())
                .with("violations", violations(invalid)).answer().build();
    }

    @ServerExceptionMapper
    Response unknownWord(InvalidFormatException unknownWord) {
        return unreadable(unknownWord);
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return unreadable(mismatched);
    }

    /** A type of ours that cannot be written or read is no fault of whoever asks. */
    @ServerExceptionMapper
    Response undescribed(InvalidDefinitionException ours, UriInfo uri) {
        return unexpected(ours, uri);
    }

    /** A rule that fails itself. */
    @ServerExceptionMapper
    Response unruly(ValidationException ours, UriInfo uri) {
        return unexpected(ours, uri);
    }

    /** No such address, method or media type; a body that is no JSON comes as one too. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable);
        }
        if (failure.getCause() instanceof NumberFormatException) {
            return ProblemDocument.of(ProblemType.REQUEST_INVALID).with("detail", "The address has a number that is none.")
                    .with("instance", uri.getPath()).answer().build();
        }
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
        return ProblemDocument.of(ProblemType.UNAUTHENTICATED).with("detail", "Send a valid access token as Bearer.").answer()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    /** It says where, never what was sent. */
    private static Response unreadable(JsonProcessingException why) {
        var where = why instanceof JsonMappingException mapping ? field(mapping)
                .map(name -> "The field " + name + " has a value that it cannot have.").orElse(UNREADABLE) : UNREADABLE;
        return ProblemDocument.of(ProblemType.REQUEST_INVALID).with("detail", where).answer().build();
    }

    /** The last on the way that has a name: the elements of a list have none. */
    private static Optional<String> field(JsonMappingException mapping) {
        return mapping.getPath().stream().map(JsonMappingException.Reference::getFieldName).filter(Objects::nonNull)
                .reduce((before, after) -> after);
    }

    private static List<JsonObject> violations(ConstraintViolationException invalid) {
        return invalid.getConstraintViolations().stream()
                .sorted(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
                .map(ProblemMapper::violation).toList();
    }

    private static JsonObject violation(ConstraintViolation<?> violation) {
        var field = StreamSupport.stream(violation.getPropertyPath().spliterator(), false).skip(NAMES_OF_OURS)
                .map(Path.Node::toString).filter(name -> !name.isBlank()).collect(Collectors.joining("."));
        return new JsonObject().put("field", field).put("in", "body").put("message", violation.getMessage());
    }
}
