package eu.onrecord.archive.seal;

/** What was sealed is not what is there now, or the key is not the one it was sealed under. */
public final class BrokenSealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where nothing else says so. */
    public BrokenSealException() {
        this(null);
    }

    BrokenSealException(Throwable cause) {
        super("a seal is broken", cause);
    }
}
