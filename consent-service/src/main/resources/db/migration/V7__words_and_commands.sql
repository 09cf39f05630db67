-- A stop by a bot's command, or by blocking it, is taken back by beginning it again; one in words by words alone.
alter table relationship
    add column spoken_silent_since timestamptz,
    add column restarted_at        timestamptz;
update relationship set spoken_silent_since = silent_since where silent_since is not null;
