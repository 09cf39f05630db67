-- One sealed item: a chat event, a consent event, an act. FORMAT.md says what it is to the byte. Inserted, never changed.
create table record (
    -- a UUIDv7 of the own time: an id alone tells its partition
    id               uuid        not null,
    -- when it happened, out of the event itself, in whole milliseconds
    occurred_at      timestamptz not null,
    -- a keyed hash of the event's id, which is nowhere in the clear
    event_hash       bytea       not null,
    -- whose key it is sealed under: the thread, or the acts of a legal entity
    scope            text        not null,
    -- the envelope, as it is committed
    thread           text,
    type             text,
    source           text,
    time             text,
    content_type     text,
    legal_entity     text,
    channel          text,
    recorded_at      timestamptz not null,
    commitment       bytea       not null,
    -- false: kept, and not understood when it came
    understood       boolean     not null,
    -- where it came from, to be fetched again if its key is lost
    origin_topic     text,
    origin_partition int,
    origin_offset    bigint,
    primary key (occurred_at, id),
    -- an event is recorded once
    unique (occurred_at, event_hash)
) partition by range (occurred_at);
-- a transcript: the records of its threads in their order
create index record_scope on record (scope, occurred_at, recorded_at, id);
-- whose a thread is, told before anything else is made anew
create index record_separation on record (occurred_at, id) where type = 'eu.onrecord.consent.customers-separated.v1';
-- what was recorded since something went wrong; small, for records stand in the order in which they were made
create index record_recorded on record using brin (recorded_at);

-- What a record encloses, sealed. Sealing anew inserts the next generation.
create table sealed_content (
    record_id   uuid        not null,
    occurred_at timestamptz not null,
    generation  smallint    not null,
    key_id      uuid        not null,
    sealed      bytea       not null,
    primary key (occurred_at, record_id, generation)
) partition by range (occurred_at);

-- How far the keys' database had counted: if it says less, it is of before.
create table key_clock (
    id     boolean primary key default true check (id),
    ticks  bigint  not null,
    -- how often it was noticed that keys are gone, as the keys' database counts it too
    losses bigint  not null default 0
);
-- Records that may have lost their key, until each is looked at.
create table suspect (
    record_id   uuid        primary key,
    occurred_at timestamptz not null,
    due_at      timestamptz not null
);
create index suspect_due on suspect (due_at);
-- Records whose key is lost: nobody destroyed it, and nobody has it. The leaf stays, and this says why nothing opens it.
create table lost_report (
    record_id        uuid        primary key,
    occurred_at      timestamptz not null check (isfinite(occurred_at)),
    commitment       bytea       not null unique,
    event_hash       bytea       not null,
    key_id           uuid        not null,
    origin_topic     text,
    origin_partition int,
    origin_offset    bigint,
    state            text        not null,
    lost_at          timestamptz not null,
    due_at           timestamptz not null,
    -- the record that was made of the same event
    recorded_as      uuid,
    -- that it is of the archive's own making
    mark             bytea       not null,
    -- whether the reaper took the record away
    reaped           boolean     not null default false
);
-- what the reaper is to take away
create index lost_report_there on lost_report (record_id) where state = 'THERE';
-- what is to be recorded anew
create index lost_report_reaped on lost_report (record_id) where state = 'THERE' and reaped;
-- what was made of the same event, and lost its key too
create index lost_report_anew on lost_report (recorded_as) where recorded_as is not null;
create index lost_report_gone on lost_report (record_id) where state = 'GONE';
-- whose key may come back
create index lost_report_open on lost_report (record_id) where state in ('THERE', 'GONE');

-- Makes the partitions of all that grows with time, up to a month: one of before 2020, then months, and one of what
-- nobody can have meant.
create function make_partitions(last_month date) returns void language plpgsql as $$
declare
    parent text;
    month date;
begin
    foreach parent in array array['record', 'sealed_content'] loop
        execute format('create table if not exists %I partition of %I for values from (minvalue) to (%L)',
            parent || '_before_2020', parent, '2020-01-01 00:00:00+00');
        execute format('create table if not exists %I partition of %I for values from (%L) to (maxvalue)',
            parent || '_from_2100', parent, '2100-01-01 00:00:00+00');
        month := '2020-01-01';
        while month <= last_month loop
            execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
                parent || to_char(month, '_YYYY_MM'), parent, month || ' 00:00:00+00',
                (month + interval '1 month')::date || ' 00:00:00+00');
            month := (month + interval '1 month')::date;
        end loop;
    end loop;
end $$;

-- Events that tell no time of their own have another each time they are read: these are recorded once by their hash alone.
create table timeless (
    event_hash bytea primary key,
    month      date not null,
    -- which has the event, at whatever time
    record_id  uuid not null
);
-- they are forgotten after 13 months
create index timeless_month on timeless (month);

-- How far each partition of each topic was read, in the transaction that recorded it: a database that was restored reads again.
create table intake_position (
    topic       text   not null,
    partition   int    not null,
    -- which topic of that name: one that was made anew has other messages at the same places
    topic_id    text   not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Records of which it was not yet done what follows from them: conversations, releases, files.
create table following (
    record_id   uuid        not null primary key,
    occurred_at timestamptz not null,
    attempts    int         not null default 0,
    due_at      timestamptz not null
);
create index following_due on following (due_at);
-- what was tried in vain
create index following_tried on following (record_id) where attempts > 0;

-- All threads of one customer on one channel. Which threads are one is what consent-service says. Made again from the records.
create table conversation (
    id           uuid primary key,
    legal_entity text        not null,
    channel      text        not null,
    state        text        not null check (state in ('PENDING', 'RELEASED')),
    opened_at    timestamptz not null,
    -- the beginning of the hour in which something happened last
    last_at      timestamptz not null,
    released_at  timestamptz,
    -- the record that shows that the customer was told
    released_by  uuid,
    merged_into  uuid
);
-- GET /conversations, newest first
create index conversation_by_end on conversation (legal_entity, last_at desc, id) where merged_into is null;
-- the same of a period that is over: the newest of before
create index conversation_by_beginning on conversation (legal_entity, opened_at desc, id) where merged_into is null;
-- the same of those that are pending, of which there are few
create index conversation_pending_by_end on conversation (legal_entity, last_at desc, id)
    where merged_into is null and state = 'PENDING';
create index conversation_pending_by_beginning on conversation (legal_entity, opened_at desc, id)
    where merged_into is null and state = 'PENDING';

-- whose proof was recorded anew
create index conversation_released_by on conversation (released_by) where released_by is not null;
-- what was taken in by one that is taken in itself
create index conversation_merged on conversation (merged_into) where merged_into is not null;

create table conversation_thread (
    thread          text        not null,
    legal_entity    text        not null,
    conversation_id uuid        not null,
    -- its epoch: the thread's time with one holder, from then on and before then
    since           timestamptz not null default 'epoch',
    until           timestamptz not null default '9999-12-31 23:59:59+00',
    -- its holder, as consent-service calls them; null for whoever held it first
    customer        uuid,
    -- by which transaction it came to this conversation: whoever was reading before it was done did not read it
    written         xid8        not null default pg_current_xact_id(),
    primary key (thread, legal_entity, since)
);
-- the threads of a conversation, to read it
create index conversation_thread_conversation on conversation_thread (conversation_id);

-- In which threads links told of a thread: when it is somebody else's, what they join is decided anew.
create table conversation_link (
    thread       text not null,
    legal_entity text not null,
    told_in      text not null,
    primary key (thread, legal_entity, told_in)
);

-- By what a conversation is found: a keyed hash of the phone number or user id.
create table conversation_identifier (
    legal_entity    text  not null,
    hash            bytea not null,
    conversation_id uuid  not null,
    primary key (hash, legal_entity, conversation_id)
);
-- linking threads moves them
create index conversation_identifier_conversation on conversation_identifier (conversation_id);

-- Which conversations a reader, by a keyed hash of who it is, read last: so many that they find them again, and no more.
create table last_read (
    reader          bytea       not null,
    conversation_id uuid        not null,
    read_at         timestamptz not null,
    primary key (reader, conversation_id)
);
create index last_read_newest on last_read (reader, read_at desc);

-- Which records speak of the same message, by a keyed hash of its id. Made again from the records.
create table mention (
    hash        bytea       not null,
    role        text        not null,
    record_id   uuid        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    scope       text        not null,
    -- by which transaction: whoever was reading before it was done may have passed where it is read
    written     xid8        not null default pg_current_xact_id(),
    primary key (hash, role, record_id)
);
-- what a record of a page speaks of
create index mention_record on mention (record_id);

-- What has no place in the ledger yet.
create table leaf_queue (
    position   bigint generated always as identity primary key,
    -- taken out by whoever finds the batch that it got its place in
    commitment bytea not null unique check (length(commitment) = 32)
);
-- The ledger's leaves, never deleted. A record finds its own by its commitment.
create table leaf (
    -- one more than the last is a number too
    index      bigint primary key with (fillfactor = 100) check (index < 9223372036854775807),
    commitment bytea not null,
    -- unique, by a hash of four bytes: a tree of what is random already takes three times the room
    exclude using hash (commitment with =)
);
-- Leaves that stood in the ledger's store and of which this database knew nothing: what had them was lost with it.
create table lost_leaf (
    index    bigint primary key,
    found_at timestamptz not null default now()
);

-- The heads that were shown: which was the first that a leaf is in. The store and the topic hold them too.
create table checkpoint (
    size         bigint primary key,
    note         text        not null,
    published_at timestamptz not null
);
-- those of an hour or a day, of which but the last goes
create index checkpoint_published on checkpoint (published_at, size);

-- A file of a message: whether it is to be fetched, and what came of it. What it is stands in the records alone.
create table media (
    -- made of the message's record and the place
    id              uuid primary key,
    record_id       uuid        not null,
    -- of the message
    occurred_at     timestamptz not null,
    scope           text        not null,
    legal_entity    text        not null,
    channel         text        not null,
    -- its place among the files of the message
    ordinal         int         not null,
    state           text        not null check (state in ('WANTED', 'PARKED', 'HELD', 'KEPT', 'LOST')),
    -- the record that tells what came of it
    file_record     uuid,
    attempts        int         not null,
    -- so many of them had no place, or something of ours in their way: the provider was not asked, or not in vain
    turned_away     int         not null default 0,
    due_at          timestamptz not null,
    wanted_at       timestamptz not null,
    error           text,
    -- whoever is told twice to want it wants it once
    unique (record_id, ordinal)
);
-- the fetching queue
create index media_due on media (channel, due_at) where state = 'WANTED';
-- what waits for somebody of ours
create index media_parked on media (channel, error, due_at) where state = 'PARKED';
-- what has been on its way for the longest time
create index media_wanted on media (wanted_at) where state = 'WANTED';
-- what is one of too many of a day, and waits for somebody to ask for it
create index media_held on media (due_at) where state = 'HELD';
-- how many a customer sent in a day
create index media_scope on media (scope, occurred_at);
-- whose record lost its key, and what is read with its message
create index media_file_record on media (file_record) where file_record is not null;

-- What follows from the records, made anew beside what is there: to be compared with it, or to take its place.
create schema rebuilt;
create table rebuilt.conversation (like conversation including all);
create table rebuilt.conversation_thread (like conversation_thread including all);
create table rebuilt.conversation_link (like conversation_link including all);
create table rebuilt.conversation_identifier (like conversation_identifier including all);
create table rebuilt.mention (like mention including all);
create table rebuilt.media (like media including all);
-- records that could not be opened: what follows from them is not known
create table rebuilt.unopened (
    record_id uuid primary key,
    scope     text not null
);
-- conversations that are not looked at: something of them was not opened, or happened meanwhile
create table rebuilt.passed_over (
    conversation_id uuid primary key
);
-- whose all of this is: a run that lost its lock, and lives still, finds that it is somebody else's by now
create table rebuilt.owner (
    run uuid primary key
);

-- A run of verify, and where it goes on if it is broken off.
create table verification (
    id         uuid primary key,
    started_at timestamptz not null check (isfinite(started_at)),
    subject    text        not null,
    position   text,
    looked     bigint      not null default 0,
    ended_at   timestamptz,
    -- that nobody else says that it is there
    mark       bytea       not null
);
-- the last one
create index verification_started on verification (started_at);
create table finding (
    verification_id uuid not null,
    kind            text not null,
    place           text not null,
    -- the size of the first signed head from which on it can be proven; null if there is none
    checkpoint      bigint,
    primary key (verification_id, kind, place)
);
