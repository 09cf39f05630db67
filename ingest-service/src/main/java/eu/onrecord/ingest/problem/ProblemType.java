package eu.onrecord.ingest.problem;

import java.net.URI;
import java.util.Locale;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** The closed list of what can be wrong. A problem never repeats what was sent. */
public enum ProblemType {
    CHANNEL_UNKNOWN(404, "Unknown channel", "No channel of this name is configured."),
    SUBSCRIPTION_REFUSED(403, "Subscription refused", "The verify token is not the one configured for this channel."),
    SIGNATURE_INVALID(401, "Signature missing or wrong", "The body must be signed with a secret configured for this channel."),
    BODY_TOO_LARGE(413, "Body too large", "A webhook body has at most 3 MB."),
    CONTENT_TYPE_UNSUPPORTED(415, "Content type not supported", "A webhook of this channel is application/json."),
    NOT_ACKNOWLEDGED(503, "Not taken", "The events could not be made durable in time. Send the same webhook again."),
    OVERLOADED(503, "Not taken", "Too many webhooks are waiting. Send the same webhook again.");

    private static final String RETRY_AFTER_SECONDS = "5";

    private final int status;
    private final String title;
    private final String detail;

    ProblemType(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** The problem, to be thrown. */
    public HttpProblem problem() {
        var problem = HttpProblem.builder().withType(URI.create("urn:onrecord:problem:" + word())).withTitle(title)
                .withStatus(status).withDetail(detail);
        return status == 503 ? problem.withHeader("Retry-After", RETRY_AFTER_SECONDS).build() : problem.build();
    }

    /** The name, as it stands in the problem's type and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
