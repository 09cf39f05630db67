-- The keys that records are sealed under, wrapped by a master key that is not here. In a database of their own, so that they
-- have backups of their own: what is erased is gone when the last backup of its key is.
create table data_key (
    id         uuid primary key,
    scope      text        not null,
    month      text        not null,
    master_id  text        not null,
    wrapped    bytea       not null,
    created_at timestamptz not null,
    unique (scope, month)
);
