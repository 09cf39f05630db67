package eu.onrecord.consent.problem;

import java.util.Locale;

import io.vertx.core.json.JsonObject;

/** The closed list of what can be wrong. A problem never repeats what was sent. */
public enum ProblemType {
    UNAUTHENTICATED(401, "Who are you?"),
    DENIED(403, "The gate denies this message"),
    CUSTOMER_UNKNOWN(404, "Unknown customer"),
    MESSAGE_UNKNOWN(404, "Unknown message"),
    EVENT_UNKNOWN(404, "Unknown event"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another message"),
    EVIDENCE_REFUSED(422, "This is no evidence of a relationship"),
    LENGTH_REQUIRED(411, "Say how long the body is"),
    BODY_TOO_LARGE(413, "The body is too large"),
    REQUEST_INVALID(400, "The request is not complete or not correct"),
    IDENTIFIER_IN_URL(400, "Personal data in the address");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /**
     * The problem, to be thrown.
     *
     * @param detail words of ours about this occurrence of it, never what was sent
     */
    public Problem problem(String detail) {
        return new Problem(this, detail);
    }

    /** The problem where no resource answers. */
    String json() {
        return new JsonObject().put("type", uri()).put("title", title).put("status", status).encode();
    }

    String uri() {
        return "urn:onrecord:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
