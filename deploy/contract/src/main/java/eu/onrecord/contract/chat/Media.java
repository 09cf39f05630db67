package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file attached to a message, still at the provider.
 *
 * @param id the provider's id, by which it is fetched
 * @param mimeType as the provider says, parameters included
 * @param sha256 the provider's hash of the bytes, in lower-case hex; absent where it gave none that can be read
 * @param filename as the sender named it
 * @param url where the provider says it is; to be followed only to hosts that are known to be the provider's
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Media(String id, String mimeType, String sha256, String filename, String url) {

    public Media {
        requireNonNull(id, "id");
    }

    /** A file that is fetched by its id alone. */
    public Media(String id, String mimeType, String sha256, String filename) {
        this(id, mimeType, sha256, filename, null);
    }

    @Override
    public String toString() {
        return "Media[mimeType=" + mimeType + ", redacted]";
    }
}
