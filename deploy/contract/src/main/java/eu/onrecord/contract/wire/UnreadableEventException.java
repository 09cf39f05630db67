package eu.onrecord.contract.wire;

/** A Kafka record that is no event of this contract. It tells what went wrong, never what was in the record. */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The cause is named and not kept: a parser's message quotes what it read. */
    UnreadableEventException(String what, Exception cause) {
        super(what + " (" + cause.getClass().getSimpleName() + ")");
    }
}
