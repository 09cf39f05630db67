package eu.onrecord.archive.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonIgnore;

import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.SegmentedSeal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The files of records, to be told of and to be read. */
@ApplicationScoped
public class MediaFiles {
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

    /** The bytes of a file that is kept, whole and checked before any of them is given. */
    public Uni<byte[]> bytes(UUID media) {
        return pool.preparedQuery("select key_id from media where id = $1").execute(Tuple.of(media))
                .map(rows -> rows.iterator().next().getUUID("key_id"))
                .chain(keyId -> keys.byId(List.of(keyId)).map(found -> found.get(keyId)))
                .map(state -> {
                    if (state instanceof KeyState.Living living) {
                        return living.key();
                    }
                    throw ProblemType.MEDIA_NOT_KEPT.problem("Its key is not there any more.");
                }).chain(key -> vertx.executeBlocking(() -> {
                    var plain = new ByteArrayOutputStream();
                    try (var sealed = store.get(media)) {
                        SegmentedSeal.open(key, sealed, plain);
                    }
                    return plain.toByteArray();
                }));
    }
}
