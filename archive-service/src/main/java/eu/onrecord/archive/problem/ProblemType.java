package eu.onrecord.archive.problem;

import java.util.Locale;

/** The closed list of what can be wrong. A problem never repeats what was sent. */
public enum ProblemType {
    UNAUTHENTICATED(401, "Who are you?"),
    REQUEST_INVALID(400, "The request is not complete or not correct"),
    IDENTIFIER_IN_URL(400, "Personal data in the address"),
    PURPOSE_MISSING(400, "A purpose is needed"),
    LEGAL_ENTITY_UNKNOWN(404, "Unknown legal entity"),
    CONVERSATION_UNKNOWN(404, "Unknown conversation"),
    NOT_IN_LEDGER(404, "Not in the ledger"),
    MEDIA_UNKNOWN(404, "Unknown file"),
    MEDIA_NOT_KEPT(409, "The file is not in the archive"),
    MEDIA_SPOILT(500, "The file is not there as it was kept"),
    STORE_AWAY(503, "The store of files does not answer"),
    RANGE_OUTSIDE(416, "The file has no such bytes"),
    REPLAY_RUNNING(409, "The dead letters are being replayed"),
    REPLAY_UNFINISHED(503, "The dead letters were not read to their end"),
    BUSY(503, "Too much is being read at once"),
    NOTICE_NOT_PROVEN(409, "The conversation is pending");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /**
     * The problem, to be thrown.
     *
     * @param detail words of ours about this occurrence of it, never what was sent
     */
    public Problem problem(String detail) {
        return new Problem(this, detail);
    }

    String uri() {
        return "urn:onrecord:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
