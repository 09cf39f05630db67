package eu.onrecord.local.witness;

/** What is answered over HTTP. */
record Answer(int status, String contentType, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer of(int status) {
        return new Answer(status, TEXT, "");
    }

    static Answer of(String body) {
        return new Answer(200, TEXT, body);
    }

    /** The size of the head that was seen last, to whoever believes another. */
    static Answer conflict(long size) {
        return new Answer(409, "text/x.tlog.size", size + "\n");
    }
}
