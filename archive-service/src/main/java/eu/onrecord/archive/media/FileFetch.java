package eu.onrecord.archive.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.channel.ChannelsConfig;
import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.archive.media.Download.Limits;
import eu.onrecord.archive.media.MediaQueue.TooLateException;
import eu.onrecord.archive.media.MediaQueue.Wanted;
import eu.onrecord.archive.media.MediaStore.Unfinished;
import eu.onrecord.archive.media.SealedFile.Whole;
import eu.onrecord.archive.media.provider.ProviderFiles;
import eu.onrecord.archive.media.provider.Step;
import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.RecordId;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.record.Understanding;
import eu.onrecord.archive.seal.BrokenSealException;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.FileSeal;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Sealing;
import eu.onrecord.contract.chat.Media;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * The way of one file: from its message's record to the provider, through the seal into the store, and to a record of its own.
 */
@ApplicationScoped
class FileFetch {
    private static final Logger LOG = Logger.getLogger(FileFetch.class);

    private final MediaQueue queue;
    private final Records records;
    private final Recorder recorder;
    private final KeyStore keys;
    private final LookupKey lookupKey;
    private final Download download;
    private final MediaStore store;
    private final ChannelsConfig channels;
    private final MediaStoreConfig config;
    private final Pool pool;
    private final SecureRandom random;
    private final FileThreads threads;
    private final Clock clock;

    FileFetch(MediaQueue queue, Records records, Recorder recorder, KeyStore keys, LookupKey lookupKey, Download download,
            MediaStore store, ChannelsConfig channels, MediaStoreConfig config, Pool pool, SecureRandom random,
            FileThreads threads,
            Clock clock) {
        this.queue = queue;
        this.records = records;
        this.recorder = recorder;
        this.keys = keys;
        this.lookupKey = lookupKey;
        this.download = download;
        this.store = store;
        this.channels = channels;
        this.config = config;
        this.pool = pool;
        this.random = random;
        this.threads = threads;
        this.clock = clock;
    }

    /** A file and the record of its message. */
    private record Known(Wanted wanted, Recorded message, Media file) {
    }

    /** To its end: it is kept, or somebody else kept it. Fails with a {@link FetchFailure} where it could not be had. */
    Uni<Void> fetch(Wanted wanted) {
        return known(wanted).chain(known -> keys.living(List.of(sealing(known)))
                .chain(living -> fetch(known, living.get(sealing(known)))));
    }

    private Uni<Known> known(Wanted wanted) {
        return records.again(List.of(wanted.record())).map(found -> {
            var message = found.stream().findFirst().orElseThrow(() -> FetchFailure.later("message-not-readable"));
            var files = Understanding.chat(message.item().type(), message.item().scope().name(), message.item().value())
                    .map(event -> event.message().files()).orElse(List.of());
            if (wanted.ordinal() >= files.size()) {
                throw FetchFailure.later("message-not-readable");
            }
            return new Known(wanted, message, files.get(wanted.ordinal()));
        });
    }

    private static Sealing sealing(Known known) {
        var item = known.message().item();
        return Sealing.of(item.scope(), item.legalEntity(), item.ownTime().at());
    }

    /** What was sealed and not recorded, by a pod that is gone or into a database that went back, is not asked for again. */
    private Uni<Void> fetch(Known known, DataKey key) {
        var name = new StoredName(recordId(known, key), key.id());
        return threads.run(() -> found(known, name, key))
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : downloaded(known, name, key))
                .chain(whole -> recorded(known, name, whole));
    }

    private UUID recordId(Known known, DataKey key) {
        var event = known.message().item().eventId();
        return RecordId.of(known.message().item().ownTime().at(),
                lookupKey.sign(ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES)
                        .putLong(event.getMostSignificantBits()).putLong(event.getLeastSignificantBits())
                        .putLong(key.id().getMostSignificantBits()).putLong(key.id().getLeastSignificantBits())
                        .putInt(known.wanted().ordinal()).array()));
    }

    private Optional<Whole> found(Known known, StoredName name, DataKey key) throws IOException {
        try {
            var whole = OpenedFile.of(store, name, key, known.message().item().scope().name()).whole();
            if (known.file().sha256() != null && !known.file().sha256().equals(whole.sha256())) {
                throw new BrokenSealException();
            }
            return Optional.of(whole);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (BrokenSealException broken) {
            LOG.errorf("A sealed file that no record tells of is broken: %s", name);
            store.delete(name);
            return Optional.empty();
        }
    }

    private Uni<Whole> downloaded(Known known, StoredName name, DataKey key) {
        var channel = channels.channels().get(known.wanted().channel());
        var unfinished = new AtomicReference<Unfinished>();
        return threads.run(() -> {
            unfinished.set(store.begin(name));
            return new SealedFile(FileSeal.begin(key, name.record(), known.message().item().scope().name(), random),
                    unfinished.get());
        }).chain(sealed -> download
                .of(first(channel, known.file()), hosts(channel),
                        new Limits(config.largest().asLongValue(), known.file().sha256() == null), sealed)
                .chain(() -> threads.run(() -> finished(known.file(), sealed, unfinished.get()))))
                .eventually(() -> threads.run(() -> {
                    close(unfinished.get());
                    return null;
                }));
    }

    private Step first(ChannelConfig channel, Media file) {
        try {
            return ProviderFiles.of(channel.provider(), clock).first(channel, file);
        } catch (IllegalArgumentException nowhere) {
            throw FetchFailure.parked("no-address");
        }
    }

    private FileHosts hosts(ChannelConfig channel) {
        return new FileHosts(channel.api(),
                channel.fileHosts().orElseGet(() -> ProviderFiles.of(channel.provider(), clock).hosts()));
    }

    private static Whole finished(Media file, SealedFile sealed, Unfinished unfinished) throws IOException {
        var whole = sealed.end();
        if (file.sha256() != null && !file.sha256().equals(whole.sha256())) {
            throw FetchFailure.later("hash-mismatch");
        }
        if (!unfinished.finish()) {
            throw FetchFailure.later("stored-by-another");
        }
        return whole;
    }

    private static void close(Unfinished unfinished) throws IOException {
        if (unfinished != null) {
            unfinished.close();
        }
    }

    /** In one transaction: the record of the file, and that it is kept. */
    private Uni<Void> recorded(Known known, StoredName name, Whole whole) {
        var wanted = known.wanted();
        var item = FileEvent.kept(wanted.record(), wanted.ordinal(), known.file(), whole.foundType(),
                whole.size(), whole.sha256()).item(known.message().item(), wanted.attempts(), clock.instant());
        return recorder.record(List.of(item.as(name.record())), (transaction, made) -> made.isEmpty()
                ? Uni.createFrom().failure(new TooLateException())
                : queue.settled(transaction, wanted, MediaQueue.KEPT, name.record())).replaceWithVoid()
                .onFailure(TooLateException.class).recoverWithUni(late -> settled(item))
                .chain(() -> wanted.isParked() ? queue.unpark(wanted.channel()) : Uni.createFrom().voidItem());
    }

    /** As the record says that is there; if none opens that is, it is tried again. */
    private Uni<Void> settled(Item item) {
        return records.find(item.ownTime().at(), item.eventId()).call(found -> found.isEmpty()
                ? Uni.createFrom().failure(FetchFailure.later("recorded-and-not-readable"))
                : pool.withTransaction(transaction -> queue.settle(transaction, found))).replaceWithVoid();
    }

    /** It is kept for good why it is not here. */
    Uni<Void> lost(Wanted wanted, String why) {
        return known(wanted).chain(known -> recorder.record(
                List.of(FileEvent.lost(wanted.record(), wanted.ordinal(), known.file(), why)
                        .item(known.message().item(), wanted.attempts(), clock.instant())),
                (transaction, made) -> made.isEmpty() ? Uni.createFrom().failure(new TooLateException())
                        : queue.settled(transaction, wanted, MediaQueue.LOST, made.get(0).id())))
                .replaceWithVoid();
    }
}
