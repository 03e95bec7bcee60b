-- What version 3 of journal.db adds: who is signed in at the page, and what programs were answered.
-- Of a secret only its SHA-256 lies here. A restored journal begins a new life, and no session,
-- token or answer of an earlier life counts.

-- People who signed in at the page. A cookie holds the secret.
create table sessions (
  secret text not null primary key,   -- SHA-256 of the cookie's value, hex
  life   text not null references lives (life),
  person text not null,               -- the person's id
  begun  integer not null,            -- seconds since 1970 UTC by the node's clock
  seen   integer not null             -- the last call, within five minutes
) strict, without rowid;

-- What a person gave a program to call the API in his name.
create table tokens (
  secret text not null primary key,   -- SHA-256 of the token, hex
  life   text not null references lives (life),
  person text not null,               -- the person's id
  label  text not null,               -- what it is for, in the person's words
  made   integer not null             -- seconds since 1970 UTC by the node's clock
) strict, without rowid;

-- What calls with an Idempotency-Key were answered: the same call again is answered the same.
create table answered (
  person text not null,               -- the person's id
  key    text not null,               -- the Idempotency-Key
  life   text not null references lives (life),
  body   text not null,               -- SHA-256 of what was asked, hex
  answer text not null,               -- JSON
  at     integer not null,            -- seconds since 1970 UTC by the node's clock
  primary key (person, key)
) strict, without rowid;
