#!/usr/bin/env bash
# Makes the two subset fonts that the program carries, from the static OFL
# fonts of the npm package @expo-google-fonts/noto-sans-sc. Needs npm and, from
# Debian, python3-fonttools and unicode-data.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar xzf ./*.tgz
cp package/LICENSE_FONT "$here/OFL.txt"

# Which characters: what an office in the mainland writes, and its names.
/usr/bin/python3 - >chars.txt <<'PY'
import bz2, re, sys, unicodedata

want = set(map(chr, range(0x20, 0x7f))) | set(map(chr, range(0xa0, 0x1dd)))
for hi in range(0xa1, 0xf8):                      # GB2312, every cell of it
    for lo in range(0xa1, 0xff):
        try: want.add(bytes((hi, lo)).decode('gb2312'))
        except UnicodeDecodeError: pass
for line in bz2.open('/usr/share/unicode/Unihan_OtherMappings.txt.bz2', 'rt', encoding='utf-8'):
    if m := re.match(r'U\+([0-9A-F]+)\tkTGH\t', line):  # 通用规范汉字表, 8105 characters
        want.add(chr(int(m[1], 16)))
for a, b in (
    (0x2010, 0x20d0),  # dashes, quotes, ‰ ※, superscripts, €
    (0x2100, 0x2200),  # ℃ № Ⅰ and arrows
    (0x2200, 0x2300),  # √ ≤ ≥ ≠ ≈ ∞
    (0x2460, 0x2600),  # ① ⑴ ⒈, box drawing, geometric forms
    (0x2776, 0x2794),  # ❶
    (0x3000, 0x3040),  # Chinese punctuation
    (0x3220, 0x3244), (0x3280, 0x32b1), (0x3380, 0x33e0),  # ㈠ ㊣ ㎡ ㎏
    (0xfe30, 0xfe50), (0xff00, 0xfff0),  # vertical and full-width forms
):
    want |= set(map(chr, range(a, b)))
want |= set('ɑɡˊˋˇ˙✓⚠★☆☎☏♀♂♥♡♪')
# Names: variants that stand on identity cards, then the traditional forms of
# surnames and of the commonest given names (residents from Hong Kong, Taiwan).
want |= set('峯𠮷䶮䓕堃喆犇淼镕玥珺昇甯邨囍锳㛃㑇㸆㳇㙍㵑㧑㤘䅟䎃䎖仝玏昐烎燚赟翀夆衆淸靑冏眞愼鎭槇羣劵頔溎濬叡啓喦淩暘燊甡皞皡砡翺菓昰晞晸瑄旻昉昶炘煊熠珈琰璟祐禕芃茹頠顥颺驫鈺鉉鋆鏞鑒闓陞隽雋霈靄韡頤饒駿騏鴒麒麐龢勳勛儁凃凖喩囯堉塱奭姍姮媁媃嫈嬅孃孋宬寗尙崐崑崧嵋巖巘弍弎彣彥彧徠忞恊悳愷慤慜懋戩敎敭斈斐旉旼昺昻晁晢晧曠曄曌曦曥朙朶枏栢桺棨椏楙榤槺樸橒毓氹汧沄沚沨泓洎洺浡浤涗涴淏渀渁湻溍滎潁潾澂瀅灝灥炁炅炆炑炯烜焓焜煇煒煥熅熒熙熹爍爕犟')
want |= set('陳張劉楊趙黃吳孫馬許鄭謝馮鄧蕭羅蘇葉呂盧蔣賈鄒龍萬錢湯賴譚韋閻陸傘顧龔嚴黎關聶齊莊顏樊紀藍華項溫簡饒盤歐陽諸闕練鄔東榮竇閆駱龐單畢郟麥應寧喬賀賓邊車裡談韓鄺衛')
want |= set('國偉麗強軍輝傑鳳蘭飛雲慶勝貴寶興義紅艷燕瓊瑤鳴鵬鶴蓮劍愛學業憲銀銘鋒鑫鎮長開聰聖達進運連適選還遠遙鄉間閔隊際隆雙難電靈靜韻響頌頭預領顯風馨驊驥鮮鯤鷹黨淑娟銳鈞鋼鐵鑽錦鍾鐘錄賢質贊趨躍載輪轉辭遞遷鄰釋針閃閣聞陰陣階隨霧霞韜頂順須頓頡頤題額類飄騰驗驚魯鮑鴻鵑麟齡戀戰戲撫擁擇據舉舊藝薔蘊術補裝製複見規視親覺覽觀記設詠詩話誠說諾謀謙講證識譯議護讀變讓豐負財責貝貞貢賦賽萊葦蒼蓋緯緣縣縱總績繼續罷聯聲職肅脈脫膽臨臺與興艦芻茲荊莖節範經綠維綱網緒練紋納純紙級細組結絕統絲維豔瑩瑪環璣瓏畫異當疊發盡監盤眾碩確禮禎禪秋種稱積穎穩窮競筆築簽籃粵糧紹終給條業極構樂樓標樹橋機檢歡歲歷歸殘氣漢滿漁漸潔潤澤濟濤濱灣為烏無熱燈爾獅獎獻現琺夢備會倫們個優億儀儉側傳債傷僅從徑復徹恆悅惠態慈慧憶懷應寬實審寫尋導將專對岡島峽嶺嶽巖師帶帥幣幹幾庫廠廣廬彈彙後')
sys.stdout.write(''.join(sorted(c for c in want if not unicodedata.category(c).startswith('C'))))
PY

for w in 400Regular/NotoSansSC_400Regular 700Bold/NotoSansSC_700Bold; do
  name=${w##*_}
  /usr/bin/python3 -m fontTools.subset "package/$w.ttf" --text-file=chars.txt \
    --layout-features='kern,liga,locl,palt' --no-hinting --output-file=subset.ttf
  /usr/bin/python3 - subset.ttf "$here/NotoSansSC-${name#?00}.ttf" <<'PY'
# The source font has □ and ✓ but none of ☐ ☑ ☒ ✔ ✗ ✘. A tick that shows as
# nothing is worse than a plain one, so they are composed of what it has.
import sys
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

font = TTFont(sys.argv[1], recalcTimestamp=False)  # the same bytes on every day
glyf, cmap, hmtx, vmtx = font['glyf'], font.getBestCmap(), font['hmtx'], font['vmtx']

def part(char, box=None):
    """A component: char as it is, or scaled and moved to fill the box (left, foot, right, top)."""
    c = GlyphComponent()
    c.glyphName, c.x, c.y, c.flags = cmap[ord(char)], 0, 0, 0x2 | 0x200  # offsets are distances; use my metrics
    if box:
        g = glyf[c.glyphName]
        k = min((box[2] - box[0]) / (g.xMax - g.xMin), (box[3] - box[1]) / (g.yMax - g.yMin))
        c.transform = ((k, 0), (0, k))
        c.x = round((box[0] + box[2] - k * (g.xMin + g.xMax)) / 2)
        c.y = round((box[1] + box[3] - k * (g.yMin + g.yMax)) / 2)
        c.flags = 0x2
    return c

def add(char, *parts):
    g = Glyph()
    g.numberOfContours, g.components = -1, list(parts)
    name = 'uni%04X' % ord(char)
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    glyf.glyphs[name] = g
    glyf.glyphOrder = font.getGlyphOrder()
    g.recalcBounds(glyf)
    hmtx[name] = (1000, g.xMin)
    vmtx[name] = (1000, 880 - g.yMax)
    alias(char, name)

def alias(char, name):
    for table in font['cmap'].tables:
        if table.isUnicode():
            table.cmap[ord(char)] = name

square = glyf[cmap[ord('□')]]
inside = (square.xMin + 130, square.yMin + 130, square.xMax - 130, square.yMax - 130)
alias('☐', cmap[ord('□')])
alias('✔', cmap[ord('✓')])
add('☑', part('□'), part('✓', inside))
add('☒', part('□'), part('×', inside))
add('✗', part('×', (120, 0, 880, 760)))
alias('✘', 'uni2717')
font.save(sys.argv[2])
PY
done
wc -m chars.txt
ls -l "$here"/*.ttf
