alter table customer add column language text;
alter table thread add column heard_by bytea;

alter table relationship
    add column silent_since       timestamptz,
    add column marketing_silent_since timestamptz,
    add column marketing_in_at    timestamptz,
    add column restricted         boolean not null default false,
    add column marketing_since    timestamptz,
    add column marketing_evidence uuid,
    add column call_since         timestamptz,
    add column call_evidence      uuid,
    add column opening            int     not null default 0,
    add column opted_in_at        timestamptz,
    add column verified_at        timestamptz,
    add column cold_contact_at    timestamptz;
update relationship set silent_since = opted_out_at where opt_out = 'ALL';
update relationship set marketing_silent_since = opted_out_at where opt_out = 'MARKETING';
-- from now on every customer has one from the beginning
insert into relationship (customer_id, legal_entity, state, since, opt_out, suspended)
select id, legal_entity, 'UNKNOWN', created_at, 'NONE', false from customer where merged_into is null
on conflict do nothing;
-- the sweep of what time alone does, by the oldest
create index relationship_clock on relationship (legal_entity, state, since, customer_id)
    where state in ('CONTACTED_US', 'ESTABLISHED', 'DORMANT');

-- What shows a relationship, a wish or a check. GDPR Art. 7(1): it must be possible to show it.
create table evidence (
    id           uuid primary key,
    legal_entity text        not null,
    customer_id  uuid        not null references customer,
    effect       text        not null,
    scope        text,
    kind         text        not null,
    purposes     text        not null,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    recorded_by  text        not null,
    sealed       bytea
);
-- the evidence of a customer, in its order
create index evidence_customer on evidence (customer_id, occurred_at, id);

-- A line is added and never changed; only its texts may go, when the customer is erased.
create function evidence_stays() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' and new.sealed is null
        and (new.id, new.legal_entity, new.customer_id, new.effect, new.scope, new.kind, new.purposes, new.occurred_at,
             new.recorded_at, new.recorded_by)
            is not distinct from
            (old.id, old.legal_entity, old.customer_id, old.effect, old.scope, old.kind, old.purposes, old.occurred_at,
             old.recorded_at, old.recorded_by) then
        return new;
    end if;
    raise exception 'evidence is only added to';
end
$$;
create trigger evidence_stays before update or delete on evidence
    for each row execute function evidence_stays();

-- Who wants less, by a keyed hash alone: it survives the erasure of everything else.
create table suppression (
    legal_entity text        not null,
    hash         bytea       not null,
    scope        text        not null,
    since        timestamptz not null,
    primary key (legal_entity, hash)
);
insert into suppression (legal_entity, hash, scope, since)
select i.legal_entity, i.hash, r.opt_out, r.opted_out_at
from customer_identifier i join relationship r on r.customer_id = i.customer_id
where r.opt_out <> 'NONE' on conflict do nothing;

-- Another number, and a relationship that was reopened, are told anew.
alter table disclosure
    add column business text not null default '',
    add column opening  int  not null default 0;
update disclosure d set business = t.business from thread t where t.id = d.thread;
alter table disclosure drop constraint disclosure_customer_id_channel_notice_version_language_occa_key;
alter table disclosure
    add constraint disclosure_once unique (customer_id, channel, business, notice_version, language, occasion);

alter table outbound_message
    add column template boolean not null default false,
    add column answered boolean not null default false;
update outbound_message set answered = true where state not in ('QUEUED', 'CLAIMED');
-- What a message says, and a provider's id of it, which holds the phone number on WhatsApp, are sealed from now on. What was
-- queued in clear does not go any more.
alter table outbound_message
    add column sealed_body        bytea,
    add column sealed_provider_id bytea;
update outbound_message set state = 'CANCELLED', error = 'upgraded' where body is not null;
update outbound_message set provider_message_id = null;
alter table outbound_message drop column body;
-- an opt-out cancels what is queued, and what is held
drop index outbound_message_customer;
create index outbound_message_customer on outbound_message (customer_id) where state in ('QUEUED', 'HELD');
-- what was sent and is not yet published as a sent chat event
create index outbound_message_unpublished on outbound_message (id)
    where sealed_provider_id is not null and sealed_body is not null;

-- What the desk is told, and was: kept for a while, so that a desk that was away can ask. Per customer in the order of the ids.
create table desk_event (
    id           bigint generated always as identity primary key,
    event_id     uuid        not null unique,
    customer_id  uuid        not null,
    channel      text        not null,
    sealed       bytea,
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    created_at   timestamptz not null,
    delivered_at timestamptz,
    -- ids are given before the commit: whoever reads on after an id reads only what no open transaction can still precede
    written_by   xid8        not null default pg_current_xact_id()
);
-- a merge, an erasure
create index desk_event_customer on desk_event (customer_id);
-- the oldest undelivered of each customer
create index desk_event_waiting on desk_event (customer_id, id) where delivered_at is null;
-- the oldest undelivered of all
create index desk_event_due on desk_event (id) where delivered_at is null;
-- what a desk missed since an id
create index desk_event_since on desk_event (channel, id);
-- the sweep of old ones
create index desk_event_age on desk_event (created_at);
drop table desk_delivery;

-- The decisions about one customer, for whoever asks why.
alter table gate_decision add column template boolean not null default false;
create index gate_decision_customer on gate_decision (customer_id, at desc);

-- Records of onrecord.chat that could not be taken, until they are played again. The gate asks by thread.
create table dead_letter (
    kafka_partition int         not null,
    kafka_offset    bigint      not null,
    thread          text,
    reason          text        not null,
    at              timestamptz not null,
    primary key (kafka_partition, kafka_offset)
);
create index dead_letter_thread on dead_letter (thread);

-- what is claimed, for the pace of a channel and of a customer
create index outbound_message_claimed on outbound_message (channel, claimed_at) where claimed_at is not null;
create index outbound_message_pair on outbound_message (customer_id, channel, claimed_at) where claimed_at is not null;
create index outbound_message_order on outbound_message (customer_id, created_at, id) where state in ('QUEUED', 'HELD');
-- a merge, an erasure
create index outbound_message_owner on outbound_message (customer_id);
create index customer_merged on customer (merged_into) where merged_into is not null;
create index outbound_message_queue on outbound_message (channel, due_at) where state in ('QUEUED', 'HELD');
drop index outbound_message_due;

-- What was told of a message before its provider's id was known here, where no reference of ours comes back.
create table early_status (
    event_id            uuid primary key,
    channel             text        not null,
    provider_message_id text        not null,
    state               text        not null,
    error               text,
    at                  timestamptz not null,
    kept_at             timestamptz not null
);
create index early_status_message on early_status (channel, provider_message_id);
