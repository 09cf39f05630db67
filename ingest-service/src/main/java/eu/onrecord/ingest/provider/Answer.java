package eu.onrecord.ingest.provider;

/**
 * What a provider wants to read when its webhook was taken, beside the status 200.
 *
 * @param contentType null where there is no body
 * @param body empty where there is none
 */
public record Answer(String contentType, String body) {
    /** The status says it all. */
    public static final Answer EMPTY = new Answer(null, "");
}
