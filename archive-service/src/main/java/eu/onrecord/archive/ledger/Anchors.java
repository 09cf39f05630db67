package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.tlog.Checkpoint;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Keeps the last head of each day in the store, for ever: what neither a restored database nor a lost topic takes away, and
 * where the store locks it, nobody. Blocking.
 */
final class Anchors {
    static final String FOLDER = "anchor";
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    /** For how many days nobody may have kept the ledger: of those before, the database's heads tell. */
    private static final int DAYS = 7;
    /** Of a clock that is ahead, or of somebody's making. */
    private static final int MOST_TO_COME = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final LedgerKeys keys;
    private LocalDate done = LocalDate.EPOCH;

    Anchors(Store store, LedgerKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** The days of which a head is kept, the latest first. */
    static List<String> days(Store store) {
        return store.names(FOLDER).stream().filter(name -> DAY.matcher(name).matches()).sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The head of a day; empty if there is none, or none that this ledger signed. */
    static Optional<Checkpoint> of(Store store, LedgerKeys keys, String day) {
        return store.read(name(day)).flatMap(keys::open);
    }

    /**
     * The one of the largest tree, of the last days and of those that are to come: a name alone tells nothing, for whoever may
     * add to the store may call anything as they like. Empty before there is one.
     */
    static Optional<Checkpoint> greatest(Store store, LedgerKeys keys, Instant now) {
        var today = today(now).toString();
        var days = days(store);
        var come = days.stream().filter(day -> day.compareTo(today) <= 0).limit(DAYS);
        var toCome = days.stream().filter(day -> day.compareTo(today) > 0).limit(MOST_TO_COME);
        return Stream.concat(come, toCome).flatMap(day -> of(store, keys, day).stream())
                .max(Comparator.comparingLong(Checkpoint::size));
    }

    /** When a day is over its last head is kept. */
    void turn(SqlClient database, Instant now) {
        var today = today(now);
        if (today.equals(done)) {
            return;
        }
        for (var day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            if (!store.has(name(day.toString()))) {
                keep(database, day);
            }
        }
        done = today;
    }

    private void keep(SqlClient database, LocalDate day) {
        HeadTable.last(database, begin(day), begin(day.plusDays(1))).await().atMost(PATIENCE)
                .map(note -> note.getBytes(StandardCharsets.UTF_8)).filter(note -> keys.open(note).isPresent())
                .ifPresent(note -> store.create(name(day.toString()), note));
    }

    private static LocalDate today(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String name(String day) {
        return FOLDER + "/" + day;
    }
}
