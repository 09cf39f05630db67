-- What was written in a thread until then was erased: read again, for as long as that can happen, it makes nobody known.
create table forgotten_thread (
    thread      text        primary key,
    before      timestamptz not null,
    recorded_at timestamptz not null
);
-- the sweep of old ones
create index forgotten_thread_age on forgotten_thread (recorded_at);
