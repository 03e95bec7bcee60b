-- journal.db: precious. What happened at this node and is not yet a fact in its chain. Kept in WAL
-- with synchronous=FULL: what was answered to be written is on the disk. Copied only by SQLite's
-- backup API, and before the stores.

-- The lives of this journal. A restored journal begins a new one: a row's name is then never given
-- twice, even if rows of the old life are already sealed in the store.
create table lives (
  life text not null primary key,     -- 12 of [a-z2-7], random
  next integer not null               -- the number the next row gets, from 1
) strict, without rowid;

-- The life that new rows belong to: one row.
create table current (
  one  integer not null primary key check (one = 1),
  life text not null references lives (life)
) strict, without rowid;

-- Who did what with controlled content. Sealed daily as a segment of the chain.
create table accesses (
  life    text not null references lives (life),
  number  integer not null,           -- within the life, ascending, without holes when written
  claimed text not null,              -- the node's clock, RFC 3339 with an offset
  person  text not null,              -- the person's id; of a failed sign-in what was typed
  what    text not null check (what in ('sign-in', 'failed-sign-in', 'view', 'print', 'export')),
  object  text not null,              -- a record as type/id, a document's number; '' of a sign-in
  segment text,                       -- the segment that seals it; null until there is one
  primary key (life, number)
) strict, without rowid;
create index accesses_unsealed on accesses (life, number) where segment is null;
