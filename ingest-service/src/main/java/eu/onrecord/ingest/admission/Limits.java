package eu.onrecord.ingest.admission;

/**
 * How much may be going on at once, all of it in one place. A test holds it to the heap and to the producer's buffer.
 *
 * @param webhooks at once
 * @param smallBytes of all small bodies together
 * @param largeBytes of all others together
 * @param recordBytes of what was made of them and is not acknowledged
 * @param channelPercent of each that one channel may take
 * @param reservedPercent of each that only those take whose provider does not come again
 */
public record Limits(int webhooks, long smallBytes, long largeBytes, long recordBytes, int channelPercent,
        int reservedPercent) {
    /** A body up to this is small: all but batches and histories. */
    public static final int SMALL_BODY_BYTES = 64 * 1024;
    /** Headers, and what says why it was not understood. */
    static final int BESIDE_A_BODY_BYTES = 8 * 1024;
    /** In an outage all that is held waits for Kafka, and what comes again can do that at its provider's. */
    private static final int RESERVED_PERCENT = 50;

    /**
     * As configured, for so many channels.
     *
     * @param allComeAgain whether every provider sends again what was refused
     */
    static Limits of(AdmissionConfig config, int channels, boolean allComeAgain) {
        return new Limits(config.webhooks(), config.smallBytes(), config.largeBytes(), config.recordBytes(),
                channels == 1 ? 100 : config.channelPercent(), allComeAgain ? 0 : RESERVED_PERCENT);
    }

    /**
     * What is there for all webhooks of its kind together: a part is for those alone that are not sent again. What these take
     * of the rest they do not take from it twice.
     */
    long room(long limit, boolean comesAgain) {
        return comesAgain ? limit - limit * reservedPercent / 100 : limit;
    }

    /** What one channel may take of what is there for it: something, however little there is. */
    long share(long limit, boolean comesAgain) {
        return Math.max(1, room(limit, comesAgain) * channelPercent / 100);
    }
}
