package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.channel.ChannelsConfig;
import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.archive.media.Download.Limits;
import eu.onrecord.archive.media.FetchFailure.Reason;
import eu.onrecord.archive.media.MediaStore.Unfinished;
import eu.onrecord.archive.media.SealedFile.Whole;
import eu.onrecord.archive.media.provider.ProviderFiles;
import eu.onrecord.archive.media.provider.Step;
import eu.onrecord.archive.media.provider.Step.Told;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.FileSeal;
import eu.onrecord.contract.chat.Media;
import io.smallrye.mutiny.Uni;

/** Brings the bytes of a file from its provider, through the seal, into the store. */
@ApplicationScoped
class FileSource {
    private static final Logger LOG = Logger.getLogger(FileSource.class);

    private final Download download;
    private final MediaStore store;
    private final ChannelsConfig channels;
    private final MediaStoreConfig config;
    private final SecureRandom random;
    private final FileThreads threads;
    private final Clock clock;

    FileSource(Download download, MediaStore store, ChannelsConfig channels, MediaStoreConfig config, SecureRandom random,
            FileThreads threads, Clock clock) {
        this.download = download;
        this.store = store;
        this.channels = channels;
        this.config = config;
        this.random = random;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Where a file goes.
     *
     * @param name in the store
     * @param key with which it is sealed
     * @param scope whose it is
     */
    record Target(StoredName name, DataKey key, String scope) {
    }

    /**
     * A file that is not in the store.
     *
     * @param sha256 what it has to be, hex; null where nobody knows
     * @param isAnythingTaken whether what begins as no file of its type is taken too: else it is asked for again, for it may be
     *        a
     *        page that says that it cannot be had now
     * @param begun called when the provider gives it, and before its bytes are here
     * @return empty if somebody else has stored it meanwhile; fails with a {@link FetchFailure} if it could not be had
     */
    Uni<Optional<Whole>> fetch(String channel, Media file, String sha256, Target target, boolean isAnythingTaken,
            Runnable begun) {
        return sealed(channel, file, sha256, target, isAnythingTaken, begun,
                (whole, unfinished) -> unfinished.finish() ? Optional.of(whole) : Optional.empty());
    }

    /**
     * A file in the place of the same that is spoilt; what it has to be is known.
     *
     * @param isThere whether somebody else was faster: what is sound is not replaced while somebody may read it
     */
    Uni<Void> restore(String channel, Media file, String sha256, Target target, BooleanSupplier isThere) {
        return sealed(channel, file, sha256, target, true, () -> {
        }, (whole, unfinished) -> {
            if (!isThere.getAsBoolean()) {
                unfinished.replace();
            }
            return null;
        }).replaceWithVoid();
    }

    /** What becomes of a file that is the right one. */
    private interface End<T> {
        T of(Whole whole, Unfinished unfinished) throws IOException;
    }

    private <T> Uni<T> sealed(String name, Media file, String sha256, Target target, boolean isAnythingTaken, Runnable begun,
            End<T> end) {
        var channel = channels.channels().get(name);
        if (channel == null) {
            return Uni.createFrom().failure(FetchFailure.parked(Reason.CHANNEL_NOT_CONFIGURED));
        }
        var unfinished = new AtomicReference<Unfinished>();
        return threads.run(() -> {
            unfinished.set(store.begin(target.name()));
            return new SealedFile(FileSeal.begin(target.key(), target.name().record(), target.scope(), random),
                    unfinished.get());
        }).chain(sealed -> download
                .of(first(channel, file), hosts(channel),
                        new Limits(name, config.largest().asLongValue(), sha256 == null, file.mimeType()),
                        telling(sealed, begun))
                .chain(told -> threads.run(() -> {
                    var whole = sealed.end();
                    requireRight(whole, sha256, told);
                    if (sha256 == null && told.sha256() == null && !isAnythingTaken
                            && sealed.isText(file.mimeType())) {
                        throw FetchFailure.later("not-the-file");
                    }
                    return end.of(whole, unfinished.get());
                }))).onFailure(FileSource::isOfStore).transform(away -> FetchFailure.parked(Reason.STORE_AWAY))
                .eventually(() -> closed(unfinished.get()));
    }

    private static Download.Sink telling(SealedFile sealed, Runnable begun) {
        return new Download.Sink() {
            @Override
            public void begins() {
                begun.run();
            }

            @Override
            public void take(byte[] piece) {
                sealed.take(piece);
            }
        };
    }

    /** What the message itself tells says it all; else what the provider told on the way does. */
    private static void requireRight(Whole whole, String sha256, Told told) {
        var expected = sha256 == null ? told.sha256() : sha256;
        if (expected != null && !expected.equalsIgnoreCase(whole.sha256())) {
            throw FetchFailure.later("hash-mismatch");
        }
        if (expected == null && told.size() != null && told.size() != whole.size()) {
            throw FetchFailure.later("size-mismatch");
        }
    }

    /** What is given up stays behind where that fails, and is swept later: it says nothing of the file. */
    private Uni<Void> closed(Unfinished unfinished) {
        return threads.<Void> run(() -> {
            if (unfinished != null) {
                unfinished.close();
            }
            return null;
        }).onFailure().invoke(failure -> LOG.warnf("What was begun of a file is not taken away: %s",
                failure.getClass().getSimpleName())).onFailure().recoverWithNull();
    }

    /** What a provider does comes as a {@link FetchFailure}. */
    static boolean isOfStore(Throwable failure) {
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    private Step first(ChannelConfig channel, Media file) {
        try {
            return ProviderFiles.of(channel.provider(), clock).first(channel, file);
        } catch (IllegalArgumentException nowhere) {
            throw FetchFailure.parked(Reason.NO_ADDRESS);
        }
    }

    private FileHosts hosts(ChannelConfig channel) {
        return new FileHosts(channel.api(),
                channel.fileHosts().orElseGet(() -> ProviderFiles.of(channel.provider(), clock).hosts()));
    }
}
