package eu.onrecord.ingest.provider;

/** Whether a webhook comes from the provider. */
public sealed interface Verdict {

    /**
     * It does.
     *
     * @param scheme how that was proven, such as {@code x-hub-signature-256}
     * @param keyId which of the configured secrets fitted; never the secret
     */
    record Authentic(String scheme, String keyId) implements Verdict {
    }

    /** It does not, or cannot show it. */
    enum Refused implements Verdict {
        /** The proof is missing, malformed or wrong. */
        FORGED,
        /** The provider is known to leave the proof out at times, and sends again with it when told that something failed. */
        UNPROVEN
    }
}
