-- All threads of one customer on one channel. Which threads are one is what consent-service says.
create table conversation (
    id           uuid primary key,
    legal_entity text        not null,
    channel      text        not null,
    state        text        not null,
    opened_at    timestamptz not null,
    last_at      timestamptz not null,
    released_at  timestamptz,
    released_by  uuid,
    merged_into  uuid references conversation
);
-- GET /conversations by period and state, newest first
create index conversation_list on conversation (last_at desc, id) where merged_into is null;

create table conversation_thread (
    thread          text primary key,
    conversation_id uuid not null references conversation
);
-- the threads of a conversation, to read it
create index conversation_thread_conversation on conversation_thread (conversation_id);

-- By what a conversation is found: a keyed hash of the phone number or user id.
create table conversation_identifier (
    legal_entity    text  not null,
    hash            bytea not null,
    conversation_id uuid  not null references conversation,
    primary key (hash, legal_entity, conversation_id)
);
-- linking threads moves them
create index conversation_identifier_conversation on conversation_identifier (conversation_id);

-- One sealed item: a chat event, a consent event, or an audited act. Never changed but for its place in the ledger.
create table record (
    id          uuid primary key,
    event_id    uuid        not null unique,
    scope       text        not null,
    type        text        not null,
    -- when it happened, by the event itself
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    key_id      uuid        not null,
    sealed      bytea       not null,
    commitment  bytea       not null,
    leaf_index  bigint unique
);
-- a transcript: the records of its threads in their order
create index record_scope on record (scope, occurred_at, recorded_at, id);
-- the sequencer: what has no place in the ledger yet
create index record_unsequenced on record (recorded_at, id) where leaf_index is null;

-- Which records speak of the same message, by a keyed hash of its id. Made again from the records.
create table mention (
    record_id uuid  not null references record,
    role      text  not null,
    hash      bytea not null,
    primary key (record_id, role, hash)
);
-- what was done to a message, and how far it came
create index mention_message on mention (hash, role);

-- The complete nodes of the Merkle tree; level 0 are the leaves.
create table ledger_node (
    level int    not null,
    index bigint not null,
    hash  bytea  not null,
    primary key (level, index)
);

create table checkpoint (
    size      bigint primary key,
    root      bytea       not null,
    note      text        not null,
    signed_at timestamptz not null,
    published boolean     not null default false
);
-- what is to be published, in order
create index checkpoint_unpublished on checkpoint (size) where not published;

-- A file that belongs to a record: fetched from the provider before it deletes it there.
create table media (
    id              uuid primary key,
    record_id       uuid        not null references record,
    scope           text        not null,
    channel         text        not null,
    provider_id     text,
    mime_type       text,
    -- its place among the files of the message
    ordinal         int         not null default 0,
    expected_sha256 text,
    state           text        not null,
    sha256          text,
    size            bigint,
    key_id          uuid,
    attempts        int         not null,
    due_at          timestamptz not null,
    error           text
);
create index media_record on media (record_id);
-- the fetching queue
create index media_due on media (due_at) where state = 'WANTED';
