package eu.onrecord.consent.channel;

/** What to do when a provider says that a message was not taken, or not delivered. */
public enum Remedy {
    /** It passes: throughput, a fault of theirs, nobody at the other end of the wire. */
    BACK_OFF,
    /** The provider chose not to deliver; asking again within a day makes it worse. */
    NOT_TODAY,
    /** This message never goes. */
    GIVE_UP,
    /** This customer cannot be reached on this channel. */
    UNREACHABLE,
    /** The service window is closed; only a template may go. */
    NEEDS_TEMPLATE,
    /** The customer wants no marketing. */
    OPT_OUT_OF_MARKETING,
    /** The customer wants nothing. */
    OPT_OUT_OF_ALL,
    /** Somebody else may hold the number. */
    SUSPEND,
    /** The provider thinks that we send spam: nothing that we begin goes any more. */
    STOP_BEGINNING,
    /** The token or the account is not in order: nothing goes until somebody has looked. */
    CALL_OPERATOR;

    /** Whether the same message may be sent again, later. */
    public boolean isTemporary() {
        return this == BACK_OFF || this == CALL_OPERATOR;
    }

    /** Whether it is about the channel and not about this message. */
    public boolean isAboutTheChannel() {
        return this == CALL_OPERATOR || this == STOP_BEGINNING;
    }
}
