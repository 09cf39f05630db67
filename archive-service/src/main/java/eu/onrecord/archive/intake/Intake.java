package eu.onrecord.archive.intake;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Recorder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Keeps what arrived, and then does what follows from it: in this order, so that nothing keeps a record from being there. */
@ApplicationScoped
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Recorder recorder;
    private final Following following;

    Intake(Recorder recorder, Following following) {
        this.recorder = recorder;
        this.following = following;
    }

    /**
     * Messages of topics that were read before, as if they came now.
     *
     * @return what was recorded of them: nothing of one that is recorded already, or is none that can be kept
     */
    public Uni<List<Recorded>> again(Collection<ConsumerRecord<String, byte[]>> messages) {
        return take(messages.stream().flatMap(it -> Arrival.of(it).stream()).toList(),
                transaction -> Uni.createFrom().voidItem());
    }

    /**
     * These.
     *
     * @param also what is to be done in the transaction that records them
     * @return what was recorded
     */
    Uni<List<Recorded>> take(List<Arrival> arrivals, Function<SqlConnection, Uni<Void>> also) {
        // by the very item: an id may come twice
        var byItem = new IdentityHashMap<Item, Arrival>();
        arrivals.forEach(it -> byItem.put(it.item(), it));
        return recorder.record(arrivals.stream().map(Arrival::item).toList(),
                (transaction, recorded) -> following.note(transaction, recorded).chain(() -> also.apply(transaction)))
                .call(recorded -> {
                    var made = new LinkedHashMap<Recorded, Arrival>();
                    recorded.stream().filter(Following::isFollowed)
                            .forEach(it -> made.put(it, byItem.get(it.item())));
                    return follow(made);
                });
    }

    /** What fails together is done one by one, and what fails alone is done later. */
    private Uni<Void> follow(Map<Recorded, Arrival> made) {
        return made.isEmpty() ? Uni.createFrom().voidItem()
                : following.follow(made).onFailure().recoverWithUni(() -> Multi.createFrom().iterable(made.entrySet())
                        .onItem().transformToUniAndConcatenate(it -> following.follow(Map.of(it.getKey(), it.getValue()))
                                .onFailure().invoke(failure -> LOG.warnf("What follows from record %s is done later: %s",
                                        it.getKey().id(), failure.getClass().getSimpleName()))
                                .onFailure().recoverWithNull())
                        .collect().asList().replaceWithVoid());
    }
}
