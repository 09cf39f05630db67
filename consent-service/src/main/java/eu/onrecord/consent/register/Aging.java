package eu.onrecord.consent.register;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.consent.relationship.RelationshipState;
import eu.onrecord.contract.consent.Change;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What time alone does to relationships: nightly, and for any date to see what it would do. */
@ApplicationScoped
class Aging {
    private static final int AT_ONCE = 500;
    /** As {@link eu.onrecord.consent.relationship.Clocks#due} decides it, for an index. */
    private static final String DUE = """
            legal_entity = $1 and state = $2 and since <= $3 and (state = 'DORMANT' or last_contact_at is null
            or greatest(last_contact_at, since) <= $3)""";

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final Clock clock;

    Aging(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, Clock clock) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.clock = clock;
    }

    /** How many relationships became dormant, and how many are over. */
    record Counts(long dormant, long expired) {
        private Counts plus(Counts other) {
            return new Counts(dormant + other.dormant, expired + other.expired);
        }
    }

    @UntilShutdown
    @Scheduled(cron = "{onrecord.aging.cron}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> nightly() {
        return age(clock.instant()).replaceWithVoid();
    }

    /** What would be due at a moment; nothing is changed. */
    Uni<Counts> look(Instant at) {
        var counted = Uni.createFrom().item(new Counts(0, 0));
        for (var entity : channels.clocksByLegalEntity().keySet()) {
            for (var state : List.of(RelationshipState.CONTACTED_US, RelationshipState.ESTABLISHED,
                    RelationshipState.DORMANT)) {
                counted = counted.chain(before -> count(entity, state, at).map(before::plus));
            }
        }
        return counted;
    }

    /** Does what is due at a moment. */
    Uni<Counts> age(Instant at) {
        var done = Uni.createFrom().item(new Counts(0, 0));
        for (var entity : channels.clocksByLegalEntity().keySet()) {
            for (var state : List.of(RelationshipState.DORMANT, RelationshipState.CONTACTED_US,
                    RelationshipState.ESTABLISHED)) {
                done = done.chain(before -> ageAll(entity, state, at).map(before::plus));
            }
        }
        return done;
    }

    private Uni<Counts> count(String entity, RelationshipState state, Instant at) {
        return pool.preparedQuery("select count(*) as count from relationship where " + DUE)
                .execute(due(entity, state, at))
                .map(rows -> rows.iterator().next().getLong("count"))
                .map(count -> state == RelationshipState.ESTABLISHED ? new Counts(count, 0) : new Counts(0, count));
    }

    /** In batches, until none is left. */
    private Uni<Counts> ageAll(String entity, RelationshipState state, Instant at) {
        return pool.withTransaction(transaction -> ageSome(transaction, entity, state, at)).repeat()
                .until(counts -> counts.dormant() + counts.expired() == 0).collect()
                .in(() -> new Counts[] { new Counts(0, 0) }, (sum, counts) -> sum[0] = sum[0].plus(counts)).map(sum -> sum[0]);
    }

    private Uni<Counts> ageSome(SqlConnection transaction, String entity, RelationshipState state, Instant at) {
        return transaction
                .preparedQuery("select customer_id from relationship where " + DUE + " order by since limit " + AT_ONCE)
                .execute(due(entity, state, at))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("customer_id"))
                        .toArray(UUID[]::new))
                .chain(customers -> customers.length == 0 ? Uni.createFrom().item(new Counts(0, 0))
                        : dossiers.load(transaction, new Wanted(Set.of(), Set.of(), Set.copyOf(Arrays.asList(customers))), at)
                                .chain(work -> {
                                    var counts = work.dossiers().all().stream().map(dossier -> age(work, dossier, at))
                                            .reduce(new Counts(0, 0), Counts::plus);
                                    return works.save(transaction, work).replaceWith(counts);
                                }));
    }

    private Counts age(Work work, Dossier dossier, Instant at) {
        var it = dossier.relationship();
        var due = channels.clocksByLegalEntity().get(it.legalEntity).due(it.state, it.since, it.lastContactAt, at);
        if (due.isEmpty() || !it.aged(due.get(), at)) {
            return new Counts(0, 0);
        }
        work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, it.state.word(), "silence", null, at);
        return it.state == RelationshipState.DORMANT ? new Counts(1, 0) : new Counts(0, 1);
    }

    private Tuple due(String entity, RelationshipState state, Instant at) {
        return Tuple.of(entity, state.name(), Columns.offset(channels.clocksByLegalEntity().get(entity).dueSince(state, at)));
    }
}
