-- What an entry follows from: a visit from the line of the plan, a complaint from
-- the visit that did not pass. Like the board it can be made again from the ledger.

CREATE TABLE links (
  entry INTEGER NOT NULL, -- seq of the opening row of the one that follows
  book  TEXT    NOT NULL, -- and number of the one that it follows from
  year  INTEGER NOT NULL,
  no    INTEGER NOT NULL,
  PRIMARY KEY (entry, book, year, no)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_back ON links (book, year, no);
