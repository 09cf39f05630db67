package eu.onrecord.archive.media;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The store that is configured. */
class MediaStores {

    @Produces
    @Singleton
    MediaStore store(MediaStoreConfig config) {
        return new DirectoryStore(config.directory());
    }
}
