package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.vertx.core.json.JsonObject;

/** A request on the way to a file. */
public sealed interface Step {
    URI address();

    /** What authorises it, and so goes to this address alone. */
    Map<String, String> headers();

    /** What a provider says of a file before it gives it; null where it does not say. */
    record Told(Long size, String sha256) {
        /** Nothing. */
        public static final Told NOTHING = new Told(null, null);

        /**
         * As a document tells it.
         *
         * @param sha256 hex; null where none is told
         */
        static Told of(Object size, String sha256) {
            var written = size instanceof Integer || size instanceof Long || size instanceof String ? size.toString() : "";
            // of none, or less, nothing is told: what comes is never nothing
            return new Told(written.matches("[1-9]\\d{0,17}") ? Long.valueOf(written) : null, sha256);
        }

        /** Whether it tells whether what came is whole. */
        public boolean isOfTheWhole() {
            return size != null || sha256 != null;
        }
    }

    /** Whether a status says that the token is none, or none any more, or is wanting. */
    boolean refusesToken(int status);

    /** Whether the provider itself is asked, and not whoever somebody else named. */
    boolean isOfProvider();

    /**
     * Its answer, a document of some members, tells where the file is.
     *
     * @param then the next step, by the answer
     * @param tokenRefused statuses that say that the token is none, or none any more
     */
    record Ask(URI address, Map<String, String> headers, Function<JsonObject, Step> then, Set<Integer> tokenRefused)
            implements
                Step {

        public Ask(URI address, Map<String, String> headers, Function<JsonObject, Step> then) {
            this(address, headers, then, Set.of(401, 403));
        }

        @Override
        public boolean refusesToken(int status) {
            return tokenRefused.contains(status);
        }

        @Override
        public boolean isOfProvider() {
            return true;
        }

        @Override
        public String toString() {
            return "Ask";
        }
    }

    /**
     * Its answer is the file.
     *
     * @param told what was told of it on the way
     * @param isOfProvider whether the provider itself is asked
     */
    record Take(URI address, Map<String, String> headers, Told told, boolean isOfProvider) implements Step {

        public Take(URI address, Map<String, String> headers) {
            this(address, headers, Told.NOTHING);
        }

        public Take(URI address, Map<String, String> headers, Told told) {
            this(address, headers, told, true);
        }

        /** Where an answer led on to, an address was good for a while; where we sent a link, nobody has a token for it. */
        @Override
        public boolean refusesToken(int status) {
            return isOfProvider && status == 401;
        }

        /**
         * The same file, where another answer leads on to: who is asked there was named by somebody else, and gets no token.
         */
        public Take at(URI next) {
            return new Take(next, Map.of(), told, false);
        }

        @Override
        public String toString() {
            return "Take";
        }
    }
}
