package eu.onrecord.consent.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.validation.ValidationException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.jaxrs.UriInfoImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Whose fault it is, where the exceptions alone do not tell. */
class ProblemMapperTest {
    private final ProblemMapper mapper = new ProblemMapper();
    private final ObjectMapper json = new ObjectMapper();

    record Request(List<Integer> numbers, Map<String, Integer> byName) {
    }

    static class Unreadable {
        private final int secret = 1;

        @Override
        public String toString() {
            return String.valueOf(secret);
        }
    }

    @Test
    void aTypeOfOursThatCannotBeWrittenIsOurFault() {
        var ours = assertThrows(InvalidDefinitionException.class, () -> json.writeValueAsString(new Unreadable()));

        assertEquals(500, mapper.undescribed(ours, address()).getStatus());
        assertEquals("{\"status\":500,\"title\":\"Internal Server Error\",\"instance\":\"/a\"}",
                mapper.undescribed(ours, address()).getEntity());
    }

    @Test
    void aRuleThatFailsItselfAndWhateverElseIsOursTellNothing() {
        var told = "{\"status\":500,\"title\":\"Internal Server Error\",\"instance\":\"/a\"}";

        assertEquals(told, mapper.unruly(new ValidationException("com.example.Rule of +31612345678"), address()).getEntity());
        assertEquals(told, mapper.framework(new InternalServerErrorException("com.example of +31612345678"), address())
                .getEntity());
        assertEquals(told, mapper.unexpected(new IllegalStateException("+31612345678"), address()).getEntity());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"numbers":["x"]} | The field numbers has a value that it cannot have.
            {"numbers":"x"}   | The field numbers has a value that it cannot have.
            ["x"]             | The body is not the JSON that is expected.
            """)
    void aFieldIsToldByItsNameAlsoWhereAnElementOfItIsWrong(String body, String detail) {
        var theirs = assertThrows(MismatchedInputException.class, () -> json.readValue(body, Request.class));

        assertEquals("""
                {"type":"urn:onrecord:problem:request-invalid","status":400,\
                "title":"The request is not complete or not correct","detail":"%s"}""".formatted(detail),
                mapper.mismatched(theirs).getEntity());
    }

    @Test
    void aBodyThatIsNoJsonIsNotRepeated() throws JsonMappingException {
        assertEquals(400, mapper.mismatched(MismatchedInputException.from(null, Request.class, "x +31612345678")).getStatus());
    }

    private static UriInfo address() {
        return new UriInfoImpl(null) {
            @Override
            public String getPath() {
                return "/a";
            }

            @Override
            public URI getRequestUri() {
                return URI.create("http://localhost/a");
            }
        };
    }
}
