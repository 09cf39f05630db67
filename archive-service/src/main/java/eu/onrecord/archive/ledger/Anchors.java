package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.archive.ledger.LedgerKeys.Signed;
import eu.onrecord.tlog.Checkpoint;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Keeps the last head of each day in the store, for ever: what neither a restored database nor a lost topic takes away, and
 * where the store locks it, nobody. Blocking.
 */
final class Anchors {
    static final String FOLDER = "anchor";
    /** Of so many days the heads are looked at: each is larger than those before. */
    private static final int DAYS = 7;
    /** Of a clock that is ahead, or of somebody's making. */
    private static final int MOST_TO_COME = 500;
    /** Such as 2026-03-01: longer ones are of years that no clock tells. */
    private static final int ISO_DAY = 10;
    /** So much later a day is over by the clocks of all pods. */
    static final Duration OVER = Duration.ofHours(1);
    /** Before any ledger. */
    private static final Instant FIRST = Instant.EPOCH;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final LedgerKeys keys;
    private LocalDate done = LocalDate.EPOCH;

    Anchors(Store store, LedgerKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** The days of which a head is kept, the latest first; what is called by no day is none. */
    static List<String> days(Store store) {
        return store.names(FOLDER).stream().filter(Anchors::isDay).sorted(Comparator.reverseOrder()).toList();
    }

    private static boolean isDay(String name) {
        try {
            return name.length() == ISO_DAY && LocalDate.parse(name).toString().equals(name);
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    /** The head of a day; empty if there is none, or none that this ledger signed. */
    static Optional<Checkpoint> of(Store store, LedgerKeys keys, String day) {
        return store.read(name(day)).flatMap(keys::open);
    }

    /** The one of the largest tree of those below; empty before there is one. */
    static Optional<Checkpoint> greatest(Store store, LedgerKeys keys, Instant now) {
        return last(store, keys, now).stream().filter(it -> !it.isBeyond()).map(Signed::head)
                .max(Comparator.comparingLong(Checkpoint::size));
    }

    /**
     * Those of the last days and of those that are to come that hold a head: a name alone tells nothing, for whoever may add to
     * the store may call anything as they like.
     */
    static List<Signed> last(Store store, LedgerKeys keys, Instant now) {
        var today = today(now).toString();
        var days = days(store);
        var come = days.stream().filter(day -> day.compareTo(today) <= 0);
        var toCome = days.stream().filter(day -> day.compareTo(today) > 0);
        return Stream.concat(heads(store, keys, come, DAYS), heads(store, keys, toCome, MOST_TO_COME)).toList();
    }

    private static Stream<Signed> heads(Store store, LedgerKeys keys, Stream<String> days, int most) {
        return days.flatMap(day -> store.read(name(day)).flatMap(keys::read).stream()).limit(most);
    }

    /**
     * When a day is over, by every clock, its last head is kept: also those of the days since the last of which one is, however
     * long ago.
     */
    void turn(SqlClient database, Instant now) {
        var today = begun(now);
        if (today.equals(done)) {
            return;
        }
        var from = days(store).stream().map(LocalDate::parse).filter(day -> day.isBefore(today.minusDays(DAYS))).findFirst();
        daysWithHeads(database, from.map(Anchors::begin).orElse(FIRST)).stream()
                .filter(day -> day.isBefore(today) && !store.has(name(day.toString()))).forEach(day -> keep(database, day));
        done = today;
    }

    private static List<LocalDate> daysWithHeads(SqlClient database, Instant from) {
        return HeadTable.oneOfEachDay(database, from).await().atMost(PATIENCE).stream().map(Anchors::today).toList();
    }

    /** The size of the last head of a day, as far as the database knows; 0 where it knows of none. */
    static long largest(SqlClient database, LedgerKeys keys, LocalDate day) {
        return HeadTable.last(database, begin(day), begin(day.plusDays(1))).await().atMost(PATIENCE)
                .flatMap(note -> keys.open(note.getBytes(StandardCharsets.UTF_8))).map(Checkpoint::size).orElse(0L);
    }

    private void keep(SqlClient database, LocalDate day) {
        HeadTable.last(database, begin(day), begin(day.plusDays(1))).await().atMost(PATIENCE)
                .map(note -> note.getBytes(StandardCharsets.UTF_8)).filter(note -> keys.open(note).isPresent())
                .ifPresent(note -> store.create(name(day.toString()), note));
    }

    /** The first day that may not be over yet by some clock: of those before it a head is kept. */
    private static LocalDate begun(Instant now) {
        return today(now.minus(OVER));
    }

    /** The days of which one has to be kept: whoever showed the last head kept them, whatever their clock said. */
    static List<LocalDate> due(SqlClient database) {
        var begun = HeadTable.lastShown(database).await().atMost(PATIENCE).map(last -> begun(last.minus(OVER)))
                .orElse(LocalDate.MIN);
        return daysWithHeads(database, FIRST).stream().filter(day -> day.isBefore(begun)).toList();
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
