package eu.onrecord.ingest.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request of a provider.
 *
 * @param headers the first value of a header; null where there is none
 * @param parameters the first value of a query parameter; null where there is none
 * @param body the bytes as they came
 * @param receivedAt when
 */
public record Webhook(Function<String, String> headers, Function<String, String> parameters, byte[] body,
        Instant receivedAt) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.apply(name));
    }

    @Override
    public String toString() {
        return "Webhook[" + body.length + " bytes]";
    }
}
