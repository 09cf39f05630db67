package eu.onrecord.archive.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.ThreadId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Keeps conversations up with what is read from the topics, in the reader's transaction. The topics have no order between them.
 */
@ApplicationScoped
public class Conversations {
    private final LookupKey lookupKey;
    private final Clock clock;

    Conversations(LookupKey lookupKey, Clock clock) {
        this.lookupKey = lookupKey;
        this.clock = clock;
    }

    /** The conversation that a thread belongs to, opened if it is new. */
    public Uni<UUID> of(SqlConnection transaction, ThreadId thread, String legalEntity, String channel) {
        return find(transaction, thread)
                .chain(found -> found != null ? Uni.createFrom().item(found) : open(transaction, thread, legalEntity, channel));
    }

    /** Something happened in it, by or to this customer; from now on it is found by their identifiers. */
    public Uni<Void> heardOf(SqlConnection transaction, UUID conversation, String legalEntity, Customer customer) {
        return locked(transaction, conversation).chain(kept -> heardOfKept(transaction, kept, legalEntity, customer));
    }

    private Uni<Void> heardOfKept(SqlConnection transaction, UUID conversation, String legalEntity, Customer customer) {
        var touched = transaction.preparedQuery("update conversation set last_at = $2 where id = $1")
                .execute(Tuple.of(conversation, now()));
        var hashes = Stream.of(customer.phone(), customer.userId()).filter(Objects::nonNull)
                .map(identifier -> Buffer.buffer(lookupKey.hash(identifier))).toArray(Buffer[]::new);
        return touched.chain(() -> transaction.preparedQuery("""
                insert into conversation_identifier (legal_entity, hash, conversation_id)
                select $1, unnest($2::bytea[]), $3 on conflict do nothing""")
                .execute(Tuple.of(legalEntity, hashes, conversation))).replaceWithVoid();
    }

    /**
     * The customer is proven to have been told.
     *
     * @param proof the id of the event that says so
     */
    public Uni<Void> release(SqlConnection transaction, UUID conversation, UUID proof) {
        return locked(transaction, conversation).chain(kept -> transaction.preparedQuery("""
                update conversation set state = 'RELEASED', released_at = $2, released_by = $3
                where id = $1 and state = 'PENDING'""").execute(Tuple.of(kept, now(), proof))).replaceWithVoid();
    }

    /** Until the transaction ends nobody else merges it; if somebody just has, it is the one that took it in. */
    private static Uni<UUID> locked(SqlConnection transaction, UUID conversation) {
        return transaction.preparedQuery("select merged_into from conversation where id = $1 for update")
                .execute(Tuple.of(conversation)).map(rows -> rows.iterator().next().getUUID("merged_into"))
                .chain(mergedInto -> mergedInto == null ? Uni.createFrom().item(conversation)
                        : locked(transaction, mergedInto));
    }

    /** These threads are one conversation: the oldest takes the others in. */
    public Uni<Void> link(SqlConnection transaction, List<ThreadId> threads, String legalEntity, String channel) {
        var opened = Uni.createFrom().voidItem();
        for (var thread : threads) {
            opened = opened.chain(() -> of(transaction, thread, legalEntity, channel)).replaceWithVoid();
        }
        var ids = threads.stream().map(ThreadId::value).toArray(String[]::new);
        return opened.chain(() -> transaction.preparedQuery("""
                select id, state from conversation where id in (
                select conversation_id from conversation_thread where thread = any($1))
                order by opened_at, id for update""").execute(Tuple.of(ids))).chain(rows -> {
            var found = StreamSupport.stream(rows.spliterator(), false).map(row -> new Linked(row.getUUID("id"),
                    ConversationState.valueOf(row.getString("state")))).toList();
            return found.size() < 2 ? Uni.createFrom().voidItem() : merge(transaction, found);
        });
    }

    private record Linked(UUID id, ConversationState state) {
    }

    private Uni<Void> merge(SqlConnection transaction, List<Linked> found) {
        var kept = found.get(0).id();
        var gone = found.stream().skip(1).map(Linked::id).toArray(UUID[]::new);
        var state = found.stream().map(Linked::state).reduce(ConversationState::joinedWith).orElseThrow();
        return transaction.preparedQuery("""
                update conversation k set state = $2, last_at = greatest(k.last_at, o.last_at),
                released_at = coalesce(k.released_at, o.released_at), released_by = coalesce(k.released_by, o.released_by)
                from (select max(last_at) as last_at, min(released_at) as released_at,
                (array_agg(released_by) filter (where released_by is not null))[1] as released_by
                from conversation where id = any($3)) o where k.id = $1""").execute(Tuple.of(kept, state.name(), gone))
                .chain(() -> transaction
                        .preparedQuery("update conversation_thread set conversation_id = $1 where conversation_id = any($2)")
                        .execute(Tuple.of(kept, gone)))
                .chain(() -> transaction.preparedQuery("""
                        insert into conversation_identifier (legal_entity, hash, conversation_id)
                        select legal_entity, hash, $1 from conversation_identifier where conversation_id = any($2)
                        on conflict do nothing""").execute(Tuple.of(kept, gone)))
                .chain(() -> transaction.preparedQuery("delete from conversation_identifier where conversation_id = any($1)")
                        .execute(Tuple.of(gone)))
                .chain(() -> transaction.preparedQuery("update conversation set merged_into = $1 where id = any($2)")
                        .execute(Tuple.of(kept, gone)))
                .replaceWithVoid();
    }

    private static Uni<UUID> find(SqlConnection transaction, ThreadId thread) {
        return transaction.preparedQuery("select conversation_id from conversation_thread where thread = $1")
                .execute(Tuple.of(thread.value()))
                .map(rows -> rows.rowCount() == 0 ? null : rows.iterator().next().getUUID("conversation_id"));
    }

    /** Both topics may open the same one at once: whoever has written the thread first has opened it. */
    private Uni<UUID> open(SqlConnection transaction, ThreadId thread, String legalEntity, String channel) {
        var id = UUID.randomUUID();
        return transaction.preparedQuery("""
                insert into conversation (id, legal_entity, channel, state, opened_at, last_at)
                values ($1, $2, $3, 'PENDING', $4, $4)""").execute(Tuple.of(id, legalEntity, channel, now()))
                .chain(() -> transaction.preparedQuery("""
                        insert into conversation_thread (thread, conversation_id) values ($1, $2) on conflict do nothing""")
                        .execute(Tuple.of(thread.value(), id)))
                .chain(inserted -> inserted.rowCount() == 1 ? Uni.createFrom().item(id)
                        : transaction.preparedQuery("delete from conversation where id = $1").execute(Tuple.of(id))
                                .chain(() -> find(transaction, thread)));
    }

    private OffsetDateTime now() {
        Instant now = clock.instant();
        return now.atOffset(ZoneOffset.UTC);
    }
}
