package eu.onrecord.archive.media;

import java.io.EOFException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Bulkhead;

import eu.onrecord.archive.media.MediaFile.State;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.seal.BrokenSealException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The files of records, to be told of and to be read. */
@ApplicationScoped
public class MediaFiles {
    /** Each takes a thread of those that seal what is recorded. */
    private static final int CHECKED_AT_ONCE = 4;
    private static final int MOST_WAITING = 256;

    private final Pool pool;
    private final Records records;
    private final MediaStore store;
    private final FileThreads threads;

    MediaFiles(Pool pool, Records records, MediaStore store, FileThreads threads) {
        this.pool = pool;
        this.records = records;
        this.store = store;
        this.threads = threads;
    }

    /** The files of these records, by record, in their order in the message. */
    public Uni<Map<UUID, List<MediaFile>>> of(List<UUID> messages) {
        return pool.preparedQuery("select * from media where record_id = any($1) order by record_id, ordinal")
                .execute(Tuple.of((Object) messages.toArray(UUID[]::new))).map(MediaFiles::all)
                .chain(rows -> told(rows).map(told -> {
                    var files = new HashMap<UUID, List<MediaFile>>();
                    rows.forEach(row -> files.computeIfAbsent(row.getUUID("record_id"), record -> new ArrayList<>())
                            .add(file(row, told)));
                    return files;
                }));
    }

    /** A file of a conversation; empty if it has no such. */
    public Uni<Optional<MediaFile>> find(UUID conversation, UUID media) {
        return pool.preparedQuery("""
                select m.* from media m join conversation_thread t on t.thread = m.scope and t.legal_entity = m.legal_entity
                and m.occurred_at >= t.since and m.occurred_at < t.until
                where m.id = $1 and t.conversation_id = $2""").execute(Tuple.of(media, conversation)).map(MediaFiles::all)
                .chain(rows -> told(rows).map(told -> rows.stream().findFirst().map(row -> file(row, told))));
    }

    private static List<Row> all(Iterable<Row> rows) {
        var all = new ArrayList<Row>();
        rows.forEach(all::add);
        return all;
    }

    /** What the records of the files tell, as far as they can be opened. */
    private Uni<Map<UUID, FileEvent>> told(List<Row> rows) {
        var ids = rows.stream().map(row -> row.getUUID("file_record")).filter(Objects::nonNull).toList();
        return ids.isEmpty() ? Uni.createFrom().item(Map.of())
                : records.again(ids).map(found -> found.stream().filter(it -> event(it).isPresent())
                        .collect(Collectors.toMap(Recorded::id, it -> event(it).get())));
    }

    private static Optional<FileEvent> event(Recorded recorded) {
        return FileEvent.of(recorded.item().type(), recorded.item().value());
    }

    /** A record of another file tells nothing of this one. */
    private static MediaFile file(Row row, Map<UUID, FileEvent> told) {
        var id = row.getUUID("id");
        var event = Optional.ofNullable(row.getUUID("file_record")).map(told::get).filter(it -> it.file().equals(id));
        return new MediaFile(id, row.getString("scope"), row.getInteger("ordinal"), State.valueOf(row.getString("state")),
                event.map(FileEvent::reason).orElse(row.getString("error")), row.getUUID("file_record"),
                of(event, FileEvent::foundType), of(event, FileEvent::sha256), of(event, FileEvent::size),
                of(event, FileEvent::filename));
    }

    private static <T> T of(Optional<FileEvent> event, Function<FileEvent, T> member) {
        return event.map(member).orElse(null);
    }

    /**
     * Some of a file's bytes, after every one of them was checked; of the whole file also that it is the one that was kept.
     *
     * @param range null for all
     * @return fails with a {@link eu.onrecord.archive.problem.Problem} if its key is not there any more, or no byte is in the
     *         range; with a {@link BrokenSealException} if it is not what was kept
     */
    @Bulkhead(value = CHECKED_AT_ONCE, waitingTaskQueue = MOST_WAITING)
    public Uni<OpenedFile.Range> checked(MediaFile file, ByteRange range) {
        return records.keyed(List.of(file.record())).chain(found -> threads.run(() -> {
            var keyed = found.stream().findFirst()
                    .orElseThrow(() -> ProblemType.MEDIA_NOT_KEPT.problem("Its record cannot be opened."));
            var told = event(keyed.record()).filter(it -> it.isKept() && it.file().equals(file.id()))
                    // of somebody else it is shown to nobody, whatever the row says
                    .filter(it -> keyed.record().item().scope().name().equals(file.scope()))
                    .orElseThrow(() -> new BrokenSealException());
            var opened = OpenedFile.of(store, new StoredName(file.record(), keyed.key().id()), keyed.key(),
                    keyed.record().item().scope().name());
            if (opened.size() != told.size()) {
                throw new BrokenSealException();
            }
            if (range == null) {
                if (!opened.whole().sha256().equals(told.sha256())) {
                    throw new BrokenSealException();
                }
                return opened.all();
            }
            var asked = opened.range(range);
            for (var i = 0; i < asked.pieces(); i++) {
                asked.piece(i);
            }
            return asked;
        }));
    }

    /** Whether a file that is kept is there as it was kept; fails if its key is not there any more. */
    public Uni<Boolean> isSound(MediaFile file) {
        // one that cannot be read may be had again too: if the store is away, it is seen then
        return checked(file, null).replaceWith(true).onFailure(failure -> isSpoilt(failure) || isOfStore(failure))
                .recoverWithItem(false);
    }

    /** Whether a file is not there as it was kept, as a failure of {@link #checked} tells. */
    public static boolean isSpoilt(Throwable failure) {
        return failure instanceof BrokenSealException || failure instanceof NoSuchFileException
                || failure instanceof EOFException;
    }

    /** Whether the store does not give a file that may be there, as a failure of {@link #checked} tells. */
    public static boolean isOfStore(Throwable failure) {
        return FileSource.isOfStore(failure) && !isSpoilt(failure);
    }

    /** The bytes, piece by piece as they are asked for: however large it is, little is held. */
    public Multi<byte[]> pieces(OpenedFile.Range range) {
        return Multi.createFrom().range(0, range.pieces()).onItem()
                .transformToUniAndConcatenate(i -> threads.run(() -> range.piece(i)))
                .filter(piece -> piece.length > 0);
    }
}
