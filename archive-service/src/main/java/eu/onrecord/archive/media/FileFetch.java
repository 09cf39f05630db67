package eu.onrecord.archive.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.media.FetchFailure.Reason;
import eu.onrecord.archive.media.FileSource.Target;
import eu.onrecord.archive.media.MediaQueue.TooLateException;
import eu.onrecord.archive.media.MediaQueue.Wanted;
import eu.onrecord.archive.media.SealedFile.Whole;
import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.RecordId;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.record.Recorder.KeyChangedException;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.record.Records.Keyed;
import eu.onrecord.archive.record.Understanding;
import eu.onrecord.archive.seal.BrokenSealException;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Sealing;
import eu.onrecord.contract.chat.Media;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * The way of one file: from its message's record to the provider, into the store, and to a record of its own.
 */
@ApplicationScoped
class FileFetch {
    private static final Logger LOG = Logger.getLogger(FileFetch.class);
    /** Of one whose name holds what cannot be opened: nothing is taken away that somebody else may be about to record. */
    private static final int NAMES = 8;
    /** What lies there for longer is not recorded any more: {@link Leftovers} may be about to take it away. */
    private static final Duration ADOPTED = Leftovers.UNRECORDED.dividedBy(2);

    /** Parked ones that the provider has begun to give. */
    private final Set<UUID> given = ConcurrentHashMap.newKeySet();
    private final MediaQueue queue;
    private final Records records;
    private final Recorder recorder;
    private final KeyStore keys;
    private final LookupKey lookupKey;
    private final FileSource source;
    private final MediaStore store;
    private final Pool pool;
    private final FileThreads threads;
    private final Clock clock;

    FileFetch(MediaQueue queue, Records records, Recorder recorder, KeyStore keys, LookupKey lookupKey, FileSource source,
            MediaStore store, Pool pool, FileThreads threads, Clock clock) {
        this.queue = queue;
        this.records = records;
        this.recorder = recorder;
        this.keys = keys;
        this.lookupKey = lookupKey;
        this.source = source;
        this.store = store;
        this.pool = pool;
        this.threads = threads;
        this.clock = clock;
    }

    /** A file and the record of its message. */
    private record Known(Wanted wanted, boolean isAnythingTaken, Recorded message, Media file) {
        private String scope() {
            return message.item().scope().name();
        }
    }

    /**
     * Where a file is, or will be.
     *
     * @param whole what is there; null if nothing is
     */
    private record Place(Target target, Whole whole) {
    }

    /**
     * To its end: it is kept, or somebody else kept it. Fails with a {@link FetchFailure} where it could not be had.
     *
     * @param isAnythingTaken whether what begins as no file of its type is taken too
     */
    Uni<Void> fetch(Wanted wanted, boolean isAnythingTaken) {
        return known(wanted, isAnythingTaken)
                .chain(known -> kept(wanted).chain(kept -> kept.isPresent() ? restored(known, kept.get())
                        : keys.living(List.of(sealing(known))).chain(living -> fetch(known, living.get(sealing(known))))))
                .chain(() -> wanted.isParked() ? queue.unpark(wanted) : Uni.createFrom().voidItem())
                .invoke(() -> given.remove(wanted.id()));
    }

    /**
     * What kept it away is mended when the provider gives it: the others of its channel wait for no slow one. Where it is
     * what comes that is not taken, only the end tells.
     */
    private void begun(Wanted wanted) {
        if (wanted.isParked() && Reason.of(wanted.parkedFor()).filter(Reason::isMendedByGiving).isPresent()) {
            given.add(wanted.id());
            queue.unpark(wanted).subscribe().with(done -> {
            }, failure -> LOG.warnf("Parked files are not taken up again: %s", failure.getClass().getSimpleName()));
        }
    }

    /** Whether the provider gave it when it was looked for last, whatever became of it then; asked once. */
    boolean wasGiven(Wanted wanted) {
        return given.remove(wanted.id());
    }

    private Uni<Known> known(Wanted wanted, boolean isAnythingTaken) {
        return records.again(List.of(wanted.record())).map(found -> {
            var message = found.stream().findFirst()
                    .orElseThrow(() -> FetchFailure.parked(Reason.MESSAGE_NOT_READABLE));
            var files = Understanding.chat(message.item().type(), message.item().scope().name(), message.item().value())
                    .map(event -> event.message().files()).orElse(List.of());
            if (wanted.ordinal() >= files.size()) {
                throw FetchFailure.parked(Reason.MESSAGE_NOT_READABLE);
            }
            return new Known(wanted, isAnythingTaken, message, files.get(wanted.ordinal()));
        });
    }

    /** The record of one that was kept, and is wanted again because it is not there as it was kept. */
    private Uni<Optional<Keyed>> kept(Wanted wanted) {
        return wanted.fileRecord() == null ? Uni.createFrom().item(Optional.empty())
                : records.keyed(List.of(wanted.fileRecord())).map(found -> found.stream()
                        .filter(it -> event(it).filter(told -> told.isKept() && told.file().equals(wanted.id())).isPresent())
                        .findFirst());
    }

    private static Optional<FileEvent> event(Keyed keyed) {
        return FileEvent.of(keyed.record().item().type(), keyed.record().item().value());
    }

    private Uni<Void> restored(Known known, Keyed kept) {
        var target = new Target(new StoredName(kept.record().id(), kept.key().id()), kept.key(), known.scope());
        var sha256 = event(kept).orElseThrow().sha256();
        return inStore(() -> isThere(target, sha256))
                .chain(isThere -> isThere ? Uni.createFrom().voidItem()
                        : source.restore(known.wanted().channel(), known.file(), sha256, target,
                                () -> isThere(target, sha256)))
                .chain(() -> pool.withTransaction(transaction -> queue.settled(transaction, known.wanted(), MediaQueue.KEPT,
                        kept.record().id())))
                .onFailure(TooLateException.class).recoverWithNull();
    }

    /** It may have come back meanwhile, as from a backup. One that cannot be read is had again: the store may take it. */
    private boolean isThere(Target target, String sha256) {
        try {
            return OpenedFile.of(store, target.name(), target.key(), target.scope()).whole().sha256().equals(sha256);
        } catch (IOException | UncheckedIOException | BrokenSealException spoilt) {
            return false;
        }
    }

    /** While our own store is away nothing is the provider's fault. */
    private <T> Uni<T> inStore(Callable<T> work) {
        return threads.run(work).onFailure(FileSource::isOfStore)
                .transform(away -> FetchFailure.parked(Reason.STORE_AWAY));
    }

    private static Sealing sealing(Known known) {
        var item = known.message().item();
        return Sealing.of(item.scope(), item.legalEntity(), item.ownTime().at());
    }

    /** What was sealed and not recorded, by a pod that is gone or into a database that went back, is not asked for again. */
    private Uni<Void> fetch(Known known, DataKey key) {
        return inStore(() -> place(known, key)).chain(place -> place.whole() != null
                ? recorded(known, place.target().name(), place.whole())
                : source.fetch(known.wanted().channel(), known.file(), known.file().sha256(), place.target(),
                        known.isAnythingTaken(), () -> begun(known.wanted()))
                        .chain(whole -> whole.isPresent() ? recorded(known, place.target().name(), whole.get())
                                : inStore(() -> place(known, key)).chain(other -> storedByAnother(known, other))));
    }

    private Uni<Void> storedByAnother(Known known, Place place) {
        // who says that something is there, and shows nothing, is no store
        return place.whole() == null ? Uni.createFrom().failure(FetchFailure.parked(Reason.STORE_AWAY))
                : recorded(known, place.target().name(), place.whole());
    }

    private Place place(Known known, DataKey key) throws IOException {
        for (var number = 0; number < NAMES; number++) {
            var name = new StoredName(recordId(known, key, number), key.id());
            var target = new Target(name, key, known.scope());
            try {
                if (store.storedAt(name).isBefore(clock.instant().minus(ADOPTED))) {
                    continue;
                }
                var whole = OpenedFile.of(store, name, key, known.scope()).whole();
                if (known.file().sha256() == null || known.file().sha256().equalsIgnoreCase(whole.sha256())) {
                    return new Place(target, whole);
                }
                LOG.errorf("A sealed file that no record tells of is another: %s", name);
            } catch (NoSuchFileException free) {
                return new Place(target, null);
            } catch (BrokenSealException | EOFException broken) {
                LOG.errorf("A sealed file that no record tells of is broken: %s", name);
            }
        }
        throw FetchFailure.parked(Reason.FAULT);
    }

    private UUID recordId(Known known, DataKey key, int number) {
        var event = known.message().item().eventId();
        return RecordId.of(known.message().item().ownTime().at(),
                lookupKey.sign(ByteBuffer.allocate(4 * Long.BYTES + 2 * Integer.BYTES)
                        .putLong(event.getMostSignificantBits()).putLong(event.getLeastSignificantBits())
                        .putLong(key.id().getMostSignificantBits()).putLong(key.id().getLeastSignificantBits())
                        .putInt(known.wanted().ordinal()).putInt(number).array()));
    }

    /** In one transaction: the record of the file, and that it is kept. */
    private Uni<Void> recorded(Known known, StoredName name, Whole whole) {
        var wanted = known.wanted();
        var item = FileEvent.kept(wanted.record(), wanted.ordinal(), known.file(), whole.foundType(),
                whole.size(), whole.sha256()).item(known.message().item(), wanted.attempts(), clock.instant());
        return recorder.record(item.as(name.record()), name.key(), (transaction, made) -> made.isEmpty()
                ? Uni.createFrom().failure(new TooLateException())
                : queue.settled(transaction, wanted, MediaQueue.KEPT, name.record())).replaceWithVoid()
                .onFailure(TooLateException.class).recoverWithUni(late -> settled(item))
                // whoever reads it would look for it under the key of its record
                .onFailure(KeyChangedException.class).transform(changed -> FetchFailure.keyChanged());
    }

    /** As the record says that is there; if none opens that is, it is tried again. */
    private Uni<Void> settled(Item item) {
        return records.find(item.ownTime().at(), item.eventId()).call(found -> found.isEmpty()
                ? Uni.createFrom().failure(FetchFailure.parked(Reason.FAULT))
                : pool.withTransaction(transaction -> queue.settle(transaction, found))).replaceWithVoid();
    }

    /** It is kept for good why it is not here; of one that was kept before, nothing else is said than that. */
    Uni<Void> lost(Wanted wanted, String why) {
        return kept(wanted).chain(kept -> kept.isPresent()
                ? queue.missed(wanted, MediaQueue.KEPT, clock.instant(), why)
                : known(wanted, true).chain(known -> recorder.record(
                        List.of(FileEvent.lost(wanted.record(), wanted.ordinal(), known.file(), why)
                                .item(known.message().item(), wanted.attempts(), clock.instant())),
                        (transaction, made) -> made.isEmpty() ? Uni.createFrom().failure(new TooLateException())
                                : queue.settled(transaction, wanted, MediaQueue.LOST, made.get(0).id())))
                        .replaceWithVoid());
    }
}
