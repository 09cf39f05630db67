package eu.onrecord.archive.problem;

import java.util.Map;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;

import io.vertx.core.json.JsonObject;

/** A problem as it is told: the members of RFC 9457 and those of the occurrence, without those that nobody knows. */
public final class ProblemDocument {
    private static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private final int status;
    private final JsonObject members = new JsonObject();

    private ProblemDocument(String type, int status, String title) {
        this.status = status;
        with("type", type).with("status", status).with("title", title);
    }

    /** One of ours. */
    static ProblemDocument of(ProblemType type) {
        return new ProblemDocument(type.uri(), type.status(), type.title());
    }

    /** One that the framework finds before anything of ours is asked; its type is {@code about:blank}, which is not told. */
    public static ProblemDocument of(StatusType status) {
        return new ProblemDocument(null, status.getStatusCode(), status.getReasonPhrase());
    }

    /** One member more; none where there is no value. */
    public ProblemDocument with(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    ProblemDocument with(Map<String, Object> others) {
        others.forEach(this::with);
        return this;
    }

    /** The answer that tells it. */
    public Response.ResponseBuilder answer() {
        return Response.status(status).type(MEDIA_TYPE).entity(members.encode());
    }
}
