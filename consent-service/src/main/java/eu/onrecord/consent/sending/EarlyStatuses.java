package eu.onrecord.consent.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Rows;
import eu.onrecord.consent.dossier.Told;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.telling.Progress;
import eu.onrecord.contract.chat.Status;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Statuses that came before the answer that tells the message's id: they count when it is known. */
@ApplicationScoped
class EarlyStatuses {
    private static final int AT_ONCE = 200;
    /** A connection can die without a word: then this run is given up, so that there is a next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The provider's answer is recorded within seconds, or by whoever takes up what was left. */
    private static final Duration AWAITED_FOR = Duration.ofHours(1);
    /** Of whoever else sends over the same number: nobody will ever know them. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final IdentifierVault vault;
    private final Clock clock;

    EarlyStatuses(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, IdentifierVault vault,
            Clock clock) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.vault = vault;
        this.clock = clock;
    }

    /** A status, and the message that it is about. */
    private record Matched(Told told, OutboundMessage message) {
        static Matched of(Row row, Map<UUID, OutboundMessage> messages, IdentifierVault vault) {
            return new Matched(new Told(row.getUUID("event_id"), row.getString("channel"), row.getString("provider_message_id"),
                    Status.State.valueOf(row.getString("told_state")), row.getString("told_error"),
                    row.getOffsetDateTime("at").toInstant()),
                    messages.computeIfAbsent(row.getUUID("id"), first -> Rows.message(row, vault)));
        }
    }

    @UntilShutdown
    @Scheduled(every = "${onrecord.sending.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> take() {
        return pool.withTransaction(transaction -> matched(transaction)
                .chain(matched -> matched.isEmpty() ? Uni.createFrom().voidItem() : move(transaction, matched)))
                .chain(() -> pool.preparedQuery("delete from early_status where kept_at < $1")
                        .execute(Tuple.of(Columns.offset(clock.instant().minus(FORGOTTEN_AFTER)))))
                .replaceWithVoid().ifNoItem().after(PATIENCE).fail();
    }

    private Uni<List<Matched>> matched(SqlConnection transaction) {
        return transaction.preparedQuery("""
                select m.*, e.event_id, e.state as told_state, e.error as told_error, e.at from (
                select e.event_id, e.state, e.error, e.at, o.id from early_status e cross join lateral (
                select m.id from outbound_message m where m.channel = e.channel
                and m.provider_message_id = e.provider_message_id offset 0) o
                where e.kept_at > $2 offset 0) e
                join outbound_message m on m.id = e.id order by m.id, e.at limit $1 for update of m skip locked""")
                .execute(Tuple.of(AT_ONCE, Columns.offset(clock.instant().minus(AWAITED_FOR))))
                .map(rows -> {
                    var messages = new HashMap<UUID, OutboundMessage>();
                    return StreamSupport.stream(rows.spliterator(), false).map(row -> Matched.of(row, messages, vault))
                            .toList();
                });
    }

    private Uni<Void> move(SqlConnection transaction, List<Matched> matched) {
        var owners = matched.stream().map(it -> it.message().customerId).collect(Collectors.toSet());
        var events = matched.stream().map(it -> it.told().id()).toArray(UUID[]::new);
        return dossiers.load(transaction, new Wanted(Set.of(), Set.of(), owners), clock.instant()).chain(work -> {
            var progress = new Progress(work);
            matched.forEach(it -> channels.find(it.told().channel()).ifPresent(channel -> work.dossiers()
                    .find(it.message().customerId).ifPresent(owner -> progress.move(it.told(), it.message(), owner, channel))));
            return works.save(transaction, work);
        }).chain(() -> transaction.preparedQuery("delete from early_status where event_id = any($1)")
                .execute(Tuple.of(events))).replaceWithVoid();
    }
}
