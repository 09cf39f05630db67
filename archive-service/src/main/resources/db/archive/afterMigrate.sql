-- What makes a partition waits for whoever reads, and all others would wait behind it: rather it fails, and is tried again.
set lock_timeout = '5s';
-- Each time the migrations are looked at: months ahead, so that no record waits for a partition.
select make_partitions((now() + interval '24 months')::date);

-- Who may do what, table by table, where there are roles of these names: the owner migrates, the service writes evidence once
-- and never changes it, the reaper alone deletes what is due. A table that is not named here may be touched by nobody else.
do $$
declare
    service text := current_database() || '_service';
    reaper  text := current_database() || '_reaper';
    once    text := 'select, insert';
    rows    text := 'select, insert, update, delete';
    of_service jsonb := jsonb_build_object(
        'record', once, 'sealed_content', once, 'timeless', once, 'leaf', once, 'lost_leaf', once, 'finding', once,
        'checkpoint', 'select, insert, delete', 'leaf_queue', 'select, insert, delete',
        'intake_position', 'select, insert, update', 'media', 'select, insert, update', 'verification', 'select, insert, update',
        'following', rows, 'conversation', rows, 'conversation_thread', rows, 'conversation_link', 'select, insert', 'conversation_identifier', rows, 'mention', rows, 'last_read', rows, 'suspect', rows,
        'key_clock', 'select, insert, update', 'lost_report', 'select, insert, update (state, recorded_as, lost_at, due_at, key_id, mark)',
        'flyway_schema_history', 'select');
    of_reaper jsonb := jsonb_build_object(
        'record', 'select, delete', 'sealed_content', 'select, delete', 'timeless', 'select, delete', 'leaf', 'select',
        'media', 'select, delete', 'lost_report', 'select, update (due_at, reaped)');
    found record;
begin
    for found in select c.oid::regclass as name, n.nspname as schema, c.relname as base from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'rebuilt') and c.relkind in ('r', 'p') and c.relowner = current_user::regrole
    loop
        if exists (select from pg_roles where rolname = service) then
            execute format('revoke all on %s from %I', found.name, service);
            if found.schema = 'rebuilt' then
                execute format('grant %s, truncate on %s to %I', rows, found.name, service);
            elsif of_service ? found.base then
                execute format('grant %s on %s to %I', of_service ->> found.base, found.name, service);
            end if;
        end if;
        if exists (select from pg_roles where rolname = reaper) then
            execute format('revoke all on %s from %I', found.name, reaper);
            if found.schema = 'public' and of_reaper ? found.base then
                execute format('grant %s on %s to %I', of_reaper ->> found.base, found.name, reaper);
            end if;
        end if;
    end loop;
    if exists (select from pg_roles where rolname = service) then
        execute format('grant usage on schema rebuilt to %I', service);
    end if;
end $$;
reset lock_timeout;
