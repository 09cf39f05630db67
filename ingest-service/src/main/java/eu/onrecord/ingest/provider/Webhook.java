package eu.onrecord.ingest.provider;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request of a provider.
 *
 * @param headers the first value of a header; null where there is none
 * @param parameters the first value of a query parameter; null where there is none
 * @param query the address's query as it came, without its question mark; null where there is none
 * @param body the bytes as they came
 * @param receivedAt when
 */
public record Webhook(Function<String, String> headers, Function<String, String> parameters, String query, byte[] body,
        Instant receivedAt) {

    /** A body of which nothing else is kept, to be read and not to be authenticated. */
    public static Webhook kept(String contentType, byte[] body, Instant receivedAt) {
        return new Webhook(name -> name.equals("Content-Type") ? contentType : null, name -> null, null, body, receivedAt);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** Empty too where the query cannot be read. */
    public Optional<String> parameter(String name) {
        try {
            return Optional.ofNullable(parameters.apply(name));
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }

    /** What the body is said to be, in lower case and without parameters; empty where nothing is said. */
    public String mediaType() {
        var said = headers.apply("Content-Type");
        if (said == null) {
            return "";
        }
        var semicolon = said.indexOf(';');
        return (semicolon < 0 ? said : said.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Webhook[" + body.length + " bytes]";
    }
}
