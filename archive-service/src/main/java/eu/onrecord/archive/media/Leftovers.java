package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.archive.record.Records;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Takes away what killed pods left in the store, a folder at a time: what was begun and never finished, and, long after, what
 * no record tells of. Until then whoever is to fetch that file finds it there.
 */
@ApplicationScoped
class Leftovers {
    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    /** Each folder in its turn: within eleven days all of them. */
    private static final Duration PACE = Duration.ofHours(1);
    private static final Duration UNFINISHED = Duration.ofDays(1);
    /** No topic and no provider keeps for longer: nobody will ask for its file any more. */
    static final Duration UNRECORDED = Duration.ofDays(60);
    private static final int AT_ONCE = 500;

    private final MediaStore store;
    private final Records records;
    private final FileThreads threads;
    private final Lanes lanes;
    private final Clock clock;

    Leftovers(MediaStore store, Records records, FileThreads threads, Lanes lanes, Clock clock) {
        this.store = store;
        this.records = records;
        this.threads = threads;
        this.lanes = lanes;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Looking for what killed pods left", PACE, () -> sweep(due()));
    }

    /** By the hour: whoever is started anew goes on where others are. */
    private int due() {
        return (int) (clock.instant().getEpochSecond() / PACE.toSeconds() % StoredName.FOLDERS);
    }

    /** One folder. */
    Uni<Void> sweep(int number) {
        var now = clock.instant();
        return threads.run(() -> {
            sweepUnfinished(number, now.minus(UNFINISHED));
            return store.of(number, now.minus(UNRECORDED));
        }).chain(names -> Multi.createFrom().iterable(names).group().intoLists().of(AT_ONCE).onItem()
                .transformToUniAndConcatenate(this::sweep).collect().asList().replaceWithVoid());
    }

    private void sweepUnfinished(int number, Instant before) {
        try {
            store.sweep(number, before);
        } catch (IOException | UncheckedIOException refused) {
            LOG.warnf("What was begun and never finished in folder %d cannot be taken away: %s", number, refused.getMessage());
        }
    }

    private Uni<Void> sweep(List<StoredName> names) {
        return records.known(names.stream().map(StoredName::record).distinct().toList()).chain(known -> {
            var there = new HashSet<>(known);
            return threads.run(() -> {
                for (var name : names) {
                    if (!there.contains(name.record())) {
                        delete(name);
                    }
                }
                return null;
            });
        }).replaceWithVoid();
    }

    /** One that stays is looked at again, and keeps no other. */
    private void delete(StoredName name) {
        LOG.infof("A sealed file that no record tells of is taken away: %s", name);
        try {
            store.delete(name);
        } catch (IOException | UncheckedIOException refused) {
            LOG.warnf("A sealed file that no record tells of cannot be taken away: %s: %s", name, refused.getMessage());
        }
    }
}
