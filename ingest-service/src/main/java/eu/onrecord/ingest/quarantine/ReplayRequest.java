package eu.onrecord.ingest.quarantine;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Reason;

/**
 * What of the quarantine is to be played again.
 *
 * @param from webhooks received then or later
 * @param to and before then; until now where it is not said
 * @param reason that stands at them; any where it is not said
 * @param channel they came over; any where it is not said
 * @param continueFrom what an earlier replay of the same said, to go on there; from the beginning where it is not said
 */
@Schema(name = "ReplayRequest")
public record ReplayRequest(Instant from, Optional<Instant> to, Optional<Reason> reason, Optional<String> channel,
        @Schema(implementation = String.class) Optional<ReplayPosition> continueFrom) {

    /** Kafka counts in milliseconds since 1970, and so far. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws RuntimeException a problem that tells what is wrong, and repeats nothing */
    static ReplayRequest parse(byte[] body) {
        var json = JsonSlice.of(body);
        if (!json.isWhole() || !json.isObject()) {
            throw ProblemType.REQUEST_INVALID.problem("Send an object with from, and if wanted to, reason and channel.");
        }
        var from = time(json, "from").orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("from is missing."));
        var to = time(json, "to");
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw ProblemType.REQUEST_INVALID.problem("from is not before to.");
        }
        var reason = json.at("reason").scalar().map(word -> Reason.of(word)
                .orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("There is no such reason.")));
        var continueFrom = json.at("continueFrom").scalar().map(text -> ReplayPosition.parse(text)
                .orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("continueFrom is none that a replay gave.")));
        return new ReplayRequest(from, to, reason, json.at("channel").text(), continueFrom);
    }

    /** Whether a webhook in quarantine is meant; its time is looked at elsewhere. */
    boolean means(QuarantineRecord kept) {
        return reason.map(kept.reasons()::contains).orElse(true) && channel.map(kept.channel()::equals).orElse(true);
    }

    private static Optional<Instant> time(JsonSlice json, String name) {
        try {
            return json.at(name).text().map(Instant::parse)
                    .map(time -> time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time);
        } catch (DateTimeException noTime) {
            throw ProblemType.REQUEST_INVALID.problem(name + " is no time such as 2026-03-01T10:00:00Z.");
        }
    }
}
