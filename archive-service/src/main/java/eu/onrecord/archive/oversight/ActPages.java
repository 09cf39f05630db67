package eu.onrecord.archive.oversight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Bulkhead;

import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.archive.record.Page;
import eu.onrecord.archive.record.ScopeRecords;
import eu.onrecord.archive.record.Understanding;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.act.Act;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

/**
 * Looks through a legal entity's acts for those that are asked for. They are sealed, and there is no index of what is in them:
 * so many are opened for an answer at most, and the answer says how far it came.
 */
@ApplicationScoped
class ActPages {
    private static final int BATCH = 500;
    /** Some ten thousand: a second's work. */
    private static final int MOST_BATCHES = 20;
    /** Other services say what is in theirs. */
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;

    private final ScopeRecords records;
    private final Readers readers;
    private final Vertx vertx;

    ActPages(ScopeRecords records, Readers readers, Vertx vertx) {
        this.records = records;
        this.readers = readers;
        this.vertx = vertx;
    }

    /** Acts, and where it goes on; null at the end. */
    record Looked(List<ActEntry> acts, Cursor next, Instant until, long bytes) {
    }

    /**
     * At most so many behind a place.
     *
     * @param caller whoever asks, as {@link Readers} calls them
     * @param isGone whoever is gone when it is their turn keeps nobody from theirs
     */
    @Bulkhead(value = AT_ONCE, waitingTaskQueue = MOST_WAITING)
    Uni<Looked> page(ActCriteria criteria, Cursor after, int limit, String caller, BooleanSupplier isGone) {
        var begin = new Looked(List.of(), after == null ? Cursor.from(criteria.from()) : after, criteria.from(), 0);
        return look(criteria, begin, limit, caller, isGone, 1);
    }

    private Uni<Looked> look(ActCriteria criteria, Looked before, int limit, String caller, BooleanSupplier isGone, int round) {
        if (isGone.getAsBoolean()) {
            return Uni.createFrom().failure(() -> ProblemType.BUSY.problem("Whoever asked is gone."));
        }
        return records.page(Scope.ofActs(criteria.legalEntity()), before.next(), criteria.to(), BATCH)
                .chain(page -> vertx.executeBlocking(() -> more(criteria, before, page, limit, caller), false))
                .chain(it -> it.next() == null || it.acts().size() == limit || it.bytes() >= MOST_BYTES || round == MOST_BATCHES
                        ? Uni.createFrom().item(it)
                        : look(criteria, it, limit, caller, isGone, round + 1));
    }

    private Looked more(ActCriteria criteria, Looked before, Page page, int limit, String caller) {
        var acts = new ArrayList<>(before.acts());
        var bytes = before.bytes();
        for (var record : page.records()) {
            var entry = entry(record, caller);
            // what nobody can read may be one of them
            if (entry.act() == null || criteria.matches(entry.act(), entry.reader())) {
                acts.add(entry);
                bytes += record.value() == null ? 0 : record.value().length;
            }
            if (acts.size() == limit || bytes >= MOST_BYTES) {
                return new Looked(acts, before.next().at(record), record.occurredAt(), bytes);
            }
        }
        return new Looked(acts, page.next(), page.next() == null ? criteria.to() : page.next().occurredAt(), bytes);
    }

    private ActEntry entry(Opened record, String caller) {
        return (record.value() == null ? Optional.<Act> empty()
                : Understanding.act(record.type(), record.value()))
                .map(act -> {
                    var reader = readers.of(act.who());
                    return ActEntry.read(record, act, reader, reader.equals(caller));
                }).orElseGet(() -> ActEntry.notRead(record));
    }
}
