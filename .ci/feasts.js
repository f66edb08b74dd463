// Makes forms/feasts.txt: on which days 春节, 清明, 端午 and 中秋 fall, year by year, with
// lunar-javascript (MIT), and holds the lunar days against chinese-days (MIT). The
// program itself needs neither:
//   npm install lunar-javascript@1.7.7 chinese-days@1.5.7 && node .ci/feasts.js > forms/feasts.txt
const { Lunar } = require('lunar-javascript')
const days = require('chinese-days')

for (let year = 2024; year <= 2100; year++) {
  const feast = (month, day) => {
    const at = Lunar.fromYmd(year, month, day).getSolar().toYmd()
    const back = days.getLunarDate(at)
    if (back.lunarMon !== month || back.lunarDay !== day || back.isLeap) throw new Error(`${at} is no ${month}-${day}`)
    return at
  }
  const clear = Lunar.fromYmd(year, 3, 1).getJieQiTable()['清明'].toYmd()
  const list = [feast(1, 1), clear, feast(5, 5), feast(8, 15)]
  if (list.some((at) => !at.startsWith(`${year}-`))) throw new Error(String(year))
  console.log(year, list.map((at) => at.slice(5)).join(' '))
}
