-- Rows that were written while the clock of the PC stood far ahead would stop all
-- writing until that time has come. One kind of row leads back, signed by a manager:
-- verb clock of the book office, more than a day before the row before it. All else
-- of this trigger is as it was. See LEDGER.md.

DROP TRIGGER ledger_grows;

-- This one also stops INSERT OR REPLACE, which gets past a BEFORE DELETE
-- trigger wherever recursive_triggers is off.
CREATE TRIGGER ledger_grows BEFORE INSERT ON ledger BEGIN
  SELECT RAISE(ABORT, '台账只能接着往下写：行号不是下一行。')
   WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger);
  SELECT RAISE(ABORT, '台账只能接着往下写：与上一行接不上。')
   WHERE NEW.prev IS NOT coalesce((SELECT hash FROM ledger WHERE seq = NEW.seq - 1), zeroblob(32));
  SELECT RAISE(ABORT, '台账的时间只能往前走：比上一行还早。')
   WHERE NEW.at < (SELECT at FROM ledger WHERE seq = NEW.seq - 1)
     AND NOT (NEW.book = 'office' AND NEW.verb = 'clock' AND NEW.no = 0 AND NEW.page = 0 AND NEW.by_role = '经理'
         AND NEW.at < (SELECT at FROM ledger WHERE seq = NEW.seq - 1) - 86400000);
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
