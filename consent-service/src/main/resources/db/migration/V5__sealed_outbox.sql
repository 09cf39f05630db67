-- What waits to be published holds what customers are known by, and is sealed as that is everywhere else. Rows from before are in
-- clear and cannot be sealed here: they are published first, by the version that wrote them.
lock table outbox in access exclusive mode;

do $$
begin
    if exists (select from outbox) then
        raise exception 'the outbox is not empty: let the version before this one publish it first';
    end if;
end $$;

alter table outbox rename column data to sealed;
