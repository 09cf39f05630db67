-- Who may do what, where there are roles of these names: the owner migrates, the service makes keys and puts one aside, the
-- reaper alone destroys one.
do $$
declare
    service text := current_database() || '_service';
    reaper  text := current_database() || '_reaper';
begin
    if exists (select from pg_roles where rolname = service) then
        execute format('revoke all on all tables in schema public from %I', service);
        execute format('grant select, insert on master_key to %I', service);
        execute format('grant select, insert, update (retired_at) on key_encryption_key, data_key to %I', service);
        execute format('grant select, insert, update on clock, verification_step to %I', service);
        execute format('grant select on flyway_schema_history to %I', service);
    end if;
    if exists (select from pg_roles where rolname = reaper) then
        execute format('revoke all on all tables in schema public from %I', reaper);
        execute format('grant select, update (wrapped, destroyed_at, certificate) on data_key to %I', reaper);
    end if;
end $$;
