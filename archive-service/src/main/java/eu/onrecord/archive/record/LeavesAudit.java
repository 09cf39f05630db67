package eu.onrecord.archive.record;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.ledger.Ledger;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import eu.onrecord.archive.seal.ReportMark.Report;
import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Subject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/**
 * What has no record any more, and had one: it was deleted, and nobody was told. The database compares, with its own disk. A
 * record that is about to be made anew, because its key was lost, is not there either, and is told until it is.
 */
@ApplicationScoped
class LeavesAudit implements Audit {
    /** More of them are told by those. */
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofHours(12);

    private static final String RECORDED_ANEW = """
            left join lateral (select record_id, occurred_at, event_hash, key_id, origin_topic, origin_partition,
            origin_offset, state, recorded_as, mark from lost_report x
            where x.commitment = l.commitment and x.state = 'RECORDED' and exists (select from record n
            where n.occurred_at = coalesce(uuid_extract_timestamp(x.recorded_as), x.occurred_at)
            and n.id = x.recorded_as and n.event_hash = x.event_hash
            and n.commitment <> x.commitment)) x on true
            """;

    private final Pool pool;
    private final LookupKey lookupKey;
    private final Ledger ledger;

    LeavesAudit(Pool pool, LookupKey lookupKey, Ledger ledger) {
        this.pool = pool;
        this.lookupKey = lookupKey;
        this.ledger = ledger;
    }

    @Override
    public Subject subject() {
        return Subject.LEAVES;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        var findings = new ArrayList<Finding>();
        for (var row : without("""
                select l.index as place, l.commitment, x.* from leaf l\s""" + RECORDED_ANEW + """
                 where not exists (select from record r where r.commitment = l.commitment)
                and not exists (select from lost_leaf x where x.index = l.index) order by l.index""")) {
            findings.add(new Finding("leaf-without-record", String.valueOf(row.getLong("place")),
                    ledger.sizeWith(row.getLong("place")).await().atMost(PATIENCE).orElse(null)));
        }
        for (var row : without("""
                select l.position as place, l.commitment, x.* from leaf_queue l\s""" + RECORDED_ANEW + """
                where not exists (select from record r where r.commitment = l.commitment) order by l.position""")) {
            findings.add(new Finding("queued-leaf-without-record", String.valueOf(row.getLong("place")), null));
        }
        // nothing seals anew yet
        for (var row : rows("""
                select s.record_id, s.generation from sealed_content s where not exists
                (select from record r where r.occurred_at = s.occurred_at and r.id = s.record_id) or s.generation <> 1
                order by s.record_id limit\s""" + MOST)) {
            findings.add(new Finding(row.getInteger("generation") == 1 ? "content-without-record" : "content-beside-another",
                    row.getUUID("record_id").toString(), null));
        }
        for (var row : rows("""
                select x.record_id from lost_report x where x.state = 'RECORDED'
                and exists (select from record r where r.occurred_at = x.occurred_at and r.id = x.record_id)
                order by x.record_id limit\s""" + MOST)) {
            findings.add(new Finding("lost-report-untrue", row.getUUID("record_id").toString(), null));
        }
        for (var place : ledger.lostUntruly().await().atMost(PATIENCE)) {
            findings.add(new Finding("lost-leaf-untrue", String.valueOf(place), null));
        }
        var reports = rows("select count(*) as reports from lost_report where state <> 'FOUND'").get(0).getLong("reports");
        return new Piece(0, findings, null, reports == 0 ? null : reports + " records stand in lost reports");
    }

    /** Those whose record nobody made anew: a report is believed if it is of the archive's own making. */
    private List<Row> without(String query) {
        return rows(query).stream().filter(row -> row.getUUID("record_id") == null
                || !ReportMark.is(row.getBuffer("mark").getBytes(), lookupKey, new Report(row.getUUID("record_id"),
                        row.get(OffsetDateTime.class, "occurred_at").toInstant(), row.getBuffer("commitment").getBytes(),
                        row.getBuffer("event_hash").getBytes(), row.getUUID("key_id"), Item.Origin.text(Item.Origin.of(row)),
                        row.getString("state"), row.getUUID("recorded_as"))))
                .limit(MOST).toList();
    }

    private List<Row> rows(String query) {
        var rows = new ArrayList<Row>();
        pool.query(query).execute().await().atMost(PATIENCE).forEach(rows::add);
        return rows;
    }
}
