package eu.onrecord.archive.rebuild;

import java.util.List;

/**
 * What is not as it follows from the records, told by what it is and where. Conversations that are passed over are not looked
 * at, nor what was recorded at $1 or later. A file that was lost may be tried for again.
 */
final class Differences {
    private static final String THREADS = """
            select 'thread-not-of-its-conversation' as kind, thread || ' ' || legal_entity as place
            from conversation_thread a full join rebuilt.conversation_thread b using (thread, legal_entity, since)
            where (a.conversation_id, a.until, a.customer) is distinct from (b.conversation_id, b.until, b.customer)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id in (a.conversation_id, b.conversation_id))""";
    private static final String CONVERSATIONS = """
            select 'conversation-changed' as kind, id::text as place
            from conversation a full join rebuilt.conversation b using (id)
            where case when a.merged_into is null and b.merged_into is null
            then (a.legal_entity, a.channel, a.state, a.opened_at, a.last_at, a.released_at, a.released_by)
            is distinct from (b.legal_entity, b.channel, b.state, b.opened_at, b.last_at, b.released_at, b.released_by)
            else a.merged_into is distinct from b.merged_into end
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id in (coalesce(a.id, b.id), a.merged_into, b.merged_into))""";
    private static final String IDENTIFIERS = """
            select 'identifier-changed' as kind, conversation_id || ' ' || encode(hash, 'hex') as place
            from conversation_identifier a full join rebuilt.conversation_identifier b
            using (hash, legal_entity, conversation_id)
            where (a.* is null or b.* is null)
            and not exists (select from rebuilt.passed_over p
            where p.conversation_id = coalesce(a.conversation_id, b.conversation_id))""";
    private static final String MENTIONS = """
            select 'mention-changed' as kind, record_id || ' ' || role as place
            from mention a full join rebuilt.mention b using (hash, role, record_id)
            where (a.occurred_at, a.recorded_at, a.scope) is distinct from (b.occurred_at, b.recorded_at, b.scope)
            and coalesce(b.recorded_at, (select r.recorded_at from record r
            where (r.occurred_at, r.id) = (a.occurred_at, a.record_id)), '-infinity') < $1
            and not exists (select from following f where f.record_id = coalesce(a.record_id, b.record_id)
            and f.occurred_at = coalesce(b.occurred_at, a.occurred_at))
            and not exists (select from rebuilt.unopened u where u.record_id = coalesce(a.record_id, b.record_id))""";
    private static final String FILES = """
            select 'file-changed' as kind, record_id || ' ' || ordinal as place
            from media a full join rebuilt.media b using (record_id, ordinal)
            where ((a.id, a.occurred_at, a.scope, a.legal_entity, a.channel)
            is distinct from (b.id, b.occurred_at, b.scope, b.legal_entity, b.channel)
            or (a.file_record, case when a.state in ('KEPT', 'LOST') then a.state end)
            is distinct from (b.file_record, case when b.state in ('KEPT', 'LOST') then b.state end)
            and (a.state in ('WANTED', 'PARKED') and a.file_record = b.file_record) is not true
            and not exists (select from record f where f.id = coalesce(a.file_record, b.file_record)
            and f.occurred_at = coalesce(a.occurred_at, b.occurred_at) and f.recorded_at >= $1)
            and not exists (select from rebuilt.unopened u where u.record_id = a.file_record))
            and not exists (select from record r where r.id = coalesce(a.record_id, b.record_id)
            and r.occurred_at = coalesce(a.occurred_at, b.occurred_at)
            and r.recorded_at >= $1)
            and not exists (select from following f where f.record_id = coalesce(a.record_id, b.record_id)
            and f.occurred_at = coalesce(b.occurred_at, a.occurred_at))
            and not exists (select from rebuilt.unopened u where u.record_id = coalesce(a.record_id, b.record_id))""";

    /** One too many only has something decided anew. */
    private static final String LINKS = """
            select 'link-forgotten' as kind, b.thread || ' ' || b.told_in as place from rebuilt.conversation_link b
            where not exists (select from conversation_link a where a.thread = b.thread
            and a.legal_entity = b.legal_entity and a.told_in = b.told_in)""";

    /** Such a record has its conversation passed over: so it is told itself. */
    private static final String NOT_DONE = """
            select 'not-followed' as kind, f.record_id::text as place
            from following f left join record r on (r.occurred_at, r.id) = (f.occurred_at, f.record_id)
            where r.id is null or r.recorded_at < $1::timestamptz - interval '1 hour'""";

    static final List<String> ALL = List.of(NOT_DONE, THREADS, LINKS, CONVERSATIONS, IDENTIFIERS, MENTIONS, FILES);

    private Differences() {
    }
}
