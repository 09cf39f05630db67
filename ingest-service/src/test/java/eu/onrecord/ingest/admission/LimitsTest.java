package eu.onrecord.ingest.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import eu.onrecord.ingest.publish.PublishConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What may be held at once fits into what there is. */
class LimitsTest {
    /** Where the packaged service says so: deploy/kubernetes and the Dockerfiles, which a test holds to each other. */
    private static final long HEAP = 256L * 1024 * 1024;
    /** What the service takes when nothing comes, and the collector needs to move in: measured, rounded up. */
    private static final long AT_REST = 80L * 1024 * 1024;
    /** Two large bodies are read at a time, and the largest, a history of 3 MB, takes twelve times its bytes. */
    private static final long WHILE_READ = 2 * 12L * 3 * 1024 * 1024;

    private final AdmissionConfig admission = new SmallRyeConfigBuilder().withMapping(AdmissionConfig.class).build()
            .getConfigMapping(AdmissionConfig.class);
    private final PublishConfig publish = new SmallRyeConfigBuilder().withMapping(PublishConfig.class).build()
            .getConfigMapping(PublishConfig.class);

    @Test
    void allThatMayBeHeldFitsIntoTheHeap() {
        var held = admission.smallBytes() + admission.largeBytes() + publish.bufferBytes() + WHILE_READ;

        assertTrue(AT_REST + held <= HEAP, () -> "%d MB".formatted((AT_REST + held) >> 20));
    }

    @Test
    void whatIsMadeOfWebhooksFitsIntoTheProducersBuffer() {
        assertTrue(admission.recordBytes() <= publish.bufferBytes());
    }

    @Test
    void anyBodyThatAProviderSendsFitsIntoOneChannelsShare() {
        var limits = Limits.of(admission, 2, false);

        assertTrue(limits.share(limits.largeBytes(), true) >= 3 * 1024 * 1024);
        assertEquals(100, Limits.of(admission, 1, false).channelPercent(), "one channel alone has everything");
    }

    /** As long as the producer waits for Kafka, all that comes is held. */
    @Test
    void halfOfTheRoomIsForThoseThatDoNotComeAgainWhereThereAreSuch() {
        assertEquals(500, Limits.of(admission, 2, false).room(1000, true));
        assertEquals(1000, Limits.of(admission, 2, false).room(1000, false));
        assertEquals(1000, Limits.of(admission, 2, true).room(1000, true));
    }
}
