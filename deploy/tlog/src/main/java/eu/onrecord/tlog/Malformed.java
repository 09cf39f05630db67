package eu.onrecord.tlog;

/** What was read is not spelled as its specification has it. Says what is wrong, and repeats nothing of what was read. */
public final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param what is wrong */
    public Malformed(String what) {
        super(what);
    }
}
