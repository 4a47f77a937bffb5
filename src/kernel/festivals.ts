import { Lunar, LunarMonth, type Solar } from 'lunar-typescript'
import { addDays, dayOf, weekday, type Day } from './day.js'

/** [month, day] of every year. */
const FIXED: Record<string, [number, number]> = {
  元旦: [1, 1],
  情人节: [2, 14],
  爱耳日: [3, 3],
  学雷锋日: [3, 5],
  学雷锋纪念日: [3, 5],
  雷锋日: [3, 5],
  妇女节: [3, 8],
  三八节: [3, 8],
  三八: [3, 8],
  植树节: [3, 12],
  消费者权益日: [3, 15],
  睡眠日: [3, 21],
  世界水日: [3, 22],
  气象日: [3, 23],
  结核病日: [3, 24],
  防治结核病日: [3, 24],
  自闭症日: [4, 2],
  自闭症关注日: [4, 2],
  孤独症日: [4, 2],
  卫生日: [4, 7],
  国家安全教育日: [4, 15],
  地球日: [4, 22],
  读书日: [4, 23],
  航天日: [4, 24],
  劳动节: [5, 1],
  五一: [5, 1],
  青年节: [5, 4],
  五四: [5, 4],
  红十字日: [5, 8],
  护士节: [5, 12],
  防灾减灾日: [5, 12],
  家庭日: [5, 15],
  博物馆日: [5, 18],
  无烟日: [5, 31],
  儿童节: [6, 1],
  六一: [6, 1],
  环境日: [6, 5],
  爱眼日: [6, 6],
  献血者日: [6, 14],
  禁毒日: [6, 26],
  建党节: [7, 1],
  七一: [7, 1],
  建军节: [8, 1],
  八一: [8, 1],
  医师节: [8, 19],
  慈善日: [9, 5],
  教师节: [9, 10],
  爱牙日: [9, 20],
  和平日: [9, 21],
  烈士纪念日: [9, 30],
  国庆节: [10, 1],
  国庆: [10, 1],
  十一: [10, 1],
  精神卫生日: [10, 10],
  盲人节: [10, 15],
  白手杖日: [10, 15],
  粮食日: [10, 16],
  扶贫日: [10, 17],
  万圣节: [10, 31],
  记者节: [11, 8],
  消防日: [11, 9],
  消防宣传日: [11, 9],
  糖尿病日: [11, 14],
  双十一: [11, 11],
  世界儿童日: [11, 20],
  反家暴日: [11, 25],
  艾滋病日: [12, 1],
  残疾人日: [12, 3],
  宪法日: [12, 4],
  志愿者日: [12, 5],
  公祭日: [12, 13],
  平安夜: [12, 24],
  跨年夜: [12, 31],
  跨年: [12, 31],
  圣诞节: [12, 25],
  圣诞: [12, 25],
}
/** [month, which, weekday] counted from the first, −1 the last. */
const WEEKDAYS: Record<string, [number, number, number]> = {
  母亲节: [5, 2, 7],
  父亲节: [6, 3, 7],
  助残日: [5, 3, 7],
  遗产日: [6, 2, 6],
  急救日: [9, 2, 6],
  聋人日: [9, -1, 7],
  聋人节: [9, -1, 7],
  感恩节: [11, 4, 4],
  安全教育日: [3, -1, 1],
}
/** [month, day] of the lunar year; day 0 is the last of the month. */
const LUNAR: Record<string, [number, number]> = {
  春节: [1, 1],
  大年初一: [1, 1],
  元宵节: [1, 15],
  元宵: [1, 15],
  龙抬头: [2, 2],
  二月二: [2, 2],
  上巳节: [3, 3],
  三月三: [3, 3],
  端午节: [5, 5],
  端午: [5, 5],
  七夕节: [7, 7],
  七夕: [7, 7],
  中元节: [7, 15],
  中秋节: [8, 15],
  中秋: [8, 15],
  重阳节: [9, 9],
  重阳: [9, 9],
  老年节: [9, 9],
  敬老节: [9, 9],
  腊八节: [12, 8],
  腊八: [12, 8],
  小年: [12, 23],
  小年夜: [12, 23],
  除夕: [12, 0],
  除夕夜: [12, 0],
  年三十: [12, 0],
  大年三十: [12, 0],
}
const TERMS =
  '小寒|大寒|立春|雨水|惊蛰|春分|清明节?|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至'
const SAME: Record<string, string> = { 丰收节: '秋分', 清明节: '清明' }

const NAMES = [...Object.keys(FIXED), ...Object.keys(WEEKDAYS), ...Object.keys(LUNAR), ...Object.keys(SAME)]
/** Every festival, solar term and day of observance that is known; a part of a pattern, the longer names first. */
export const FESTIVAL = `(?:(?:全国|国际|世界|中国|中华|全民|联合国)*(?:${NAMES.toSorted((a, b) => b.length - a.length).join('|')})|${TERMS})`

/** The characters that a festival may begin with. */
export const FESTIVAL_STARTS = Array.from(
  new Set([...NAMES, ...TERMS.split('|'), '全国', '国际', '世界', '中国', '联合国'].map((name) => name.slice(0, 1))),
).join('')

const solarDay = (solar: Solar): Day => solar.toYmd()
const LUNAR_MONTHS = 12
/** Years whose terms are kept; messages are about a few. */
const MOST_YEARS = 50

const lunarDays = new Map<number, Day | null>()
/** Some festivals in some years; messages are about a few. */
const MOST_LUNAR_DAYS = 5000

/** The day of a lunar month (1–12) in the lunar year that begins in this year; null when the month has no such day. */
export function lunarDay(year: number, month: number, day: number): Day | null {
  const key = (year * 100 + month) * 100 + day
  const known = lunarDays.get(key)
  if (known !== undefined) return known
  const found = workedOut(year, month, day)
  if (lunarDays.size < MOST_LUNAR_DAYS) lunarDays.set(key, found)
  return found
}

function workedOut(year: number, month: number, day: number): Day | null {
  const length = LunarMonth.fromYm(year, month)?.getDayCount() ?? 0
  const on = day === 0 ? length : day
  if (month < 1 || month > LUNAR_MONTHS || on < 1 || on > length) return null
  return solarDay(Lunar.fromYmd(year, month, on).getSolar())
}

function nthWeekday(year: number, month: number, which: number, day: number): Day | null {
  const first = dayOf(year, which > 0 ? month : month + 1, 1)
  if (!first) return null
  if (which > 0) return addDays(first, ((day - weekday(first) + 7) % 7) + 7 * (which - 1))
  const last = addDays(first, -1)
  return addDays(last, -((weekday(last) - day + 7) % 7))
}

const terms = new Map<number, Record<string, Day>>()
/** The solar terms of a year; worked out once, which takes the library milliseconds. */
function termsOf(year: number): Record<string, Day> {
  const known = terms.get(year)
  if (known) return known
  const table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
  const days = Object.fromEntries(Object.entries(table).map(([name, solar]) => [name, solarDay(solar)]))
  if (terms.size < MOST_YEARS) terms.set(year, days)
  return days
}

/** The day of a festival (as `FESTIVAL` finds it) in a year; null where it has none. The lunar year is the one that begins in this year, so 腊八 of 2025 is in January 2026. */
export function festivalDay(found: string, year: number): Day | null {
  const name = SAME[found] ?? found
  const plain = name.replace(/^(?:全国|国际|世界|中国|中华|全民|联合国)+/, '')
  const fixed = FIXED[name] ?? FIXED[plain]
  if (fixed) return dayOf(year, ...fixed)
  const nth = WEEKDAYS[plain]
  if (nth) return nthWeekday(year, ...nth)
  const lunar = LUNAR[plain]
  if (lunar) return lunarDay(year, ...lunar)
  // The table begins with the winter solstice of the year before.
  return termsOf(year)[plain === '冬至' ? 'DONG_ZHI' : plain] ?? null
}
