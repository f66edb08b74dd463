-- What lists, search and pages need. Everything here can be made again from
-- the ledger; times are milliseconds since 1970 UTC, 0 for none.

CREATE TABLE board (
  entry        INTEGER PRIMARY KEY, -- seq of the opening row
  last         INTEGER NOT NULL,    -- seq of the last act
  book         TEXT    NOT NULL,
  year         INTEGER NOT NULL,
  no           INTEGER NOT NULL,
  page         INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  written      INTEGER NOT NULL,
  signer       TEXT    NOT NULL,
  flags        INTEGER NOT NULL,    -- 1 open, 2 urgent, 4 confidential, 8 void
  happened     INTEGER NOT NULL,
  due          INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  writer       TEXT    NOT NULL,
  handler      TEXT    NOT NULL,
  room         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  phone        TEXT    NOT NULL,
  subject      TEXT    NOT NULL
) STRICT;

-- Text to search in, normalised, piece by piece, and its grams. Both lag behind
-- the ledger: derived.swept says how far.
CREATE TABLE hay (
  entry    INTEGER PRIMARY KEY,
  pieces   TEXT NOT NULL,
  initials TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE grams USING fts5 (t, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

CREATE TABLE pages (
  book   TEXT    NOT NULL,
  year   INTEGER NOT NULL,
  no     INTEGER NOT NULL,
  day    TEXT    NOT NULL,
  shift  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  first  INTEGER NOT NULL, -- number of the entry on its first line
  PRIMARY KEY (book, year, no)
) STRICT, WITHOUT ROWID;

CREATE INDEX pages_by_day ON pages (book, day);

-- By which rules the tables above were made, and how far hay and grams have got:
-- they hold every entry as it was after the row swept, or as it was later.
CREATE TABLE derived (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  swept   INTEGER NOT NULL
) STRICT;

-- Words not yet signed. Kept apart: they may be changed and dropped.
CREATE TABLE drafts (
  key   TEXT PRIMARY KEY,
  words TEXT    NOT NULL,
  at    INTEGER NOT NULL
) STRICT;
