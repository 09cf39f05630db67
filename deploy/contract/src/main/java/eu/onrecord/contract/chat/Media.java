package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file attached to a message, still at the provider.
 *
 * @param id the provider's id, by which it is fetched
 * @param mimeType as the provider says, parameters included
 * @param sha256 the provider's hash of the bytes, in lower-case hex; absent where it gave none that can be read
 * @param filename as the sender named it
 */
@RegisterForReflection
public record Media(String id, String mimeType, String sha256, String filename) {

    public Media {
        requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return "Media[mimeType=" + mimeType + ", redacted]";
    }
}
