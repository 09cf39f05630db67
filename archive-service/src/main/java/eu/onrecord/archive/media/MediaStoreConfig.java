package eu.onrecord.archive.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import eu.onrecord.archive.s3.BucketConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where sealed files lie, and what is fetched for it. */
@ConfigMapping(prefix = "onrecord.media-store")
public interface MediaStoreConfig {
    /** A directory that all pods share; or else {@link #s3}. */
    Optional<Path> directory();

    /** A bucket that all pods share. */
    Optional<BucketConfig> s3();

    /** The largest file: WhatsApp lets documents of 100 MB through. A larger one is parked until this is raised. */
    @WithDefault("100M")
    MemorySize largest();

    /** Nothing is fetched while there is less room in the directory. */
    @WithDefault("1G")
    MemorySize leastRoom();

    /**
     * How many files a pod fetches at once; half as many over one channel, and some are kept for each host, so that a slow
     * provider leaves others theirs.
     */
    @WithDefault("40")
    int atOnce();

    /** How many of them may be larger than 1 MiB: each holds up to 4 MiB of memory, with a bucket up to 14. */
    @WithDefault("8")
    int largeAtOnce();

    /** How many files of one customer's day are fetched unasked; those beyond it somebody has to ask for. */
    @WithDefault("500")
    int perCustomerAndDay();

    /** For how long a file that a pod fetches waits for that pod to say that it is still at it. */
    @WithDefault("PT2M")
    Duration lease();

    /** How often it is looked whether what keeps parked files away is mended. */
    @WithDefault("PT1M")
    Duration probe();
}
