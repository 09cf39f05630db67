package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.channel.ChannelsConfig;
import eu.onrecord.archive.media.FileSource.Target;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.contract.chat.Media;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** What goes wrong on our side of the way of a file is no fault of the provider's, however much of it goes wrong at once. */
@QuarkusTest
@TestProfile(QuickVerification.class)
@WithTestResource(FileServer.class)
class FileSourceTest extends FileTest {
    @Inject
    Download download;
    @Inject
    ChannelsConfig channels;
    @Inject
    MediaStoreConfig config;
    @Inject
    FileThreads threads;

    /** As a disk that can only be read: neither can it be written, nor what was begun be taken away. */
    @Test
    void aStoreThatTakesNothingAndGivesUpNothingParksTheFile() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var source = new FileSource(download, new OnlyRead(false), channels, config, new SecureRandom(), threads,
                Clock.systemUTC());
        var key = new DataKey(UUID.randomUUID(), new SecretKeySpec(new byte[32], "AES"));
        var target = new Target(new StoredName(UUID.randomUUID(), key.id()), key, thread.value());

        var failure = assertThrows(FetchFailure.class,
                () -> source.fetch("files-whatsapp", new Media(id, null, null, null), null, target, true, () -> {
                }).await().atMost(LONG));

        assertEquals("store-away", failure.getMessage());
        assertTrue(failure.isParked());
    }

    /** Who reads it just then goes on reading the same. */
    @Test
    void whatIsThereAgainByNowIsNotReplaced() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var source = new FileSource(download, new OnlyRead(true), channels, config, new SecureRandom(), threads,
                Clock.systemUTC());
        var target = new Target(new StoredName(UUID.randomUUID(), UUID.randomUUID()),
                new DataKey(UUID.randomUUID(), new SecretKeySpec(new byte[32], "AES")), thread.value());

        source.restore("files-whatsapp", new Media(id, null, null, null), sha256(photo), target, () -> true).await()
                .atMost(LONG);
    }

    /** A store that begins a file, and then does nothing any more. */
    private static final class OnlyRead implements MediaStore {
        private final boolean takesBytes;

        private OnlyRead(boolean takesBytes) {
            this.takesBytes = takesBytes;
        }

        @Override
        public Unfinished begin(StoredName name) {
            return new Unfinished() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    if (!takesBytes) {
                        throw new IOException("read-only");
                    }
                }

                @Override
                public boolean finish() throws IOException {
                    throw new IOException("read-only");
                }

                @Override
                public void replace() throws IOException {
                    throw new IOException("read-only");
                }

                @Override
                public void close() throws IOException {
                    throw new IOException("read-only");
                }
            };
        }

        @Override
        public boolean isExclusive() {
            return true;
        }

        @Override
        public long size(StoredName name) {
            return 0;
        }

        @Override
        public Instant storedAt(StoredName name) {
            return Instant.EPOCH;
        }

        @Override
        public byte[] read(StoredName name, long from, int length) {
            return new byte[length];
        }

        @Override
        public void delete(StoredName name) {
        }

        @Override
        public long room() {
            return Long.MAX_VALUE;
        }

        @Override
        public List<StoredName> of(int folder, Instant before) {
            return List.of();
        }

        @Override
        public void sweep(int folder, Instant before) {
        }
    }
}
