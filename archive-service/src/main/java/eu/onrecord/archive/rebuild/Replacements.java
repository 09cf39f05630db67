package eu.onrecord.archive.rebuild;

import java.util.List;

/**
 * Puts what was made anew in the place of what is there. Files that were fetched are kept. What is passed over is at most
 * completed: nothing of it is changed or taken away.
 */
final class Replacements {
    private static final String NO_MORE_THREADS = """
            delete from conversation_thread a where not exists (select from rebuilt.conversation_thread b
            where b.thread = a.thread and b.legal_entity = a.legal_entity and b.since = a.since)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id = a.conversation_id)""";
    private static final String THREADS = """
            insert into conversation_thread select b.* from rebuilt.conversation_thread b
            where not exists (select from conversation_thread x join rebuilt.passed_over p on p.conversation_id = x.conversation_id
            where x.thread = b.thread and x.legal_entity = b.legal_entity and x.since <> b.since)
            on conflict (thread, legal_entity, since) do update set conversation_id = excluded.conversation_id,
            until = excluded.until, customer = excluded.customer, written = excluded.written
            where (conversation_thread.conversation_id, conversation_thread.until, conversation_thread.customer)
            is distinct from (excluded.conversation_id, excluded.until, excluded.customer)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id in (excluded.conversation_id, conversation_thread.conversation_id))""";
    /** What one told that nobody can open any more stays true. */
    private static final String LINKS = """
            insert into conversation_link select * from rebuilt.conversation_link on conflict do nothing""";
    private static final String NO_MORE_CONVERSATIONS = """
            delete from conversation a where not exists (select from rebuilt.conversation b where b.id = a.id)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id = a.id)""";
    private static final String CONVERSATIONS = """
            insert into conversation select b.* from rebuilt.conversation b
            on conflict (id) do update set legal_entity = excluded.legal_entity, channel = excluded.channel,
            state = excluded.state, opened_at = excluded.opened_at, last_at = excluded.last_at,
            released_at = excluded.released_at, released_by = excluded.released_by, merged_into = excluded.merged_into
            where not exists (select from rebuilt.passed_over p
            where p.conversation_id in (excluded.id, conversation.merged_into))""";
    private static final String NO_MORE_IDENTIFIERS = """
            delete from conversation_identifier a where not exists (select from rebuilt.conversation_identifier b
            where b.hash = a.hash and b.legal_entity = a.legal_entity and b.conversation_id = a.conversation_id)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id = a.conversation_id)""";
    private static final String IDENTIFIERS = """
            insert into conversation_identifier select b.* from rebuilt.conversation_identifier b
            where not exists (select from conversation c where c.id = b.conversation_id and c.merged_into is not null)
            on conflict do nothing""";
    private static final String NO_MORE_MENTIONS = """
            delete from mention a where not exists (select from rebuilt.mention b
            where b.hash = a.hash and b.role = a.role and b.record_id = a.record_id)
            and not exists (select from rebuilt.unopened u where u.record_id = a.record_id)""";
    private static final String MENTIONS = """
            insert into mention (hash, role, record_id, occurred_at, recorded_at, scope)
            select hash, role, record_id, occurred_at, recorded_at, scope from rebuilt.mention
            on conflict (hash, role, record_id) do update
            set occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at, scope = excluded.scope""";
    private static final String FILES = """
            insert into media select b.* from rebuilt.media b on conflict (record_id, ordinal) do update set
            id = excluded.id, occurred_at = excluded.occurred_at, scope = excluded.scope,
            legal_entity = excluded.legal_entity, channel = excluded.channel,
            state = case when excluded.state = 'KEPT' or media.state = 'KEPT' and not exists (select from rebuilt.unopened u
            where u.record_id = media.file_record) then excluded.state else media.state end,
            file_record = case when exists (select from rebuilt.unopened u where u.record_id = media.file_record)
            then media.file_record else excluded.file_record end""";

    static final List<String> ALL = List.of(NO_MORE_THREADS, THREADS, LINKS, NO_MORE_CONVERSATIONS, CONVERSATIONS,
            NO_MORE_IDENTIFIERS,
            IDENTIFIERS, NO_MORE_MENTIONS, MENTIONS, FILES);

    private Replacements() {
    }
}
