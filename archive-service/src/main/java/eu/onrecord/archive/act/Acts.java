package eu.onrecord.archive.act;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import eu.onrecord.archive.act.Act.What;
import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.seal.KeyStore;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Records what the current user does. Done when it is committed: only then may the answer go out. */
@ApplicationScoped
public class Acts {
    private final Pool pool;
    private final KeyStore keys;
    private final Recorder recorder;
    private final SecurityIdentity identity;
    private final ObjectMapper json;
    private final Clock clock;

    Acts(Pool pool, KeyStore keys, Recorder recorder, SecurityIdentity identity, ObjectMapper json, Clock clock) {
        this.pool = pool;
        this.keys = keys;
        this.recorder = recorder;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
    }

    /** @param conversation null for a search */
    public Uni<Void> record(What what, String purpose, UUID conversation) {
        var now = clock.instant();
        var act = new Act(what, identity.getPrincipal().getName(), purpose, conversation, now);
        var item = new Item(UUID.randomUUID(), Item.ACTS, what.eventType(), now, bytes(act));
        return keys.current(List.of(Item.ACTS)).chain(
                found -> pool.withTransaction(transaction -> recorder.record(transaction, item, found.get(Item.ACTS))))
                .replaceWithVoid();
    }

    private byte[] bytes(Act act) {
        try {
            return json.writeValueAsBytes(act);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
