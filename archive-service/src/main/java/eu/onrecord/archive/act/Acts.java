package eu.onrecord.archive.act;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.act.Act.Actor;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import eu.onrecord.contract.wire.EventCodec;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Records what the current user does. Done when it is committed: only then may the answer go out. */
@ApplicationScoped
public class Acts {
    /** The CloudEvents source of what is done here. */
    public static final String SOURCE = "/onrecord/archive-service";
    private static final String CONTENT_TYPE = "application/json";

    private final Recorder recorder;
    private final SecurityIdentity identity;
    private final Clock clock;

    Acts(Recorder recorder, SecurityIdentity identity, Clock clock) {
        this.recorder = recorder;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * A deed that concerns one legal entity's customers.
     *
     * @param ids of the conversation, and of what else it was done to
     */
    public Uni<Void> record(Deed what, String purpose, String legalEntity, List<UUID> ids, List<Count> counts,
            Outcome outcome) {
        return record(what, purpose, List.of(legalEntity), ids, counts, outcome);
    }

    /** As above, of several legal entities: an act of each. */
    public Uni<Void> record(Deed what, String purpose, Collection<String> legalEntities, List<UUID> ids, List<Count> counts,
            Outcome outcome) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var items = legalEntities.stream().map(entity -> item(new Act(actor(), what, purpose, entity,
                ids.stream().map(UUID::toString).toList(), counts, outcome, now), now)).toList();
        return recorder.record(items, (transaction, recorded) -> Uni.createFrom().voidItem()).replaceWithVoid();
    }

    private static Item item(Act act, Instant now) {
        return new Item(UUID.randomUUID(), Scope.ofActs(act.legalEntity()), null, act.what().eventType(), SOURCE,
                now.toString(),
                CONTENT_TYPE, act.legalEntity(), null, OwnTime.now(now), true, null, EventCodec.dataOf(act));
    }

    /** OpenID Connect Core 1.0, section 5.7: issuer and subject together are one person for ever, and a name is not. */
    private Actor actor() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? new Actor(token.getIssuer(), token.getSubject(), token.getClaim("azp"))
                : new Actor("-", identity.getPrincipal().getName(), null);
    }
}
