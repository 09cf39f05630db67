-- Whether a desk is still to be told: until it was, or until that was given up.
alter table desk_event add column open boolean not null default true;
update desk_event set open = false where delivered_at is not null or created_at < now() - interval '3 days';
drop index desk_event_waiting;
drop index desk_event_due;
-- the oldest of each customer that is to be told
create index desk_event_waiting on desk_event (customer_id, channel, id) where open;
-- the oldest of each channel
create index desk_event_due on desk_event (channel, id) where open;
-- the oldest of all, and what is given up
create index desk_event_open on desk_event (created_at) where open;
