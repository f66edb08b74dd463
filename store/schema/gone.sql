-- Words past their retention are let go of by a signed act (dispose, 销毁): it
-- names its rows here, and only words that are named may be deleted. The rows of
-- the ledger stay, and the chain with them. See LEDGER.md.

CREATE TABLE gone (
  seq INTEGER PRIMARY KEY REFERENCES ledger (seq),
  act INTEGER NOT NULL REFERENCES ledger (seq)
) STRICT;

CREATE TRIGGER gone_grows BEFORE INSERT ON gone BEGIN
  SELECT RAISE(ABORT, '内容只能由刚刚签名的销毁放手。')
   WHERE NEW.act IS NOT (SELECT max(seq) FROM ledger)
      OR (SELECT verb FROM ledger WHERE seq = NEW.act) IS NOT 'dispose';
  SELECT RAISE(ABORT, '销毁的清单上没有这一行。')
   WHERE NOT EXISTS (
     SELECT 1 FROM words AS w, json_each(w.words, '$.rows') AS r
      WHERE w.seq = NEW.act AND NEW.seq BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]'));
  SELECT RAISE(ABORT, '销毁只能放手同一本、更早、属于某条登记的内容，而且只有一次。')
   WHERE NEW.seq >= NEW.act
      OR NOT EXISTS (SELECT 1 FROM ledger AS l, ledger AS a WHERE l.seq = NEW.seq AND a.seq = NEW.act AND l.book = a.book AND l.no > 0)
      OR EXISTS (SELECT 1 FROM gone WHERE seq = NEW.seq);
END;

CREATE TRIGGER gone_keeps BEFORE UPDATE ON gone BEGIN
  SELECT RAISE(ABORT, '销毁的记录只增不改。');
END;

CREATE TRIGGER gone_stays BEFORE DELETE ON gone BEGIN
  SELECT RAISE(ABORT, '销毁的记录只增不删。');
END;

DROP TRIGGER words_stay;

CREATE TRIGGER words_stay BEFORE DELETE ON words WHEN NOT EXISTS (SELECT 1 FROM gone WHERE seq = OLD.seq) BEGIN
  SELECT RAISE(ABORT, '台账只增不删：不能删除已经写下的内容，请用“作废”。');
END;
