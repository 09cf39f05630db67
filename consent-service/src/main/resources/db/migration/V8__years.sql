-- What was said in words and what was done to a bot are asked for apart, and so is marketing: what lifts one, lifts no other.
alter table relationship add column bot_silent_since timestamptz;
update relationship set bot_silent_since = silent_since where silent_since is distinct from spoken_silent_since;
update relationship set restarted_at = greatest(restarted_at, opted_in_at),
    marketing_in_at = greatest(marketing_in_at, opted_in_at) where opted_in_at is not null;
alter table relationship drop column silent_since;

-- the sweep of what time alone does: what is due, and nothing else
drop index relationship_clock;
create index relationship_due on relationship (legal_entity, state,
    (case when state = 'DORMANT' then since else greatest(since, last_contact_at) end))
    where state in ('CONTACTED_US', 'ESTABLISHED', 'DORMANT');

-- Which version of a notice was first in force when: a deployment names the oldest that counts.
create table notice_version (
    legal_entity      text        not null,
    version           text        not null,
    label             text        not null,
    first_in_force_at timestamptz not null default clock_timestamp(),
    primary key (legal_entity, version)
);
-- How often a notice may have been seen: each try that was not refused for certain.
alter table disclosure add column tries int not null default 0;
update disclosure set tries = 1 where state not in ('QUEUED', 'HELD', 'CANCELLED', 'WAIVED');
-- a showing that waits is not made any more
create index outbound_message_showing on outbound_message (disclosure_id)
    where kind = 'NOTICE' and state in ('QUEUED', 'HELD', 'CLAIMED', 'UNCERTAIN');

-- what may go, by the turn of its channel and of its customer; what is held is asked about apart
drop index outbound_message_queue;
create index outbound_message_queue on outbound_message (channel, due_at) where state = 'QUEUED';
create index outbound_message_held on outbound_message (channel, due_at) where state = 'HELD';
drop index outbound_message_order;
create index outbound_message_order on outbound_message (customer_id, channel, created_at, id) where state = 'QUEUED';

-- What a desk refused for good ends there. Only the first of each customer is due, what comes behind it never is before it ended.
alter table desk_event add column refused_status int;
update desk_event d set due_at = 'infinity' where open and exists (select 1 from desk_event o
    where o.customer_id = d.customer_id and o.channel = d.channel and o.open and o.id < d.id);
drop index desk_event_due;
create index desk_event_due on desk_event (channel, due_at) where open;

-- Who is who: since when an identifier was told, which identifier a thread is of, and since when somebody else may hold it.
alter table customer_identifier add column known_since timestamptz not null default now();
alter table thread add column known_as bytea;
alter table relationship add column suspended_at timestamptz;
update relationship set suspended_at = now() where suspended;

-- those that may still find their message, and those that nobody will ever know
create index early_status_kept on early_status (kept_at);
