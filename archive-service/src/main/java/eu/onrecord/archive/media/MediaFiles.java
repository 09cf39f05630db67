package eu.onrecord.archive.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Bulkhead;

import com.fasterxml.jackson.annotation.JsonIgnore;

import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.SealedSegments;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
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
    private final KeyStore keys;
    private final MediaStore store;
    private final Vertx vertx;

    MediaFiles(Pool pool, KeyStore keys, MediaStore store, Vertx vertx) {
        this.pool = pool;
        this.keys = keys;
        this.store = store;
        this.vertx = vertx;
    }

    /**
     * A file.
     *
     * @param state {@code wanted}, {@code kept}, or {@code lost} where the provider did not give it
     * @param sha256 of the bytes that are kept, hex
     */
    @RegisterForReflection
    public record MediaFile(UUID id, String mimeType, String state, String sha256, Long size, String error) {
        /** Whether its bytes are here. */
        @JsonIgnore
        public boolean isKept() {
            return "kept".equals(state);
        }

        private static MediaFile of(Row row) {
            return new MediaFile(row.getUUID("id"), row.getString("mime_type"), row.getString("state").toLowerCase(Locale.ROOT),
                    row.getString("sha256"), row.getLong("size"), row.getString("error"));
        }
    }

    /** The files of these records, by record, in their order in the message. */
    public Uni<Map<UUID, List<MediaFile>>> of(List<UUID> records) {
        return pool.preparedQuery("select * from media where record_id = any($1) order by record_id, ordinal")
                .execute(Tuple.of(records.toArray(UUID[]::new))).map(rows -> {
                    var files = new HashMap<UUID, List<MediaFile>>();
                    rows.forEach(row -> files.computeIfAbsent(row.getUUID("record_id"), record -> new ArrayList<>())
                            .add(MediaFile.of(row)));
                    return files;
                });
    }

    /** A file of a conversation; empty if it has no such. */
    public Uni<Optional<MediaFile>> find(UUID conversation, UUID media) {
        return pool.preparedQuery("""
                select m.* from media m join conversation_thread t on t.thread = m.scope and t.legal_entity = m.legal_entity
                and m.occurred_at >= t.since and m.occurred_at < t.until
                where m.id = $1 and t.conversation_id = $2""").execute(Tuple.of(media, conversation)).map(rows -> {
            for (var row : rows) {
                return Optional.of(MediaFile.of(row));
            }
            return Optional.empty();
        });
    }

    /**
     * The key of a file that is kept, after every byte of it was checked under it.
     *
     * @throws eu.onrecord.archive.problem.Problem if its key is not there any more
     * @throws eu.onrecord.archive.seal.BrokenSealException if it is not what was kept
     */
    @Bulkhead(value = CHECKED_AT_ONCE, waitingTaskQueue = MOST_WAITING)
    public Uni<DataKey> checked(UUID media) {
        return pool.preparedQuery("select key_id from media where id = $1").execute(Tuple.of(media))
                .map(rows -> rows.iterator().next().getUUID("key_id"))
                .chain(keyId -> keys.byId(List.of(keyId)).map(found -> found.get(keyId)))
                .map(state -> {
                    if (state instanceof KeyState.Living living) {
                        return living.key();
                    }
                    throw ProblemType.MEDIA_NOT_KEPT.problem("Its key is not there any more.");
                }).call(key -> vertx.executeBlocking(() -> {
                    try (var segments = new SealedSegments(key, store.get(media))) {
                        while (segments.next().length > 0) {
                            continue;
                        }
                    }
                    return null;
                }, false));
    }

    /** The bytes of a file that was checked, piece by piece as they are asked for: however large it is, little is held. */
    public Multi<byte[]> pieces(UUID media, DataKey key) {
        return Multi.createFrom().resource(() -> new AtomicReference<SealedSegments>(), opened -> Multi.createBy().repeating()
                .uni(() -> vertx.executeBlocking(() -> {
                    if (opened.get() == null) {
                        opened.set(new SealedSegments(key, store.get(media)));
                    }
                    return opened.get().next();
                }, false)).until(piece -> piece.length == 0)).withFinalizer(opened -> {
                    close(opened.get());
                });
    }

    private static void close(SealedSegments opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException unread) {
            // it was only read
        }
    }
}
