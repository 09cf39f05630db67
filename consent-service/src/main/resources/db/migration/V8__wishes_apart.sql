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
