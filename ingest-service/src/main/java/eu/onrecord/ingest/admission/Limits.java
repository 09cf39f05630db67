package eu.onrecord.ingest.admission;

/**
 * How much may be going on at once, all of it in one place. A test holds it to the heap and to the producer's buffer.
 *
 * @param webhooks at once
 * @param smallBytes of all small bodies together
 * @param largeBytes of all others together
 * @param recordBytes of what was made of them and is not acknowledged
 * @param channelPercent of each that one channel may take
 */
public record Limits(int webhooks, long smallBytes, long largeBytes, long recordBytes, int channelPercent) {
    /** A body up to this is small: all but batches and histories. */
    public static final int SMALL_BODY_BYTES = 64 * 1024;
    /** What is left for those whose provider does not come again, when the others are refused. */
    private static final int RESERVED_PERCENT = 10;

    /** As configured, for so many channels. */
    static Limits of(AdmissionConfig config, int channels) {
        return new Limits(config.webhooks(), config.smallBytes(), config.largeBytes(), config.recordBytes(),
                channels == 1 ? 100 : config.channelPercent());
    }

    /** What is there for a webhook: those that are sent again make room for those that are not. */
    static long of(long limit, boolean comesAgain) {
        return comesAgain ? limit - limit * RESERVED_PERCENT / 100 : limit;
    }

    /** What one channel may take of it. */
    long share(long limit) {
        return limit * channelPercent / 100;
    }
}
