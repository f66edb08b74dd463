-- Residents, as they are offered while a line is written. They are no part of
-- the ledger: they may be changed and let go of. What is written into a line is
-- written there, and does not follow.
CREATE TABLE residents (
  id      INTEGER PRIMARY KEY,
  room    TEXT NOT NULL CHECK (room <> ''), -- 3-2-501
  name    TEXT NOT NULL,
  phones  TEXT NOT NULL,                    -- the first to try first, parted by line feeds
  quality TEXT NOT NULL,                    -- 业主, 租户, 其他, or empty
  note    TEXT NOT NULL,
  CHECK (name <> '' OR phones <> '')
) STRICT;
