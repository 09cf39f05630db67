package eu.onrecord.consent.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;

/**
 * Many customers at once, a line each. Read, put on record and answered some hundred lines at a time, so that it takes the same
 * memory however many there are. What was answered is on record; sending all of it again changes nothing.
 */
@Path("/relationships/import")
public class ImportResource {
    static final String NDJSON = "application/x-ndjson";
    private static final int LINES_AT_ONCE = 500;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Registrations registrations;
    private final Validator validator;
    private final SecurityIdentity identity;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    ImportResource(Registrations registrations, Validator validator, SecurityIdentity identity, ObjectMapper json) {
        this.registrations = registrations;
        this.validator = validator;
        this.identity = identity;
        this.reader = json.readerFor(Registration.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.writer = json.writer();
    }

    /** What became of a line. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(long line, String status, UUID customer, String state, String reason, String sentence) {
        private static Line refused(long line, String reason, String sentence) {
            return new Line(line, "refused", null, null, reason, sentence);
        }

        private static Line of(long line, Result result) {
            if (result instanceof Result.Refused refused) {
                return refused(line, refused.reason(), refused.sentence());
            }
            var registered = (Result.Registered) result;
            return new Line(line, "registered", registered.customer(), registered.state(), null, null);
        }
    }

    /** A line as it was read: a registration, or why it is none. */
    private record Read(long line, Registration registration, Line refusal) {
    }

    @POST
    @Blocking
    @RolesAllowed("crm")
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @Operation(summary = "Puts many customers on record, a line each", description = "A line of JSON as for PUT /relationships; for each one line of answer, in the same order. Read the answer while you send.")
    public StreamingOutput take(InputStream lines) {
        var author = identity.getPrincipal().getName();
        return answers -> {
            var source = new BoundedLines(new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8)),
                    LONGEST_LINE);
            var batch = new ArrayList<Read>(LINES_AT_ONCE);
            var number = 0L;
            for (var line = source.next(); line != null; line = source.next()) {
                number++;
                batch.add(read(number, line));
                if (batch.size() == LINES_AT_ONCE) {
                    answer(batch, author, answers);
                    batch.clear();
                }
            }
            answer(batch, author, answers);
        };
    }

    private Read read(long number, String line) {
        try {
            Registration registration = line.length() > LONGEST_LINE ? null : reader.readValue(line);
            if (registration == null) {
                return new Read(number, null, Line.refused(number, "line-invalid", "A line holds one JSON object."));
            }
            var violation = validator.validate(registration).stream().findFirst();
            return violation.isPresent() ? new Read(number, null, Line.refused(number, "registration-invalid",
                    violation.get().getPropertyPath() + " " + violation.get().getMessage()))
                    : new Read(number, registration, null);
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            return new Read(number, null, Line.refused(number, "line-invalid", "A line holds one JSON object."));
        }
    }

    private void answer(List<Read> batch, String author, OutputStream answers) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        var results = registrations.take(
                batch.stream().filter(it -> it.registration() != null).map(Read::registration).toList(), author)
                .await().atMost(PATIENCE).iterator();
        for (var it : batch) {
            answers.write(writer.writeValueAsBytes(
                    it.registration() == null ? it.refusal() : Line.of(it.line(), results.next())));
            answers.write('\n');
        }
        answers.flush();
    }
}
