#!/usr/bin/env python3
"""Makes the draws of a printed 抽样记录 again, by what the guide says (自己重算抽样)
and the words of the print alone. Reads them from standard input; says how many
pools and matters it has looked at, and fails at the first that comes out otherwise."""
import hashlib
import re
import sys

HEAD = re.compile(
    r"抽样日 (\d{4})-(\d\d)-\d\d　类别 (\S+?)　季度 (\d{4})Q(\d)　比例 (\d+)%　"
    r"以前 (\d+) 件抽中 (\d+) 件　本组 (\d+) 件抽 (\d+) 件(?:　(活动|季末补抽))?"
)
VALUE = re.compile(r"随机值 ([0-9a-f]{64})")
MATTER = re.compile(r"第 (\d+) 位　(\d{4}-\d{4,})　(抽中|未抽中)")


def sha(text):
    return hashlib.sha256(text.encode("utf-8"))


def up(n):
    return (n + 99) // 100


def take(pool, value):
    size, share = pool["size"], pool["share"]
    if pool["mark"] == "季末补抽":
        return 1
    if pool["mark"] == "活动":
        return up(size * share)
    n = size * share // 100
    text = "%s|%s|%s|%d" % (value, pool["kind"], pool["quarter"], share)
    if int.from_bytes(sha(text).digest()[:8], "big") % 100 < size * share % 100:
        n += 1
    total = pool["before"] + size
    if total * share >= 100 or pool["over"]:
        n = max(n, up(total * share) - pool["had"])
    return min(n, size)


def main():
    words = re.sub(r"\s*\n\s*", "\n", sys.stdin.read())
    heads = list(HEAD.finditer(words))
    so_far = {}
    matters = 0
    for i, h in enumerate(heads):
        year, month, kind, qy, q, share, before, had, size, taken, mark = h.groups()
        year, month, qy, q = int(year), int(month), int(qy), int(q)
        pool = dict(kind=kind, quarter="%dQ%d" % (qy, q), share=int(share), before=int(before), had=int(had),
                    size=int(size), mark=mark, over=(year, (month + 2) // 3) > (qy, q))
        body = words[h.end():heads[i + 1].start() if i + 1 < len(heads) else len(words)]
        value = VALUE.search(body).group(1)
        listed = sorted((int(place), number, result) for place, number, result in MATTER.findall(body))
        if len(listed) != pool["size"]:
            sys.exit("%s: %d of %d matters are printed" % (h.group(0), len(listed), pool["size"]))
        if take(pool, value) != int(taken):
            sys.exit("%s: %d are to be drawn" % (h.group(0), take(pool, value)))
        keyed = sorted((sha(value + "|" + number).hexdigest(), number) for _, number, _ in listed)
        for n, ((_, want), (place, number, result)) in enumerate(zip(keyed, listed), 1):
            if (n, want) != (place, number) or (result == "抽中") != (n <= int(taken)):
                sys.exit("%s: %s does not come out again" % (h.group(0), number))
        matters += len(listed)
        if mark == "活动":
            continue
        key = (kind, pool["quarter"], share)
        if so_far.get(key, (0, 0)) != (pool["before"], pool["had"]):
            sys.exit("%s: before were %s" % (h.group(0), so_far.get(key, (0, 0))))
        n, won = so_far.get(key, (0, 0))
        so_far[key] = (n + (0 if mark else pool["size"]), won + int(taken))
    print("%d pools, %d matters" % (len(heads), matters))


main()
