-- What a customer was told with a showing, so that it can be proven and so that nothing is kept longer than they were told.
-- Of showings before this, nobody noted it.
alter table disclosure
    add column notice_hash    text,
    add column purpose        text,
    add column retention      text,
    add column retention_from text;

-- How often it was told which threads are a customer's: the highest is believed, in whatever order it comes.
alter table customer add column revision bigint not null default 0;
