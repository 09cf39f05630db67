package eu.onrecord.consent.register;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.consent.relationship.RelationshipState;
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
            legal_entity = $1 and state = $2 and state in ('CONTACTED_US', 'ESTABLISHED', 'DORMANT')
            and case when state = 'DORMANT' then since else greatest(since, last_contact_at) end <= $3""";

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
        var due = channels.clocksByLegalEntity().get(entity).dueSince(state, at);
        if (state != RelationshipState.ESTABLISHED) {
            return dueSince(entity, state, due).map(count -> new Counts(0, count));
        }
        // nobody looked for so long that they went to sleep and it ended
        var over = channels.clocksByLegalEntity().get(entity).dueSince(RelationshipState.DORMANT, due);
        return dueSince(entity, state, due).chain(all -> dueSince(entity, state, over)
                .map(ended -> new Counts(all - ended, ended)));
    }

    private Uni<Long> dueSince(String entity, RelationshipState state, Instant since) {
        return pool.preparedQuery("select count(*) as count from relationship where " + DUE)
                .execute(Tuple.of(entity, state.name(), Columns.offset(since)))
                .map(rows -> rows.iterator().next().getLong("count"));
    }

    /** In batches, until none is left. */
    private Uni<Counts> ageAll(String entity, RelationshipState state, Instant at) {
        return pool.withTransaction(transaction -> ageSome(transaction, entity, state, at)).repeat()
                .until(counts -> counts.dormant() + counts.expired() == 0).collect()
                .in(() -> new Counts[] { new Counts(0, 0) }, (sum, counts) -> sum[0] = sum[0].plus(counts)).map(sum -> sum[0]);
    }

    /** To load one is to do what is due. */
    private Uni<Counts> ageSome(SqlConnection transaction, String entity, RelationshipState state, Instant at) {
        return transaction
                .preparedQuery("select customer_id from relationship where " + DUE
                        + " order by case when state = 'DORMANT' then since else greatest(since, last_contact_at) end limit "
                        + AT_ONCE)
                .execute(Tuple.of(entity, state.name(),
                        Columns.offset(channels.clocksByLegalEntity().get(entity).dueSince(state, at))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("customer_id"))
                        .collect(Collectors.toSet()))
                .chain(customers -> customers.isEmpty() ? Uni.createFrom().item(new Counts(0, 0))
                        : dossiers.load(transaction, new Wanted(Set.of(), Set.of(), customers), at)
                                .chain(work -> works.save(transaction, work).replaceWith(counts(work))));
    }

    private static Counts counts(Work work) {
        var states = work.dossiers().all().stream().map(it -> it.relationship().state).toList();
        return new Counts(states.stream().filter(RelationshipState.DORMANT::equals).count(),
                states.stream().filter(RelationshipState.EXPIRED::equals).count());
    }
}
