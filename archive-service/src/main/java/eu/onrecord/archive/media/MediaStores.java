package eu.onrecord.archive.media;

import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import eu.onrecord.archive.s3.Bucket;
import io.quarkus.runtime.Startup;

/** The store that is configured; checked at start. */
class MediaStores {

    @Produces
    @Singleton
    @Startup
    MediaStore store(MediaStoreConfig config, Clock clock) {
        if (config.directory().isPresent() == config.s3().isPresent()) {
            throw new IllegalArgumentException("files are kept in one place: onrecord.media-store.directory, or "
                    + "onrecord.media-store.s3.endpoint with what belongs to it");
        }
        return config.directory().<MediaStore> map(DirectoryStore::in).orElseGet(() -> {
            var s3 = config.s3().orElseThrow();
            return new S3Store(Bucket.of(s3, "onrecord.media-store.s3", clock), s3.folder().orElse(""));
        });
    }
}
