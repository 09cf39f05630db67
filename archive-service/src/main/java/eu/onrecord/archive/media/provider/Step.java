package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

import io.vertx.core.json.JsonObject;

/** A request on the way to a file. */
public sealed interface Step {
    URI address();

    /** What authorises it, and so goes to this address alone. */
    Map<String, String> headers();

    /**
     * Its answer, a document of some members, tells where the file is.
     *
     * @param then the next step, by the answer
     */
    record Ask(URI address, Map<String, String> headers, Function<JsonObject, Step> then) implements Step {
        @Override
        public String toString() {
            return "Ask";
        }
    }

    /** Its answer is the file. */
    record Take(URI address, Map<String, String> headers) implements Step {
        @Override
        public String toString() {
            return "Take";
        }
    }
}
