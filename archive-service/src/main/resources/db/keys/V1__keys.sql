-- What records are sealed under. In a database of their own, so that they have backups of their own: what is erased is gone when
-- the last backup of its key is.

-- By what each master key is known again: a secret of no other use, wrapped by it when it was first used. Other bytes under the
-- same name would make keys that nobody can open once the setting is mended. Several rows, since one may be damaged as any other.
create table master_key (
    id      text  not null,
    copy    int   not null,
    wrapped bytea not null,
    primary key (id, copy)
);

-- One for each legal entity and year, wrapped by a master key that is not here.
create table key_encryption_key (
    id           uuid primary key,
    legal_entity text        not null,
    year         int         not null,
    master_id    text        not null,
    wrapped      bytea       not null,
    created_at   timestamptz not null,
    -- it cannot be opened: the next was made, and it is kept for whoever can mend it
    retired_at   timestamptz
);
-- whether a master key is the one that it was
create index key_encryption_key_of_master on key_encryption_key (master_id, created_at);
create unique index key_encryption_key_in_use on key_encryption_key (legal_entity, year) where retired_at is null;

-- One for each scope and month that is living; of one that was destroyed the row stays, and tells when and by which certificate.
create table data_key (
    id                    uuid primary key,
    scope                 text        not null,
    month                 date        not null,
    key_encryption_key_id uuid        not null references key_encryption_key,
    wrapped               bytea,
    created_at            timestamptz not null,
    -- it cannot be opened: the next was made, and it is kept for whoever can mend it
    retired_at            timestamptz,
    destroyed_at          timestamptz,
    certificate           uuid,
    check ((wrapped is null) = (destroyed_at is not null))
);
create unique index data_key_living on data_key (scope, month) where wrapped is not null and retired_at is null;

-- Counted on by the service: if it goes back, keys that were made since are gone.
create table clock (
    id         boolean     primary key default true check (id),
    ticks      bigint      not null,
    written_at timestamptz not null,
    -- how often it was noticed that keys are gone, and since when at the earliest
    losses     bigint      not null default 0,
    gone_since timestamptz
);

-- How often a run of the verification went on. Beside the keys, since whoever writes beside the records alone could put back what
-- stood there of a run before, and have it look at less.
create table verification_step (
    id   boolean primary key default true check (id),
    step bigint  not null
);
