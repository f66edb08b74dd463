-- The ledger: see LEDGER.md. Rows are only ever added.

CREATE TABLE ledger (
  seq        INTEGER PRIMARY KEY CHECK (seq > 0),
  at         INTEGER NOT NULL,
  book       TEXT    NOT NULL CHECK (length(book) BETWEEN 1 AND 32 AND instr(book, char(10)) = 0),
  year       INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 9999),
  no         INTEGER NOT NULL CHECK (no >= 0),
  page       INTEGER NOT NULL CHECK (page >= 0),
  line       INTEGER NOT NULL CHECK (line >= 0),
  verb       TEXT    NOT NULL CHECK (length(verb) BETWEEN 1 AND 32 AND instr(verb, char(10)) = 0),
  edition    TEXT    NOT NULL CHECK (length(edition) <= 32 AND instr(edition, char(10)) = 0),
  by_id      TEXT    NOT NULL CHECK (length(by_id) <= 64 AND instr(by_id, char(10)) = 0),
  by_name    TEXT    NOT NULL CHECK (length(by_name) <= 64 AND instr(by_name, char(10)) = 0),
  by_role    TEXT    NOT NULL CHECK (length(by_role) <= 64 AND instr(by_role, char(10)) = 0),
  words_hash BLOB    NOT NULL CHECK (length(words_hash) = 32),
  prev       BLOB    NOT NULL CHECK (length(prev) = 32),
  hash       BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The words of a row stand apart from the chain, which runs over their salted
-- hash: words past their retention can then be let go of one day while the
-- chain still verifies.
CREATE TABLE words (
  seq   INTEGER PRIMARY KEY REFERENCES ledger (seq),
  salt  BLOB NOT NULL CHECK (length(salt) = 16),
  words TEXT NOT NULL
) STRICT;

CREATE INDEX ledger_by_entry ON ledger (book, year, no, page);

CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger BEGIN
  SELECT RAISE(ABORT, '台账只增不改：不能修改已经写下的行，请用“更正”。');
END;

CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN
  SELECT RAISE(ABORT, '台账只增不删：不能删除已经写下的行，请用“作废”。');
END;

CREATE TRIGGER words_keep BEFORE UPDATE ON words BEGIN
  SELECT RAISE(ABORT, '台账只增不改：不能修改已经写下的内容，请用“更正”。');
END;

CREATE TRIGGER words_stay BEFORE DELETE ON words BEGIN
  SELECT RAISE(ABORT, '台账只增不删：不能删除已经写下的内容，请用“作废”。');
END;

-- This one also stops INSERT OR REPLACE, which gets past a BEFORE DELETE
-- trigger wherever recursive_triggers is off.
CREATE TRIGGER ledger_grows BEFORE INSERT ON ledger BEGIN
  SELECT RAISE(ABORT, '台账只能接着往下写：行号不是下一行。')
   WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger);
  SELECT RAISE(ABORT, '台账只能接着往下写：与上一行接不上。')
   WHERE NEW.prev IS NOT coalesce((SELECT hash FROM ledger WHERE seq = NEW.seq - 1), zeroblob(32));
  SELECT RAISE(ABORT, '台账的时间只能往前走：比上一行还早。')
   WHERE NEW.at < (SELECT at FROM ledger WHERE seq = NEW.seq - 1);
  SELECT RAISE(ABORT, '编号要按年连续：不是下一个编号。')
   WHERE NEW.verb = 'open'
     AND NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM ledger WHERE book = NEW.book AND year = NEW.year);
  SELECT RAISE(ABORT, '年份与登记时间不符。')
   WHERE (NEW.verb = 'open' OR NEW.no = 0 AND NEW.page = 0)
     AND NEW.year IS NOT CAST(strftime('%Y', NEW.at / 1000 + 28800, 'unixepoch') AS INTEGER);
  SELECT RAISE(ABORT, '页码和行次要连续：不是下一行，也不是新页的第一行。')
   WHERE NEW.verb = 'open'
     AND NOT EXISTS (
       SELECT 1 FROM (
         SELECT coalesce(max(page), 0) AS page, coalesce(max(line), 0) AS line FROM ledger
          WHERE book = NEW.book AND year = NEW.year AND no = NEW.no - 1 AND no > 0
       ) AS before
       WHERE NEW.page = before.page AND NEW.line = before.line + (NEW.page > 0)
          OR NEW.page = before.page + 1 AND NEW.line = 1
     );
  SELECT RAISE(ABORT, '没有这一条登记，或页码行次与登记时不同。')
   WHERE NEW.verb <> 'open' AND NEW.no > 0
     AND NOT EXISTS (
       SELECT 1 FROM ledger
        WHERE book = NEW.book AND year = NEW.year AND no = NEW.no AND page = NEW.page AND line = NEW.line
     );
  SELECT RAISE(ABORT, '没有这一页。')
   WHERE NEW.verb <> 'open' AND NEW.no = 0
     AND NOT (NEW.line = 0 AND NEW.page <= coalesce((
       SELECT page FROM ledger WHERE book = NEW.book AND year = NEW.year ORDER BY no DESC LIMIT 1), 0));
END;

CREATE TRIGGER words_grow BEFORE INSERT ON words BEGIN
  SELECT RAISE(ABORT, '内容只能和它的那一行一起写下。')
   WHERE NEW.seq IS NOT (SELECT max(seq) FROM ledger)
      OR EXISTS (SELECT 1 FROM words WHERE seq = NEW.seq);
END;
