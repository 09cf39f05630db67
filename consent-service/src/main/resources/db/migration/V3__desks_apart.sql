-- Whether a desk is still to be told: until it was, or until that was given up.
alter table desk_event add column open boolean not null default true;
update desk_event set open = false where delivered_at is not null;
drop index desk_event_waiting;
drop index desk_event_due;
-- the oldest of each customer that is to be told
create index desk_event_waiting on desk_event (customer_id, id) where open;
-- what is due of each channel
create index desk_event_due on desk_event (channel, due_at, id) where open;
-- the oldest of all, and what is given up
create index desk_event_open on desk_event (created_at) where open;
