package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The provider's own bytes, so that the record proves what was really said.
 *
 * @param contentType of the bytes
 * @param bytes the fragment as it came: cut out, never parsed and written again
 * @param authenticated how we knew that it came from the provider
 */
@RegisterForReflection
public record Original(String contentType, byte[] bytes, Authentication authenticated) {

    public Original {
        requireNonNull(contentType, "contentType");
        requireNonNull(bytes, "bytes");
        requireNonNull(authenticated, "authenticated");
    }

    /**
     * How the body that held the fragment was authenticated.
     *
     * @param scheme such as {@code x-hub-signature-256}
     * @param keyId which of the configured secrets fitted; never the secret
     * @param bodySha256 of the whole body, lower-case hex
     * @param at when
     */
    @RegisterForReflection
    public record Authentication(String scheme, String keyId, String bodySha256, Instant at) {
        public Authentication {
            requireNonNull(scheme, "scheme");
            requireNonNull(at, "at");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Original that && contentType.equals(that.contentType)
                && Arrays.equals(bytes, that.bytes) && authenticated.equals(that.authenticated);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Original[" + bytes.length + " bytes]";
    }
}
