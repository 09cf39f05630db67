package eu.onrecord.archive.media;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Where sealed files lie. */
@ConfigMapping(prefix = "onrecord.media-store")
public interface MediaStoreConfig {
    /** A directory that all pods share. */
    Path directory();
}
