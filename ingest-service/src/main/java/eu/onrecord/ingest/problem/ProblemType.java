package eu.onrecord.ingest.problem;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The closed list of what can be wrong. A problem never repeats what was sent. */
public enum ProblemType {
    CHANNEL_UNKNOWN(404, "Unknown channel", "No channel of this name is configured."),
    METHOD_UNKNOWN(405, "Method not allowed", "A webhook is a POST; a GET asks whether it is ours."),
    SUBSCRIPTION_REFUSED(403, "Subscription refused", "The verify token is not the one configured for this channel."),
    SIGNATURE_INVALID(401, "Proof missing or wrong", "A webhook must be signed, or carry a secret, as its provider's are."),
    SIGNATURE_MISSING(503, "Proof missing", "Send the same webhook again, with its token."),
    BODY_TOO_LARGE(413, "Body too large", "The body has more bytes than this channel's provider sends."),
    BODY_LATE(408, "Body too late", "The body did not come in time."),
    CONTENT_TYPE_UNSUPPORTED(415, "Content type not supported", "The bodies of this channel's provider are of another type."),
    NOT_ACKNOWLEDGED(503, "Not taken", "The events could not be made durable in time. Send the same webhook again."),
    OVERLOADED(503, "Not taken", "Too many webhooks are waiting. Send the same webhook again."),
    UNAUTHENTICATED(401, "Not authenticated", "Send a valid access token as Bearer."),
    FORBIDDEN(403, "Not allowed", "This needs a role that the token does not have."),
    REQUEST_INVALID(400, "Request not valid", "The request does not say what it must."),
    REPLAY_RUNNING(409, "A replay is running", "One at a time: ask again when it is done."),
    UNEXPECTED(500, "Something went wrong here", "It is logged, and it is not your fault.");

    /** Seconds. */
    public static final String RETRY_AFTER = "5";

    private final int status;
    private final String title;
    private final String detail;
    /** Bytes, and no buffer: a constant of an enum is made when the native executable is built. */
    private final byte[] json;

    ProblemType(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.json = new JsonObject().put("type", uri()).put("title", title).put("status", status).put("detail", detail)
                .encode().getBytes(StandardCharsets.UTF_8);
    }

    /** The problem, to be thrown. */
    public Problem problem() {
        return problem(detail);
    }

    /**
     * The problem, to be thrown.
     *
     * @param words ours, about this occurrence of it, never what was sent
     */
    public Problem problem(String words) {
        return new Problem(this, words);
    }

    /** The problem as its document, written once: under overload nobody has the time to write it anew. */
    public Buffer json() {
        return Buffer.buffer(json);
    }

    public int status() {
        return status;
    }

    /** Whether the same request may be sent again, later. */
    public boolean isTemporary() {
        return status == 503;
    }

    /** The name, as it stands in the problem's type and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    String uri() {
        return "urn:onrecord:problem:" + word();
    }
}
