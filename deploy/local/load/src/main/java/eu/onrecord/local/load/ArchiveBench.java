package eu.onrecord.local.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/local/bench archive}: how fast it drains full topics of the mix of production on an aged archive, beside a bare
 * insert of the same bytes, and one event a transaction; three runs, the median.
 */
final class ArchiveBench {
    private static final int RUNS = 3;
    private static final int CUSTOMERS = 5_000;
    private static final int EVENTS = 56_000;
    private static final int EVENTS_ONE_BY_ONE = 4_900;
    private static final int PER_SECOND = 500;
    private static final int SECONDS = 60;
    private static final int ROWS_AT_ONCE = 200;
    private static final int LOOK_UPS = 200;
    private static final Map<String, String> ONE_BY_ONE = Map.of("mp.messaging.connector.smallrye-kafka.max.poll.records", "1");

    /** Of a record and what it encloses, by their types. */
    private static final List<String> COLUMNS = List.of("uuid", "timestamptz", "bytea", "text", "text", "text", "text", "text",
            "text",
            "text", "text", "timestamptz", "bytea", "uuid", "bytea");

    private final ArchivePlace place;
    private final int aged;

    /** @param aged how many conversations there are before */
    ArchiveBench(ArchivePlace place, int aged) {
        this.place = place;
        this.aged = aged;
    }

    void run() throws IOException, InterruptedException, SQLException {
        try (var archive = place.connect("archive"); var keys = place.connect("archive_keys"); var load = place.load()) {
            var started = System.nanoTime();
            AgedArchive.fill(archive, keys, aged);
            System.out.printf("aged:          %,d conversations in %d s%n", aged,
                    Duration.ofNanos(System.nanoTime() - started).toSeconds());
            report(archive, load);
        }
    }

    private void report(Connection archive, ChatLoad load) throws IOException, InterruptedException, SQLException {
        var drained = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        var oneByOne = new ArrayList<Double>();
        for (var i = 0; i < RUNS; i++) {
            drained.add(rate(archive, load, EVENTS, Map.of()));
            bare.add(bareRate(archive));
            oneByOne.add(rate(archive, load, EVENTS_ONE_BY_ONE, ONE_BY_ONE));
            System.out.printf("run %d:         %,.0f events/s, bare %,.0f rows/s, one by one %,.0f events/s%n", i + 1,
                    drained.get(i),
                    bare.get(i), oneByOne.get(i));
        }
        var a = median(drained);
        var b = median(bare);
        var c = median(oneByOne);
        System.out.printf("""

                | on an archive of %,d conversations | | to reach |
                | --- | --- | --- |
                | (a) events a second of full topics, sealed, committed, in the ledger's queue, followed | %,.0f | |
                | (b) rows a second of a bare insert of the same bytes, %d at once, with no index but the key | %,.0f | |
                | (c) one transaction an event | %,.0f | |
                | a/b | %.0f %% | 30 %% |
                | a/c | %.1f | 10 |
                | WAL a record at %d a second, over whole checkpoints | %,.0f bytes | 2,500 |
                | bytes a record in tables and indexes | %,.0f | |
                | pages touched by a look-up of a phone number | %.1f | a handful |
                """, aged, a, ROWS_AT_ONCE, b, c, 100 * a / b, a / c, PER_SECOND, wal(archive, load), bytesARecord(archive),
                pages(archive));
    }

    /** Events a second, from a tenth of them on: before that it starts. */
    private double rate(Connection archive, ChatLoad load, int events, Map<String, String> more)
            throws IOException, InterruptedException, SQLException {
        var before = AgedArchive.read(archive);
        load.publishMix(events, i -> i % CUSTOMERS);
        try (var subject = place.archive(more, Room.WHOLE)) {
            awaitRead(archive, before + events / 10);
            var from = AgedArchive.read(archive);
            var started = System.nanoTime();
            awaitRead(archive, before + events);
            var seconds = (System.nanoTime() - started) / 1e9;
            awaitFollowed(archive);
            return (before + events - from) / seconds;
        }
    }

    /** The bytes of what was recorded last, as a client gives them, into a table of their own. */
    private static double bareRate(Connection archive) throws SQLException {
        Sql.execute(archive, "drop table if exists bare");
        Sql.execute(archive,
                "create table bare (id uuid primary key, occurred_at timestamptz, event_hash bytea, scope text, thread text,"
                        + " type text, source text, time text, content_type text, legal_entity text, channel text, recorded_at timestamptz,"
                        + " commitment bytea, key_id uuid, sealed bytea)");
        var rows = lastRecorded(archive);
        var started = System.nanoTime();
        try (var insert = archive
                .prepareStatement("insert into bare select * from unnest(?::uuid[], ?::timestamptz[], ?::bytea[],"
                        + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],"
                        + " ?::bytea[], ?::uuid[], ?::bytea[])")) {
            for (var first = 0; first < rows.size(); first += ROWS_AT_ONCE) {
                var some = rows.subList(first, Math.min(rows.size(), first + ROWS_AT_ONCE));
                for (var i = 0; i < COLUMNS.size(); i++) {
                    var column = i;
                    var values = some.stream().map(row -> row[column]);
                    insert.setArray(i + 1, archive.createArrayOf(COLUMNS.get(i),
                            COLUMNS.get(i).equals("bytea") ? values.toArray(byte[][]::new) : values.toArray()));
                }
                insert.executeUpdate();
            }
        }
        return rows.size() / ((System.nanoTime() - started) / 1e9);
    }

    private static List<Object[]> lastRecorded(Connection archive) throws SQLException {
        var rows = new ArrayList<Object[]>();
        try (var sql = archive.createStatement();
                var found = sql.executeQuery(
                        "select r.id, r.occurred_at, r.event_hash, r.scope, r.thread, r.type, r.source, r.time, r.content_type,"
                                + " r.legal_entity, r.channel, r.recorded_at, r.commitment, s.key_id, s.sealed from record r"
                                + " join sealed_content s on s.occurred_at = r.occurred_at and s.record_id = r.id"
                                + " where r.legal_entity = 'bench' and r.recorded_at > now() - interval '10 minutes' limit "
                                + EVENTS)) {
            while (found.next()) {
                var row = new Object[COLUMNS.size()];
                for (var i = 0; i < row.length; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private double wal(Connection archive, ChatLoad load) throws IOException, InterruptedException, SQLException {
        try (var subject = place.archive(Map.of(), Room.WHOLE)) {
            load.publishMix(PER_SECOND * 5, i -> i % CUSTOMERS);
            awaitFollowed(archive);
            Sql.execute(archive, "checkpoint");
            var before = Sql.count(archive, "select count(*) from record where legal_entity = 'bench'");
            var from = Sql.count(archive, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
            var started = System.nanoTime();
            for (var second = 1; second <= SECONDS; second++) {
                load.publishMix(PER_SECOND, i -> i % CUSTOMERS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, started + TimeUnit.SECONDS.toNanos(second) - System.nanoTime()));
            }
            awaitFollowed(archive);
            Sql.execute(archive, "checkpoint");
            return (Sql.count(archive, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint") - from)
                    / (double) (Sql.count(archive, "select count(*) from record where legal_entity = 'bench'") - before);
        }
    }

    private static double bytesARecord(Connection archive) throws SQLException {
        return Sql.count(archive,
                "select sum(pg_total_relation_size(c.oid)) from pg_class c where c.relkind = 'r' and c.relname ~"
                        + " '^(record_|sealed_content_|mention$|leaf$|conversation)'")
                / (double) Sql.count(archive, "select count(*) from record");
    }

    /** Of the two tables by which somebody is found. */
    private static double pages(Connection archive) throws SQLException {
        var touched = "select sum(heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit) from pg_statio_user_tables"
                + " where relname in ('conversation', 'conversation_identifier')";
        var before = settled(archive, touched);
        for (var i = 0; i < LOOK_UPS; i++) {
            Sql.count(archive, "select count(*) from conversation c where c.id = any(array(select i.conversation_id from"
                    + " conversation_identifier i where i.hash = sha256(('aged' || " + (i * 997 + 1)
                    + ")::bytea) and i.legal_entity = 'aged')) and c.legal_entity = 'aged'");
        }
        return (settled(archive, touched) - before) / (double) LOOK_UPS;
    }

    private static long settled(Connection archive, String figure) throws SQLException {
        Sql.execute(archive, "select pg_stat_force_next_flush()");
        return Sql.count(archive, figure);
    }

    private static void awaitRead(Connection archive, long offset) throws SQLException, InterruptedException {
        Sql.await(() -> AgedArchive.read(archive) >= offset, "it does not come to the end");
    }

    private static void awaitFollowed(Connection archive) throws SQLException, InterruptedException {
        Sql.await(() -> Sql.count(archive, "select count(*) from following") == 0
                && Sql.count(archive, "select count(*) from leaf_queue") == 0, "what follows does not come to its end");
    }

    static double median(List<Double> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
    }
}
