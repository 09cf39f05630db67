package eu.onrecord.archive.act;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import eu.onrecord.contract.wire.EventCodec;
import io.smallrye.mutiny.Uni;

/** Records what the current user does. Done when it is committed: only then may the answer go out. */
@ApplicationScoped
public class Acts {
    /** The CloudEvents source of what is done here. */
    public static final String SOURCE = "/onrecord/archive-service";
    /** What concerns none, or one that whoever asks does not see. */
    public static final String NO_LEGAL_ENTITY = "-";
    private static final String CONTENT_TYPE = "application/json";

    private final Recorder recorder;
    private final CurrentActor actor;
    private final Clock clock;

    Acts(Recorder recorder, CurrentActor actor, Clock clock) {
        this.recorder = recorder;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * What a search found in one legal entity.
     *
     * @param thread one of the customer's, under whose key it is kept who was searched for; null where nobody was found
     */
    public record Found(List<UUID> conversations, String thread) {
    }

    /**
     * A search: an act of each legal entity, and beside it, where somebody was searched for, who that is.
     *
     * @param criteria words that name nobody
     * @param customer who was searched for; null where the search was for nobody
     */
    public Uni<Void> searched(String purpose, List<String> criteria, String customer, Map<String, Found> found) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var items = new ArrayList<Item>();
        found.forEach((entity, it) -> {
            var act = UUID.randomUUID();
            var particulars = customer == null ? null : UUID.randomUUID();
            items.add(item(act, new Act(actor.get(), Deed.SEARCHED, purpose, entity, texts(it.conversations()),
                    List.of(new Count("conversations", it.conversations().size())), Outcome.DONE, now, criteria,
                    particulars == null ? null : particulars.toString()), now));
            if (particulars != null) {
                var scope = it.thread() == null ? Scope.ofSearches(entity, now) : Scope.ofKey(it.thread());
                items.add(item(particulars, scope, Particulars.EVENT_TYPE, entity, now, new Particulars(act, customer).data()));
            }
        });
        return recorded(items);
    }

    /**
     * That acts were looked at: which is one itself.
     *
     * @param ids of the conversation whose acts they are; empty where they are of none
     * @param criteria words that name nobody
     * @param shown how many
     */
    public Uni<Void> looked(String purpose, String legalEntity, List<UUID> ids, List<String> criteria, int shown) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return recorded(List.of(item(UUID.randomUUID(), new Act(actor.get(), Deed.SEARCHED, purpose, legalEntity, texts(ids),
                List.of(new Count("acts", shown)), Outcome.DONE, now, criteria, null), now)));
    }

    /**
     * A deed that concerns one legal entity's customers.
     *
     * @param ids of the conversation, and of what else it was done to
     */
    public Uni<Void> record(Deed what, String purpose, String legalEntity, List<UUID> ids, List<Count> counts,
            Outcome outcome) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return recorded(List.of(item(UUID.randomUUID(),
                new Act(actor.get(), what, purpose, legalEntity, texts(ids), counts, outcome, now), now)));
    }

    /** A deed that did not come to its end by a fault of ours. That it cannot even be recorded changes nothing of the fault. */
    public Uni<Void> failed(Deed what, String purpose, String legalEntity, List<UUID> ids) {
        return record(what, purpose, legalEntity, ids, List.of(), Outcome.FAILED).onFailure().recoverWithNull();
    }

    private Uni<Void> recorded(List<Item> items) {
        return recorder.record(items, (transaction, recorded) -> Uni.createFrom().voidItem()).replaceWithVoid();
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static Item item(UUID id, Act act, Instant now) {
        return item(id, Scope.ofActs(act.legalEntity()), act.what().eventType(), act.legalEntity(), now,
                EventCodec.dataOf(act));
    }

    private static Item item(UUID id, Scope scope, String type, String legalEntity, Instant now, byte[] data) {
        return new Item(id, scope, null, type, SOURCE, now.toString(), CONTENT_TYPE, legalEntity, null, OwnTime.now(now), true,
                null, data);
    }
}
