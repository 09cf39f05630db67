package eu.onrecord.archive.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.conversation.Conversations;
import eu.onrecord.archive.intake.Following;
import eu.onrecord.archive.record.Looked;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.verification.Finding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Tables of the same names as those of what follows from the records, in the schema {@code rebuilt}. The same statements fill
 * them, with that schema first in the search path.
 */
@ApplicationScoped
class Shadow {
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofHours(12);
    /** What differs, told by what it is and where. */
    private static final List<String> DIFFERENCES = List.of("""
            select 'thread-not-of-its-conversation' as kind, thread || ' ' || legal_entity as place
            from conversation_thread a full join rebuilt.conversation_thread b using (thread, legal_entity)
            where a.conversation_id is distinct from b.conversation_id
            and not exists (select from rebuilt.passed_over p where p.conversation_id in (a.conversation_id, b.conversation_id))
            """,
            """
                    select 'conversation-changed' as kind, id::text as place
                    from conversation a full join rebuilt.conversation b using (id)
                    where case when a.merged_into is null and b.merged_into is null
                    then (a.legal_entity, a.channel, a.state, a.opened_at, a.last_at, a.released_at, a.released_by)
                    is distinct from (b.legal_entity, b.channel, b.state, b.opened_at, b.last_at, b.released_at, b.released_by)
                    else a.merged_into is distinct from b.merged_into end
                    and not exists (select from rebuilt.passed_over p where p.conversation_id in (coalesce(a.id, b.id), a.merged_into, b.merged_into))
                    """,
            """
                    select 'identifier-changed' as kind, conversation_id || ' ' || encode(hash, 'hex') as place
                    from conversation_identifier a full join rebuilt.conversation_identifier b
                    using (hash, legal_entity, conversation_id)
                    where (a.* is null or b.* is null)
                    and not exists (select from rebuilt.passed_over p where p.conversation_id = coalesce(a.conversation_id, b.conversation_id))
                    """,
            """
                    select 'mention-changed' as kind, record_id || ' ' || role as place
                    from mention a full join rebuilt.mention b using (hash, role, record_id)
                    where (a.occurred_at, a.recorded_at, a.scope) is distinct from (b.occurred_at, b.recorded_at, b.scope)
                    and coalesce(a.recorded_at, b.recorded_at) < $1
                    and not exists (select from following f where f.record_id = coalesce(a.record_id, b.record_id))
                    and not exists (select from rebuilt.unopened u where u.record_id = coalesce(a.record_id, b.record_id))
                    """,
            """
                    select 'file-changed' as kind, record_id || ' ' || ordinal as place
                    from media a full join rebuilt.media b using (record_id, ordinal)
                    where (a.occurred_at, a.scope, a.legal_entity, a.channel, a.provider_id, a.mime_type, a.expected_sha256)
                    is distinct from
                    (b.occurred_at, b.scope, b.legal_entity, b.channel, b.provider_id, b.mime_type, b.expected_sha256)
                    and not exists (select from record r where r.id = coalesce(a.record_id, b.record_id) and r.occurred_at = coalesce(a.occurred_at, b.occurred_at)
                    and r.recorded_at >= $1)
                    and not exists (select from following f where f.record_id = coalesce(a.record_id, b.record_id))
                    and not exists (select from rebuilt.unopened u where u.record_id = coalesce(a.record_id, b.record_id))
                    """);
    /**
     * Puts what was made anew in the place of what is there. Files that were fetched are kept. What is passed over is at most
     * completed: nothing of it is changed or taken away.
     */
    private static final List<String> REPLACEMENTS = List.of("""
            delete from conversation_thread a where not exists (select from rebuilt.conversation_thread b
            where b.thread = a.thread and b.legal_entity = a.legal_entity)
            and not exists (select from rebuilt.passed_over p where p.conversation_id = a.conversation_id)
            """, """
            insert into conversation_thread select b.* from rebuilt.conversation_thread b
            on conflict (thread, legal_entity) do update set conversation_id = excluded.conversation_id
            where conversation_thread.conversation_id <> excluded.conversation_id
            and not exists (select from rebuilt.passed_over p where p.conversation_id = excluded.conversation_id)
            """, """
            delete from conversation a where not exists (select from rebuilt.conversation b where b.id = a.id)
            and not exists (select from rebuilt.passed_over p where p.conversation_id = a.id)
            """, """
            insert into conversation select b.* from rebuilt.conversation b
            on conflict (id) do update set legal_entity = excluded.legal_entity, channel = excluded.channel,
            state = excluded.state, opened_at = excluded.opened_at, last_at = excluded.last_at,
            released_at = excluded.released_at, released_by = excluded.released_by, merged_into = excluded.merged_into
            where not exists (select from rebuilt.passed_over p where p.conversation_id = excluded.id)
            """, """
            delete from conversation_identifier a where not exists (select from rebuilt.conversation_identifier b
            where b.hash = a.hash and b.legal_entity = a.legal_entity and b.conversation_id = a.conversation_id)
            and not exists (select from rebuilt.passed_over p where p.conversation_id = a.conversation_id)
            """, """
            insert into conversation_identifier select b.* from rebuilt.conversation_identifier b on conflict do nothing
            """, """
            delete from mention a where not exists (select from rebuilt.mention b
            where b.hash = a.hash and b.role = a.role and b.record_id = a.record_id)
            and not exists (select from rebuilt.unopened u where u.record_id = a.record_id)
            """, """
            insert into mention select b.* from rebuilt.mention b on conflict (hash, role, record_id) do update
            set occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at, scope = excluded.scope
            """, """
            insert into media select b.* from rebuilt.media b on conflict (record_id, ordinal) do update set
            occurred_at = excluded.occurred_at, scope = excluded.scope, legal_entity = excluded.legal_entity,
            channel = excluded.channel, provider_id = excluded.provider_id, mime_type = excluded.mime_type,
            expected_sha256 = excluded.expected_sha256
            """);

    private final Pool pool;
    private final Following following;

    Shadow(Pool pool, Following following) {
        this.pool = pool;
        this.following = following;
    }

    /** Nothing is in it. */
    void clear() {
        pool.query("""
                truncate rebuilt.conversation, rebuilt.conversation_thread, rebuilt.conversation_identifier, rebuilt.mention,
                rebuilt.media, rebuilt.unopened, rebuilt.passed_over""").execute().await().atMost(PATIENCE);
    }

    /** What follows from these records; of those that could not be opened it is noted that nobody knows. */
    void add(List<Looked> records) {
        pool.withTransaction(transaction -> add(transaction, records)).await().atMost(PATIENCE);
    }

    private Uni<Void> add(SqlConnection transaction, List<Looked> records) {
        var followed = records.stream().map(Looked::recorded).filter(it -> it != null && Following.isFollowed(it)).toList();
        var unopened = records.stream().filter(it -> it.recorded() == null).toList();
        return transaction.query("set local search_path to rebuilt, public").execute()
                .chain(() -> follow(transaction, followed))
                .chain(() -> transaction.preparedQuery("""
                        insert into rebuilt.unopened (record_id, scope) select * from unnest($1::uuid[], $2::text[])
                        on conflict do nothing""")
                        .execute(Columns.of(unopened).uuid(Looked::id).text(Looked::scope).tuple()))
                .replaceWithVoid();
    }

    private Uni<Void> follow(SqlConnection transaction, List<Recorded> followed) {
        return followed.isEmpty() ? Uni.createFrom().voidItem() : following.follow(transaction, followed);
    }

    /**
     * What is not as it follows from the records. Conversations in which something happened meanwhile are passed over.
     *
     * @param since when meanwhile began
     */
    List<Finding> differences(Instant since) {
        passOver(pool, """
                select distinct scope from record where recorded_at >= $1
                union select r.scope from following f join record r on (r.occurred_at, r.id) = (f.occurred_at, f.record_id)
                union select scope from rebuilt.unopened""", Tuple.of(Columns.offset(since))).await().atMost(PATIENCE);
        var findings = new ArrayList<Finding>();
        for (var difference : DIFFERENCES) {
            pool.preparedQuery(difference + " order by 2 limit " + MOST)
                    .execute(difference.contains("$1") ? Tuple.of(Columns.offset(since)) : Tuple.tuple()).await()
                    .atMost(PATIENCE).forEach(row -> findings.add(
                            new Finding(row.getString("kind"), row.getString("place"), null)));
        }
        return findings;
    }

    /**
     * Takes the place of what is there, in one transaction in which nobody hears anything.
     *
     * @param last what was recorded while the rest was made
     */
    void replace(Iterable<List<Looked>> last) {
        var connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            var transaction = connection.begin().await().atMost(PATIENCE);
            Conversations.hold(connection).await().atMost(PATIENCE);
            last.forEach(page -> add(connection, page).await().atMost(PATIENCE));
            run(connection, "set local search_path to public");
            passOver(connection, "select scope from rebuilt.unopened", Tuple.tuple()).await().atMost(PATIENCE);
            REPLACEMENTS.forEach(replacement -> run(connection, replacement));
            transaction.commit().await().atMost(PATIENCE);
        } finally {
            // what is not committed by then is undone
            connection.close().await().atMost(PATIENCE);
        }
    }

    private static void run(SqlConnection connection, String statement) {
        connection.query(statement).execute().await().atMost(PATIENCE);
    }

    private static Uni<Void> passOver(SqlClient client, String scopes, Tuple parameters) {
        return client.preparedQuery("""
                with moving as (%s)
                insert into rebuilt.passed_over (conversation_id)
                select conversation_id from conversation_thread where thread in (select scope from moving)
                union select conversation_id from rebuilt.conversation_thread where thread in (select scope from moving)
                on conflict do nothing""".formatted(scopes)).execute(parameters).replaceWithVoid();
    }
}
