package eu.onrecord.archive.media;

import java.util.Set;

import eu.onrecord.archive.media.FetchFailure.Reason;
import io.vertx.core.json.JsonObject;

/**
 * What a document says that comes with a 400: Meta's API tells so of all that went wrong, the token included
 * (https://developers.facebook.com/docs/graph-api/guides/error-handling,
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes). Pure.
 */
final class GraphError {
    /**
     * Expired, taken back, or none; whose session is over; or of somebody who may not, or not now: somebody of ours mends it.
     */
    private static final Set<String> OF_TOKEN = Set.of("190", "102", "0", "3", "10", "200", "294", "368", "131005", "131031");
    /** Who asks too often, or a service that is not well: nothing is said of the file. */
    private static final Set<String> OF_ASKING = Set.of("1", "2", "4", "17", "32", "341", "613", "80007", "130429", "131016",
            "131048", "131056", "131057", "133004", "133016");

    private GraphError() {
    }

    /** @param document whatever it is: other providers' say nothing of this kind */
    static FetchFailure of(JsonObject document, int status) {
        var code = document.getValue("error") instanceof JsonObject error ? word(error.getValue("code")) : "";
        if (OF_TOKEN.contains(code)) {
            return FetchFailure.parked(Reason.TOKEN_REFUSED);
        }
        return OF_ASKING.contains(code) ? FetchFailure.later("http-" + status) : FetchFailure.answered(status, null);
    }

    private static String word(Object code) {
        return code instanceof Number number ? String.valueOf(number.longValue()) : String.valueOf(code);
    }
}
