"""Verifies a ledger file by the description in LEDGER.md alone.

Usage: python3 verify.py FILE... Prints one line a file: "sound SEQ HASH", or "broken SEQ WHY".
"""

import hashlib
import json
import pathlib
import sqlite3
import sys

FIELDS = "seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role"


def let_go(db):
    """The rows whose words a signed act has let go of; None where that does not hold."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'gone'").fetchone():
        return set()
    said = {}
    for seq, words in db.execute("SELECT seq, words FROM ledger JOIN words USING (seq) WHERE verb = 'dispose'"):
        for first, last in json.loads(words)["rows"]:
            if last >= seq:
                return None
            said.update((row, seq) for row in range(first, last + 1))
    return set(said) if said == dict(db.execute("SELECT seq, act FROM gone")) else None


def verify(path):
    db = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    prev, last_at, numbers, places = bytes(32), None, {}, {}
    seq = 0
    gone = let_go(db)
    mendable = db.execute("PRAGMA user_version").fetchone()[0] > 5
    if gone is None:
        return "broken 0 disposal"
    rows = db.execute(
        f"SELECT {FIELDS}, words_hash, prev, hash, salt, words"
        " FROM ledger LEFT JOIN words USING (seq) ORDER BY seq"
    )
    for row in rows:
        seq += 1
        _, at, book, year, no, page, line, verb = row[:8]
        words_hash, row_prev, row_hash, salt, words = row[12:]
        if row[0] != seq:
            return f"broken {seq} missing"
        text = "frontdesk-ledger-1\n" + "".join(f"{field}\n" for field in row[:12])
        text += words_hash.hex() + "\n" + row_prev.hex() + "\n"
        if hashlib.sha256(text.encode()).digest() != row_hash:
            return f"broken {seq} hash"
        if (salt is None) != (seq in gone):
            return f"broken {seq} words"
        if salt is not None and hashlib.sha256(salt + words.encode()).digest() != words_hash:
            return f"broken {seq} words"
        if row_prev != prev:
            return f"broken {seq} chain"
        led_back = (book, verb, no, page, row[11]) == ("office", "clock", 0, 0, "经理") and mendable
        if last_at is not None and at < last_at and not (led_back and at < last_at - 86400000):
            return f"broken {seq} time"
        key = (book, year)
        if verb == "open":
            if no != numbers.get(key, 0) + 1:
                return f"broken {seq} number"
            last_page, last_line = places.get((*key, no - 1), (0, 0))
            if (page, line) not in ((last_page, last_line + (page > 0)), (last_page + 1, 1)):
                return f"broken {seq} page"
            numbers[key] = no
            places[(*key, no)] = (page, line)
        elif no > 0 and places.get((*key, no)) != (page, line):
            return f"broken {seq} entry"
        prev, last_at = row_hash, at
    stray = db.execute("SELECT count(*) FROM words WHERE seq < 1 OR seq > ?", (seq,)).fetchone()[0]
    if stray:
        return f"broken {seq + 1} words without a row"
    return f"sound {seq} {prev.hex()}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(verify(name))
