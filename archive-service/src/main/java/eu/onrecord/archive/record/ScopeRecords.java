package eu.onrecord.archive.record;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.seal.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** The records of one scope that is no conversation's, such as a legal entity's acts. */
@ApplicationScoped
public class ScopeRecords {
    private static final String OF_SCOPE = """
             where r.scope = $1 and r.occurred_at >= $2 and r.occurred_at < $5
            and (r.occurred_at, r.recorded_at, r.id) > ($2, $3, $4)""";

    private final Opening opening;

    ScopeRecords(Opening opening) {
        this.opening = opening;
    }

    /**
     * As many as can be held at once, in the order in which it happened; what cannot be opened is there, and says so.
     *
     * @param after behind which they begin
     * @param before when they end
     */
    public Uni<Page> page(Scope scope, Cursor after, Instant before, int limit) {
        return opening.extract(Opening.COLUMNS + OF_SCOPE + Opening.ORDER + " limit $6",
                Tuple.of(scope.name(), Opening.utc(after.occurredAt()), Opening.utc(after.recordedAt()), after.id(),
                        Opening.utc(before)).addInteger(limit))
                .map(it -> it.ofAtMost(limit)).map(it -> new Page(it.records(),
                        it.isCut() ? after.at(it.records().get(it.records().size() - 1)) : null));
    }
}
