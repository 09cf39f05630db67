package eu.onrecord.consent.problem;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A body that is no JSON, or not that of the request, as a problem: it says where, never what was sent. */
class UnreadableBodies {
    private static final int BEFORE_THE_EXTENSION = 1;

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response unknownWord(InvalidFormatException unknownWord) {
        return unreadable(unknownWord);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response mismatched(MismatchedInputException mismatched) {
        return unreadable(mismatched);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response broken(JsonProcessingException broken) {
        return unreadable(broken);
    }

    private static Response unreadable(JsonProcessingException why) {
        var where = why instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? "The field " + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName()
                        + " has a value that it cannot have."
                : "The body is not the JSON that is expected.";
        return ProblemType.REQUEST_INVALID.problem(where).toResponse();
    }
}
