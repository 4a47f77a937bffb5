const NUMERAL = '\\d０-９零〇一二三四五六七八九十百千万半两'

const VALUE = new RegExp(
  `^(?:[${NUMERAL}¥￥约近共有来到今昨前明后去上本]|第[一二三四\\d]季|大约|大概|将近|差不多|不到|超过|一共|总共|人|周|星期|Q)`,
)
const ROW = new RegExp(`\\d|[${NUMERAL}] ?[月日号元块]`)

/** How days, counts and sums begin, and most titles and places do not: a first look, before one that takes time. */
export const mayBeValue = (text: string): boolean => VALUE.test(text)

/** What a row has something of, and a sentence mostly not. */
export const mayBeRow = (text: string): boolean => ROW.test(text)
