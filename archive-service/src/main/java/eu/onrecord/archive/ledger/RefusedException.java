package eu.onrecord.archive.ledger;

/** What was found cannot be gone on from. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /** @param detail sizes, names of objects or of witnesses: never what a record says */
    RefusedException(Refusal refusal, String detail) {
        super(refusal + ": " + detail);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
