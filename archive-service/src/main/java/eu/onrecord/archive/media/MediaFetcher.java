package eu.onrecord.archive.media;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.archive.seal.Sealing;
import eu.onrecord.archive.seal.SegmentedSeal;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Fetches the files that are wanted, one after the other; each is hashed, sealed and stored as it streams by. */
@ApplicationScoped
class MediaFetcher {
    /** Meta's ids die after seven days. */
    private static final int MOST_ATTEMPTS = 14;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Above what a fetch may take: then whoever claimed it is gone. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Pool pool;
    private final KeyStore keys;
    private final MediaSource source;
    private final MediaStore store;
    private final SecureRandom random;
    private final Vertx vertx;
    private final Lanes lanes;
    private final Clock clock;

    MediaFetcher(Pool pool, KeyStore keys, MediaSource source, MediaStore store, SecureRandom random, Vertx vertx, Lanes lanes,
            Clock clock) {
        this.pool = pool;
        this.keys = keys;
        this.source = source;
        this.store = store;
        this.random = random;
        this.vertx = vertx;
        this.lanes = lanes;
        this.clock = clock;
    }

    private record Wanted(UUID id, Sealing sealing, String channel, String providerId, String expectedSha256, int attempts) {
        static Wanted of(Row row) {
            return new Wanted(row.getUUID("id"),
                    Sealing.of(new Scope(row.getString("scope")), row.getString("legal_entity"),
                            row.get(OffsetDateTime.class, "occurred_at").toInstant()),
                    row.getString("channel"),
                    row.getString("provider_id"), row.getString("expected_sha256"), row.getInteger("attempts"));
        }
    }

    private record Stored(UUID keyId, String sha256, long size) {
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Fetching files", this::fetchDue);
    }

    private Uni<Void> fetchDue() {
        return pool.preparedQuery("""
                update media set due_at = $2, attempts = attempts + 1
                where id = (select id from media where state = 'WANTED' and due_at <= $1 order by due_at limit 1
                for update skip locked) returning *""").execute(Tuple.of(now(), now().plus(LEASE)))
                .chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().voidItem()
                        : fetch(Wanted.of(rows.iterator().next())));
    }

    private Uni<Void> fetch(Wanted wanted) {
        return keys.living(List.of(wanted.sealing()))
                .chain(found -> vertx.executeBlocking(() -> stored(wanted, found.get(wanted.sealing()))))
                .chain(stored -> kept(wanted, stored)).onFailure()
                .recoverWithUni(failure -> failed(wanted, failure));
    }

    private Stored stored(Wanted wanted, DataKey key) throws IOException, InterruptedException {
        try (var file = new MeasuredStream(source.open(wanted.channel(), wanted.providerId()));
                var deadline = Deadline.closing(file, vertx.getDelegate(), PATIENCE)) {
            store.put(wanted.id(), out -> {
                SegmentedSeal.seal(key, file, out, random);
                if (wanted.expectedSha256() != null && !wanted.expectedSha256().equals(file.sha256())) {
                    throw FetchFailure.forNow("hash-mismatch");
                }
            });
            return new Stored(key.id(), file.sha256(), file.size());
        }
    }

    private Uni<Void> kept(Wanted wanted, Stored stored) {
        return pool.preparedQuery("""
                update media set state = 'KEPT', provider_id = null, key_id = $2, sha256 = $3, size = $4, error = null
                where id = $1""").execute(Tuple.of(wanted.id(), stored.keyId(), stored.sha256(), stored.size()))
                .replaceWithVoid();
    }

    private Uni<Void> failed(Wanted wanted, Throwable failure) {
        var last = failure instanceof FetchFailure known && known.isLast() || wanted.attempts() >= MOST_ATTEMPTS;
        var why = failure instanceof FetchFailure ? failure.getMessage() : failure.getClass().getSimpleName();
        return pool.preparedQuery("update media set state = $2, due_at = $3, error = $4 where id = $1")
                .execute(Tuple.of(wanted.id(), last ? "LOST" : "WANTED", now().plus(pauseAfter(wanted.attempts())), why))
                .replaceWithVoid();
    }

    /** Seconds at first, half a day at last: 14 attempts lie within the seven days. */
    private static Duration pauseAfter(int attempts) {
        var pause = Duration.ofSeconds(1L << Math.min(2 * attempts, 20));
        return pause.compareTo(Duration.ofHours(12)) < 0 ? pause : Duration.ofHours(12);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
