-- index.db: answers, computed from the facts of one store. It may be deleted at any time; the next
-- command computes it again. There is never a row per reading.

-- Commits taken in, per chain; the highest seq of a chain is where following goes on.
create table commits (
  chain  text not null,               -- of one that has forked, the branch: 'a3k7~0123456789ab'
  seq    integer not null,
  id     text not null,               -- 40 hex digits
  parent text,                        -- null for the first of a chain
  clock  text not null,               -- the writer's claimed time, RFC 3339
  "by"   text not null,
  line   text not null,               -- the commit's human line
  source text,                        -- sha256:… of an imported file
  past   text not null,               -- the commits in its past: 'a3k7.12 b4x2.3', one per chain
  cut    text not null,               -- library entries that revoke its chain, and after a '/' those
                                      -- by which it counts all the same: 'hq01.7/hq01.7 hq01.9'
  counts integer not null,            -- 0 where it lies above a cut
  primary key (chain, seq)
) without rowid;

create unique index commits_by_id on commits (id);

-- What the answers were computed under, beside the facts of the store.
create table ground (
  name  text primary key,
  value text not null
) without rowid;

-- Every entry of every record, as it was written.
create table entries (
  type   text not null,
  record text not null,
  chain  text not null,
  seq    integer not null,
  json   text not null,               -- canonical JSON
  files  text not null,               -- JSON object: name of a file beside the entry -> blob id
  act    text,                        -- of a signed act: its identity, the SHA-256 of its bytes
  signer text,                        -- the key whose good signature lies beside the act
  primary key (type, record, chain, seq)
) without rowid;
create index entries_by_act on entries (act) where act is not null;

-- What each record shows: the join of its entries, or the text that was signed where acts lock it.
create table records (
  type   text not null,
  record text not null,
  number text,                        -- the natural key, where the type has one
  state  text not null,               -- the fields it shows undisputed, as one JSON object
  disputed text not null,             -- registers in conflict, separated by spaces
  stage  text not null,               -- where signed acts have brought it; states at odds have
                                      -- spaces between them; '' where its type has no lifecycle
  primary key (type, record)
) without rowid;
create index records_by_number on records (type, number);
create index records_in_conflict on records (type, record)
  where disputed <> '' or instr(stage, ' ') > 0;

-- All text of each record, for search. SQLite's tokenizers find no single Chinese character, so
-- every such character stands alone and a query is a phrase of them.
create virtual table search using fts5 (
  text, type unindexed, record unindexed, tokenize = 'unicode61'
);

-- Where each record's text stands in the search table.
create table search_rows (
  type   text not null,
  record text not null,
  place  integer not null,            -- rowid in search
  primary key (type, record)
) without rowid;

-- What records say of one another, so that what refers to a record is found without reading any.
create table links (
  type   text not null,               -- the record that says it
  record text not null,
  rel    text not null,
  other_type text not null,           -- the record it is said of
  other  text not null,
  primary key (type, record, rel, other_type, other)
) without rowid;
create index links_by_other on links (other_type, other);

-- Segments of readings, each an immutable text of one import.
create table segments (
  segment integer primary key,
  blob    text not null,
  path    text not null,
  chain   text not null,
  seq     integer not null,
  kind    text not null,              -- register, interval, power, …
  length  integer not null,           -- seconds each reading stands for; 0 for instants
  batch   text,
  rows    text,                       -- journal rows of polled readings: 'abcdefghijkl.3-57 …'
  unique (chain, path)
);

-- Segments that an undo names, and the entry that does: their readings no longer count.
create table undone (
  blob  text not null,
  chain text not null,
  seq   integer not null,
  primary key (blob, chain, seq)
) without rowid;

-- Segments of the access log; the rows themselves stay in the store.
create table access_segments (
  chain text not null,
  path  text not null,
  blob  text not null,
  rows  text not null,                -- the journal rows it seals: 'abcdefghijkl.3-57 …'
  first text not null,                -- the first and last day of its rows
  last  text not null,
  primary key (chain, path)
) without rowid;

-- One row per line of a segment: a run of one point.
create table runs (
  point   text not null,              -- record id of the point
  start   integer not null,           -- seconds since 1970 UTC of the first reading
  last    integer not null,           -- … of the last reading
  segment integer not null,
  line    integer not null,
  lower   integer not null,           -- bytes of the line in the segment
  upper   integer not null,
  unit    text not null,
  "offset" integer not null,          -- seconds east of UTC in which the labels were written
  step    integer not null,
  count   integer not null,           -- readings, gaps not counted
  flags   text not null,              -- names of the flags that some of them carry, a space between
  primary key (point, start, segment, line)
) without rowid;
create index runs_flagged on runs (start) where flags <> '';

-- Segments of corrections, and where each point stands in them; the lines stay in the store.
create table corrections (
  point   text not null,
  start   integer not null,           -- the first and last cell, seconds since 1970 UTC
  last    integer not null,
  segment integer not null,
  primary key (point, start, segment)
) without rowid;

-- Totals per point and production day, in a form that adds up to any longer period.
create table days (
  point text not null,
  day   integer not null,             -- days since 1970-01-01 of the production day
  json  text not null,                -- one line of text, made and read by DayTotal
  primary key (point, day)
) without rowid;
create index days_in_conflict on days (point, day) where instr(json, ' c') > 0;

-- What the days were computed under; another calendar or other settings compute them again.
create table day_basis (
  point text primary key,
  basis text not null
) without rowid;
