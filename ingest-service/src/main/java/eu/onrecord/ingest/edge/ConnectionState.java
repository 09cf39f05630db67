package eu.onrecord.ingest.edge;

/** What a connection of the webhooks' port does. */
enum ConnectionState {
    /** No request, or none whose head is there. */
    IDLE("idle"),
    /** A body is coming. */
    RECEIVING("receiving"),
    /** A webhook is being read, or waits for Kafka. */
    ANSWERING("answering");

    private final String word;

    ConnectionState(String word) {
        this.word = word;
    }

    /** The word in metrics. */
    String word() {
        return word;
    }
}
