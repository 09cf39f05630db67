package eu.onrecord.archive.seal;

/** A key was wrapped by a master key that is not configured: what needs it waits, and nothing is lost. */
public final class MissingMasterKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param id of the master key, as in {@code onrecord.master-keys.keys} */
    MissingMasterKeyException(String id) {
        super("onrecord.master-keys.keys." + id + " is not configured");
    }
}
