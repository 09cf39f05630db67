package eu.onrecord.archive.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.channel.ChannelsConfig;
import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.archive.media.FetchFailure.Reason;
import eu.onrecord.archive.media.MediaQueue.Parked;
import eu.onrecord.archive.media.MediaQueue.Wanted;
import eu.onrecord.archive.media.Patience.Verdict;
import eu.onrecord.archive.media.provider.ProviderFiles;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Has the files fetched that are wanted, several at once. What cannot be had for now is tried again for as long as the provider
 * keeps it; what needs somebody of ours is parked.
 */
@ApplicationScoped
class MediaFetcher {
    private static final Logger LOG = Logger.getLogger(MediaFetcher.class);
    /** So many times a pod says within a lease that it is still at it. */
    private static final int RENEWALS = 4;
    /** So many times as long as at first it takes at most until it is looked again. */
    private static final int MOST_PROBES = 60;

    /** Until a large file that found no place is asked for again. */
    private static final Duration IN_A_LITTLE_WHILE = Duration.ofSeconds(20);

    private final MediaQueue queue;
    private final FileFetch files;
    private final MediaStore store;
    private final ChannelsConfig channels;
    private final MediaStoreConfig config;
    private final FileThreads threads;
    private final Lanes lanes;
    private final Clock clock;
    private final Places places;
    /** What is being fetched. */
    private final Map<UUID, Wanted> underWay = new ConcurrentHashMap<>();

    MediaFetcher(MediaQueue queue, FileFetch files, MediaStore store, ChannelsConfig channels, MediaStoreConfig config,
            FileThreads threads, Lanes lanes, Clock clock) {
        this.queue = queue;
        this.files = files;
        this.store = store;
        this.channels = channels;
        this.config = config;
        this.threads = threads;
        this.lanes = lanes;
        this.clock = clock;
        places = new Places(config.atOnce());
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Fetching files", this::fetchDue);
        lanes.start("Holding what is being fetched", config.lease().dividedBy(RENEWALS), this::hold);
        lanes.start("Looking whether parked files can be had", config.probe(), this::fetchParked);
        lanes.start("Parking files of channels that are configured no more", config.probe(), this::parkStrays);
        lanes.start("Giving up files that nobody asked for", config.probe(), this::giveUpHeld);
    }

    /** Begins what is due, host by host, and waits for none of it. */
    private Uni<Void> fetchDue() {
        return underWay.size() >= config.atOnce() ? Uni.createFrom().voidItem()
                : whereThereIsRoom(() -> Multi.createFrom().iterable(hosts()).onItem()
                        .transformToUniAndConcatenate(this::fetchDue).collect().asList().replaceWith(List.of()))
                        .replaceWithVoid();
    }

    private Uni<Void> fetchDue(String host) {
        var free = places.ofHost(host, hosts().stream().collect(Collectors.toMap(it -> it, this::underWayAt)));
        return free <= 0 ? Uni.createFrom().voidItem()
                : queue.claim(places(host, free), free, config.lease()).invoke(this::begin).replaceWithVoid();
    }

    private Uni<Void> hold() {
        return queue.hold(List.copyOf(underWay.values()), config.lease());
    }

    private Uni<Void> fetchParked() {
        // where one is still being looked for that was parked for it, a slow provider would take a place more each time
        var looked = underWay.values().stream().filter(Wanted::isParked).map(it -> new Parked(it.channel(), it.parkedFor()))
                .collect(Collectors.toSet());
        var others = channels.channels().keySet().stream()
                .flatMap(channel -> Stream.of(Reason.values()).map(reason -> new Parked(channel, reason.word())))
                .filter(it -> !looked.contains(it)).toList();
        return others.isEmpty() ? Uni.createFrom().voidItem()
                : whereThereIsRoom(() -> queue.probe(others, config.lease())).invoke(this::begin).replaceWithVoid();
    }

    /** They go the way of all: what is there already is kept, and only then nobody knows whom to ask. */
    private Uni<Void> parkStrays() {
        return whereThereIsRoom(() -> queue.strays(channels.channels().keySet(), config.lease())).invoke(this::begin)
                .replaceWithVoid();
    }

    private Uni<Void> giveUpHeld() {
        return queue.heldForTooLong(config.lease()).onItem().transformToMulti(Multi.createFrom()::iterable).onItem()
                .transformToUniAndConcatenate(wanted -> files.lost(wanted, MediaQueue.BEYOND)
                        .onFailure(FetchFailure.class).recoverWithNull())
                .collect().asList().replaceWithVoid();
    }

    private Uni<List<Wanted>> whereThereIsRoom(Supplier<Uni<List<Wanted>>> claim) {
        return threads.run(() -> store.isExclusive() && store.room() >= config.leastRoom().asLongValue())
                .chain(isRoom -> isRoom ? claim.get() : Uni.createFrom().item(List.of()));
    }

    /** Where files are asked for, first those that keep them for the shortest time. */
    private List<String> hosts() {
        return channels.channels().values().stream().sorted(Comparator.comparing(this::keptFor)).map(MediaFetcher::host)
                .distinct().toList();
    }

    private static String host(ChannelConfig channel) {
        return channel.api().getHost();
    }

    private int underWayAt(String host) {
        return (int) underWay.values().stream().map(it -> channels.channels().get(it.channel()))
                .filter(it -> it != null && host(it).equals(host)).count();
    }

    private int underWayOver(String channel) {
        return (int) underWay.values().stream().filter(it -> it.channel().equals(channel)).count();
    }

    /** Those whose provider keeps files for the shortest time have the first choice, and then who has the fewest under way. */
    private Map<String, Integer> places(String host, int free) {
        var shares = new LinkedHashMap<String, Integer>();
        channels.channels().entrySet().stream().filter(it -> host(it.getValue()).equals(host))
                .sorted(Comparator.comparing((Map.Entry<String, ChannelConfig> it) -> keptFor(it.getValue()))
                        .thenComparing(it -> underWayOver(it.getKey())))
                .forEach(it -> {
                    var share = Math.min(free, places.ofChannel(underWayOver(it.getKey())));
                    if (share > 0) {
                        shares.put(it.getKey(), share);
                    }
                });
        return shares;
    }

    private Duration keptFor(ChannelConfig channel) {
        return channel.filesKeptFor().orElseGet(() -> ProviderFiles.of(channel.provider(), clock).keptFor());
    }

    private void begin(List<Wanted> claimed) {
        claimed.forEach(wanted -> {
            underWay.put(wanted.id(), wanted);
            files.fetch(wanted, isAnythingTaken(wanted)).onFailure().recoverWithUni(failure -> missed(wanted, failure))
                    .onTermination().invoke(() -> {
                        underWay.remove(wanted.id(), wanted);
                        files.wasGiven(wanted);
                    })
                    .subscribe().with(done -> {
                    }, failure -> LOG.warnf("What came of a file is not noted: %s", failure.getClass().getSimpleName()));
        });
    }

    private boolean isAnythingTaken(Wanted wanted) {
        var channel = channels.channels().get(wanted.channel());
        return channel == null || new Patience(keptFor(channel)).isAnythingTaken(wanted.wantedAt(), clock.instant());
    }

    private Uni<Void> missed(Wanted wanted, Throwable failure) {
        // what is ours is not the provider's fault, however long it lasts
        var known = failure instanceof FetchFailure why ? why : FetchFailure.parked(Reason.FAULT);
        var channel = channels.channels().get(wanted.channel());
        if (!(failure instanceof FetchFailure)) {
            LOG.warnf("A file could not be fetched: %s", failure.getClass().getSimpleName());
        }
        var now = clock.instant();
        if (known.isTurnedAway()) {
            return queue.turnedAway(wanted, now.plus(Optional.ofNullable(known.pause()).orElse(IN_A_LITTLE_WHILE)),
                    known.getMessage());
        }
        if (wanted.isParked() && !known.isParked()) {
            return stillParked(wanted, known, now);
        }
        var verdict = channel == null ? new Verdict.Parked()
                : new Patience(keptFor(channel)).after(known, wanted.asked(), wanted.wantedAt(), now);
        if (verdict instanceof Verdict.Again again) {
            return queue.missed(wanted, MediaQueue.WANTED, again.at(), known.getMessage());
        }
        return verdict instanceof Verdict.Parked
                ? queue.missed(wanted, MediaQueue.PARKED, now.plus(untilProbed(known, wanted)), known.getMessage())
                : files.lost(wanted, known.getMessage());
    }

    /**
     * Only who came further than before knows that it is mended: then the others have their turn, whatever becomes of this one.
     * That the provider has this one no more says nothing of the others, where it is what it gives that is not taken.
     */
    private Uni<Void> stillParked(Wanted wanted, FetchFailure failure, Instant now) {
        var reason = Reason.of(wanted.parkedFor());
        var isFurther = files.wasGiven(wanted) || failure.isAnswer() || reason.filter(Reason::isBeforeAsking).isPresent();
        return !isFurther
                ? queue.missed(wanted, MediaQueue.PARKED, now.plus(untilProbed(failure, wanted)), wanted.parkedFor())
                : queue.missed(wanted, MediaQueue.WANTED, now.plus(config.probe()), failure.getMessage())
                        .chain(() -> reason.filter(Reason::isOfWhatComes).isPresent() ? Uni.createFrom().voidItem()
                                : queue.unpark(wanted));
    }

    /** What the provider gives each time, and nobody wants so, is asked for ever more rarely: it may be large. */
    private Duration untilProbed(FetchFailure failure, Wanted wanted) {
        return Reason.of(failure.getMessage()).filter(Reason::isOfWhatComes).isPresent()
                ? config.probe().multipliedBy(Math.min(wanted.attempts(), MOST_PROBES))
                : config.probe();
    }
}
