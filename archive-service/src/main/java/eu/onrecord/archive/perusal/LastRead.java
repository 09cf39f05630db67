package eu.onrecord.archive.perusal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.act.CurrentActor;
import eu.onrecord.archive.seal.LookupKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Which conversations each reader read last: they find those again without a criterion, and no others. */
@ApplicationScoped
class LastRead {
    static final int MOST = 50;

    private final Pool pool;
    private final CurrentActor actor;
    private final LookupKey key;
    private final Clock clock;

    LastRead(Pool pool, CurrentActor actor, LookupKey key, Clock clock) {
        this.pool = pool;
        this.actor = actor;
        this.key = key;
        this.clock = clock;
    }

    /** Whoever asks reads it. */
    Uni<Void> note(UUID conversation) {
        var reader = reader();
        return pool.preparedQuery("""
                insert into last_read (reader, conversation_id, read_at) values ($1, $2, $3)
                on conflict (reader, conversation_id) do update set read_at = excluded.read_at""")
                .execute(Tuple.of(reader, conversation, clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(() -> pool.preparedQuery("""
                        delete from last_read where reader = $1 and read_at <
                        (select read_at from last_read where reader = $1 order by read_at desc offset $2 limit 1)""")
                        .execute(Tuple.of(reader, MOST - 1)))
                .replaceWithVoid();
    }

    /** A keyed hash of who asks. */
    Buffer reader() {
        var who = actor.get();
        return Buffer.buffer(key.hash("reader\n" + who.iss() + "\n" + who.sub()));
    }
}
