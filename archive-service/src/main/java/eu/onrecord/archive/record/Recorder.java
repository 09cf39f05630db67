package eu.onrecord.archive.record;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Seals items and inserts them as records. */
@ApplicationScoped
public class Recorder {
    private final SecureRandom random;
    private final Clock clock;

    Recorder(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * Records an item in the transaction.
     *
     * @param key of the item's scope and this month
     * @return the record's random id, or empty if the item was recorded before
     */
    public Uni<Optional<UUID>> record(SqlConnection transaction, Item item, DataKey key) {
        var id = UUID.randomUUID();
        var sealed = Sealed.of(key, id, item.content(), random);
        // the leaf counts whole milliseconds, so the database keeps no finer time
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        return transaction.preparedQuery("""
                insert into record (id, event_id, scope, type, recorded_at, key_id, sealed, commitment, occurred_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (event_id) do nothing""")
                .execute(Tuple.from(new Object[] { id, item.eventId(), item.scope(), item.type(), now, key.id(),
                        Buffer.buffer(sealed.bytes()), Buffer.buffer(sealed.commitment()),
                        item.ownTime().atOffset(ZoneOffset.UTC) }))
                .map(inserted -> inserted.rowCount() == 1 ? Optional.of(id) : Optional.empty());
    }
}
