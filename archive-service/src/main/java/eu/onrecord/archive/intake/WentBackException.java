package eu.onrecord.archive.intake;

/** The database does not know of having read what stands right before a batch: it is of an earlier time. */
final class WentBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WentBackException() {
        super("the database went back");
    }
}
