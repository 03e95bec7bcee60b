-- What version 2 of journal.db adds to the tables of journal.sql.

-- Readings polled from meters, as they came. Sealed hourly as readings of the chain. Rows of all
-- tables take their numbers from the same life.
create table polled (
  life    text not null references lives (life),
  number  integer not null,           -- within the life, ascending
  at      integer not null,           -- seconds since 1970 UTC by the node's clock
  point   text not null,              -- record id of the point
  value   text not null,              -- a decimal as the meter showed it
  unit    text not null,              -- the point's unit when it was polled
  segment text,                       -- the first segment that seals it; null until there is one
  primary key (life, number)
) strict, without rowid;
create index polled_unsealed on polled (life, number) where segment is null;
