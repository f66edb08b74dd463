#!/usr/bin/env bash
# Makes the two subset fonts that the program carries, from the static OFL
# fonts of the npm package @expo-google-fonts/noto-sans-sc. Needs npm and, from
# Debian, python3-fonttools and unicode-data. Run it in this folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar xzf ./*.tgz
/usr/bin/python3 - >chars.txt <<'EOF'
import bz2, glob, re, sys, unicodedata
want = set(map(chr, range(0x20, 0x7f))) | set(map(chr, range(0xa0, 0x180)))
for hi in range(0xa1, 0xf8):                      # GB2312, every cell of it
    for lo in range(0xa1, 0xff):
        try: want.add(bytes((hi, lo)).decode('gb2312'))
        except UnicodeDecodeError: pass
for path in glob.glob('/usr/share/unicode/Unihan*.bz2'):
    for line in bz2.open(path, 'rt', encoding='utf-8'):
        m = re.match(r'U\+([0-9A-F]+)\tkTGH\t', line)   # 通用规范汉字表, 8105 characters
        if m: want.add(chr(int(m.group(1), 16)))
for a, b in ((0x2010, 0x2030), (0x2030, 0x205f), (0x2100, 0x2150), (0x2150, 0x2190), (0x2190, 0x2200),
             (0x2460, 0x2500), (0x25a0, 0x2600), (0x3000, 0x3040), (0xff00, 0xfff0), (0x3380, 0x33e0)):
    want |= set(map(chr, range(a, b)))
want |= set('☐☑☒✓✔✗✘⚠★☆√≤≥≠≈∞峯𠮷䶮堃喆犇淼镕玥珺昇甯邨囍')
sys.stdout.write(''.join(sorted(c for c in want if not unicodedata.category(c).startswith('C'))))
EOF
for w in 400Regular/NotoSansSC_400Regular 700Bold/NotoSansSC_700Bold; do
  name=${w##*_}
  /usr/bin/python3 -m fontTools.subset "package/$w.ttf" --text-file=chars.txt --layout-features='kern,liga,locl,palt' \
    --no-hinting --output-file="$here/NotoSansSC-${name#?00}.ttf"
done
wc -m chars.txt
ls -l "$here"/*.ttf
