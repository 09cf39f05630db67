-- A person, as one legal entity knows them. The id is random: it says nothing outside of this database.
create table customer (
    id           uuid primary key,
    legal_entity text        not null,
    created_at   timestamptz not null,
    merged_into  uuid references customer
);

-- What the person is known by. Found by a keyed hash; the value itself is sealed and opened only to address a message.
create table customer_identifier (
    legal_entity text  not null,
    hash         bytea not null,
    customer_id  uuid  not null references customer,
    kind         text  not null,
    sealed       bytea not null,
    primary key (legal_entity, hash)
);
-- the identifiers of a customer, to address a message
create index customer_identifier_customer on customer_identifier (customer_id);

-- A thread belongs to one customer; all threads of a customer on a channel are one conversation.
create table thread (
    id              text primary key,
    customer_id     uuid not null references customer,
    channel         text not null,
    business        text not null,
    last_inbound_at timestamptz,
    -- what they last wrote over; null where the provider does not tell
    network         text
);
-- the threads of a conversation
create index thread_conversation on thread (customer_id, channel);

create table relationship (
    customer_id     uuid primary key references customer,
    legal_entity    text        not null,
    state           text        not null,
    basis           text,
    evidence        uuid,
    since           timestamptz not null,
    last_contact_at timestamptz,
    opt_out         text        not null,
    opted_out_at    timestamptz,
    suspended       boolean     not null
);
-- GET /relationships by state, newest first
create index relationship_list on relationship (legal_entity, state, since desc, customer_id);

-- One showing of a notice on one occasion. The constraint is what makes pods that race queue one and not two.
create table disclosure (
    id             uuid primary key,
    customer_id    uuid        not null references customer,
    channel        text        not null,
    notice_version text        not null,
    language       text        not null,
    occasion       text        not null,
    thread         text        not null,
    state          text        not null,
    evidence       uuid,
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    unique (customer_id, channel, notice_version, language, occasion)
);

-- Everything we send: notices, confirmations, the desk's answers. The text goes once the message is a sent chat event.
create table outbound_message (
    id                  uuid primary key,
    customer_id         uuid        not null references customer,
    thread              text        not null,
    channel             text        not null,
    business            text        not null,
    network             text,
    kind                text        not null,
    purpose             text        not null,
    disclosure_id       uuid references disclosure,
    body                text,
    state               text        not null,
    attempts            int         not null,
    repeated            boolean     not null default false,
    due_at              timestamptz not null,
    claimed_at          timestamptz,
    provider_message_id text,
    error               text,
    idempotency_key     text,
    fingerprint         bytea,
    created_by          text        not null,
    created_at          timestamptz not null,
    unique (created_by, idempotency_key)
);
-- the sending queue
create index outbound_message_due on outbound_message (due_at) where state = 'QUEUED';
-- the sweep for sends that nobody knows the end of
create index outbound_message_unsettled on outbound_message (claimed_at) where state in ('CLAIMED', 'UNCERTAIN');
-- a status that does not carry our reference
create index outbound_message_provider on outbound_message (channel, provider_message_id) where provider_message_id is not null;
-- an opt-out cancels what is queued
create index outbound_message_customer on outbound_message (customer_id) where state = 'QUEUED';

-- Every decision of the gate, with the version of the rule that took it.
create table gate_decision (
    id           uuid primary key,
    customer_id  uuid        not null,
    channel      text        not null,
    purpose      text        not null,
    outcome      text        not null,
    reason       text        not null,
    rule_version int         not null,
    asked_by     text        not null,
    at           timestamptz not null
);

-- What is to be published; the row goes when Kafka has it. Published in the order of the ids.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    event_id   uuid        not null,
    event_type text        not null,
    event_time timestamptz not null,
    data       bytea       not null
);

-- What is to be told to the desk; the row goes when the desk has it. Per customer in the order of the ids.
create table desk_delivery (
    id          bigint generated always as identity primary key,
    webhook_id  uuid        not null,
    customer_id uuid        not null,
    channel     text        not null,
    body        bytea       not null,
    attempts    int         not null default 0,
    due_at      timestamptz not null,
    created_at  timestamptz not null
);
-- the oldest of each customer
create index desk_delivery_order on desk_delivery (customer_id, id);

-- Events that were taken, so that the same one has no effect twice. Swept when no repetition can come any more.
create table taken_event (
    id        uuid primary key,
    forget_at timestamptz not null
);
create index taken_event_due on taken_event (forget_at);
