package eu.onrecord.archive.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.record.Records.Keyed;
import eu.onrecord.archive.seal.BrokenSealException;
import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Subject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Opens every file that is kept, and asks whether it is the one that its record tells of; then whether any is there that none
 * tells of. Which files are kept at all follows from the records, and so does not need to be asked here.
 */
@ApplicationScoped
class FilesAudit implements Audit {
    private static final int PAGE = 50;
    private static final int AT_ONCE = 500;
    private static final int FOLDERS_AT_ONCE = 64;
    private static final String FOLDER = "folder ";
    /** A whole turn of the sweep, and a few days. */
    private static final Duration LONG_AFTER = Leftovers.UNRECORDED.plusDays(15);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final Records records;
    private final MediaStore store;

    FilesAudit(Pool pool, Records records, MediaStore store) {
        this.pool = pool;
        this.records = records;
        this.store = store;
    }

    @Override
    public Subject subject() {
        return Subject.FILES;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        return after != null && after.startsWith(FOLDER)
                ? folders(Integer.parseInt(after.substring(FOLDER.length())), startedAt)
                : kept(after);
    }

    /** What is there, and told of by no record, long after whoever sweeps would have taken it away. */
    private Piece folders(int first, Instant startedAt) {
        var next = Math.min(first + FOLDERS_AT_ONCE, StoredName.FOLDERS);
        var findings = IntStream.range(first, next).boxed().flatMap(number -> strays(number, startedAt).stream()).toList();
        return new Piece(0, findings, next < StoredName.FOLDERS ? FOLDER + next : null);
    }

    private List<Finding> strays(int folder, Instant startedAt) {
        var findings = new ArrayList<Finding>();
        try {
            var names = store.of(folder, startedAt.minus(LONG_AFTER));
            for (var from = 0; from < names.size(); from += AT_ONCE) {
                var some = names.subList(from, Math.min(from + AT_ONCE, names.size()));
                var known = new HashSet<>(records.known(some.stream().map(StoredName::record).distinct().toList()).await()
                        .atMost(PATIENCE));
                some.stream().filter(it -> !known.contains(it.record()))
                        .forEach(it -> findings.add(new Finding("file-of-no-record", it.file(), null)));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            findings.add(new Finding("files-not-listed", StoredName.folder(folder), null));
        }
        return findings;
    }

    private Piece kept(String after) {
        var ids = new ArrayList<UUID>();
        var fileRecords = new ArrayList<UUID>();
        var kept = new HashSet<UUID>();
        pool.preparedQuery("""
                select id, file_record, state from media where id > $1 and (state = 'KEPT' or state in ('WANTED', 'PARKED')
                and file_record is not null) order by id limit $2""")
                .execute(Tuple.of(after == null ? new UUID(0, 0) : UUID.fromString(after), PAGE)).await().atMost(PATIENCE)
                .forEach(row -> {
                    ids.add(row.getUUID("id"));
                    fileRecords.add(row.getUUID("file_record"));
                    if (row.getString("state").equals(MediaQueue.KEPT)) {
                        kept.add(row.getUUID("file_record"));
                    }
                });
        var findings = fileRecords.isEmpty() ? List.<Finding> of()
                : records.keyed(fileRecords.stream().filter(Objects::nonNull).toList()).await().atMost(PATIENCE).stream()
                        .flatMap(keyed -> flaw(keyed, kept.contains(keyed.record().id())).stream()
                                .map(kind -> new Finding(kind, keyed.record().id().toString(), null)))
                        .toList();
        return new Piece(ids.size(), findings, ids.size() < PAGE ? FOLDER + 0 : ids.get(ids.size() - 1).toString());
    }

    /** @param isKept whether it is said to be; else it is wanted again, as one that was lost may be, and one that is spoilt */
    private Optional<String> flaw(Keyed keyed, boolean isKept) {
        var item = keyed.record().item();
        var told = FileEvent.of(item.type(), item.value());
        if (told.isEmpty() || !told.get().isKept()) {
            return isKept ? Optional.of("file-record-of-another") : Optional.empty();
        }
        try {
            var whole = OpenedFile.of(store, new StoredName(keyed.record().id(), keyed.key().id()), keyed.key(),
                    item.scope().name()).whole();
            return whole.sha256().equals(told.get().sha256()) ? Optional.empty() : Optional.of("file-content-changed");
        } catch (NoSuchFileException missing) {
            return Optional.of("file-content-missing");
        } catch (EOFException | BrokenSealException broken) {
            return Optional.of("file-content-broken");
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.of("file-content-not-readable");
        }
    }
}
