package eu.onrecord.archive.record;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.ledger.Ledger;
import eu.onrecord.archive.record.Looked.Flaw;
import eu.onrecord.archive.record.Looked.Place;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import eu.onrecord.archive.seal.ReportMark.Report;
import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Subject;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Opens every record, whenever it is said to be recorded, and asks whether it is what was committed and whether the ledger
 * holds it.
 */
@ApplicationScoped
class RecordsAudit implements Audit {
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final Records records;
    private final LookupKey lookupKey;
    private final Ledger ledger;

    RecordsAudit(Pool pool, Records records, LookupKey lookupKey, Ledger ledger) {
        this.pool = pool;
        this.lookupKey = lookupKey;
        this.records = records;
        this.ledger = ledger;
    }

    @Override
    public Subject subject() {
        return Subject.RECORDS;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        var page = records.walk(Place.of(after), null, null, PAGE).await().atMost(PATIENCE);
        var findings = new ArrayList<Finding>();
        // nothing erases yet, so no certificate can say that it was lawful
        var reported = reported(page.stream().filter(it -> it.flaw() == Flaw.KEY_LOST).map(Looked::id).toList());
        page.stream().filter(it -> it.flaw() != null && !reported.contains(it.id()))
                .forEach(it -> findings.add(new Finding(kind(it.flaw()), it.id().toString(), sizeWith(it))));
        var placeless = page.stream().filter(it -> it.leafIndex() == null).toList();
        if (!placeless.isEmpty()) {
            var known = known(placeless);
            placeless.stream().filter(it -> !known.contains(Buffer.buffer(it.commitment())))
                    .forEach(it -> findings.add(new Finding("record-without-leaf", it.id().toString(), null)));
        }
        return new Piece(page.size(), findings, page.size() < PAGE ? null : page.get(page.size() - 1).place().text());
    }

    /**
     * Which of these are about to be recorded anew: a report of the archive's own making says that their event is in the topic
     * still, and names the key they have. What is gone for good is found, whoever says so: or who deletes a key and has it
     * reported would have taken evidence away unnoticed.
     */
    private Set<UUID> reported(List<UUID> ids) {
        var reported = new HashSet<UUID>();
        if (!ids.isEmpty()) {
            pool.preparedQuery(
                    """
                            select x.record_id, x.occurred_at, r.commitment, r.event_hash, s.key_id, x.origin_topic,
                            x.origin_partition, x.origin_offset, x.state, x.recorded_as, x.mark from lost_report x
                            join record r on r.occurred_at = x.occurred_at and r.id = x.record_id
                            cross join lateral (select key_id from sealed_content s where s.occurred_at = r.occurred_at
                            and s.record_id = r.id order by generation desc limit 1) s
                            where x.record_id = any($1) and x.state = 'THERE'""")
                    .execute(Tuple.of((Object) ids.toArray(UUID[]::new))).await().atMost(PATIENCE).forEach(row -> {
                        if (ReportMark.is(row.getBuffer("mark").getBytes(), lookupKey, new Report(row.getUUID("record_id"),
                                row.get(OffsetDateTime.class, "occurred_at").toInstant(),
                                row.getBuffer("commitment").getBytes(), row.getBuffer("event_hash").getBytes(),
                                row.getUUID("key_id"), Item.Origin.text(Item.Origin.of(row)), row.getString("state"),
                                row.getUUID("recorded_as")))) {
                            reported.add(row.getUUID("record_id"));
                        }
                    });
        }
        return reported;
    }

    private static String kind(Flaw flaw) {
        return "record-" + flaw.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Long sizeWith(Looked looked) {
        return looked.leafIndex() == null ? null
                : ledger.sizeWith(looked.leafIndex()).await().atMost(PATIENCE).orElse(null);
    }

    /** Those that wait for their place, or were given one since they were looked at. */
    private Set<Buffer> known(List<Looked> placeless) {
        var known = new HashSet<Buffer>();
        var commitments = placeless.stream().map(it -> Buffer.buffer(it.commitment())).toArray(Buffer[]::new);
        pool.preparedQuery("""
                select commitment from leaf_queue where commitment = any($1)
                union select commitment from leaf where commitment = any($1)""").execute(Tuple.of((Object) commitments))
                .await().atMost(PATIENCE).forEach(row -> known.add(Buffer.buffer(row.getBuffer("commitment").getBytes())));
        return known;
    }
}
