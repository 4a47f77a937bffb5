import { between, Chars } from './chars.js'

const DIGITS = '零一二三四五六七八九'
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ．／－＋～％＃＊＝＆＠＿]/g
// oxlint-disable-next-line no-misleading-character-class -- zero-width characters are what this is about
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
// What most texts have none of, and every piece of a row is looked through many times.
const ODD = new Chars(
  `${between('０', '９')}${between('Ａ', 'Ｚ')}${between('ａ', 'ｚ')}．／－＋～％＃＊＝＆＠＿￥\t` +
    `\u00ad\u180e${between('\u200b', '\u200f')}${between('\u202a', '\u202e')}${between('\u2060', '\u2069')}\ufeff` +
    `\u00a0\u1680${between('\u2000', '\u200a')}\u202f\u205f\u3000`,
)
const ODD_BEHIND_DIGIT = /\d(?:[Oo]|，\d)/

/**
 * What the readers of this folder read: full-width letters, digits and number signs become ASCII, odd spaces become a space, ￥ becomes ¥,
 * zero-width characters and the BOM go. Chinese punctuation stays, except a full-width comma inside a full-width number (１，２３４).
 * Spans of every `find…` function count in the normalised text: normalise a text once before cutting it (twice changes nothing).
 */
export const normaliseText = (text: string): string =>
  ODD.in(text) || ODD_BEHIND_DIGIT.test(text) ? normalised(text) : text

const normalised = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/(?<=[０-９])，(?=[０-９]{3})/g, ',')
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    // 12，000: as phones type it; but not 「5.12，120人」 or 「3月22，120人」, where a date stands before.
    .replace(/(?<![\d.月年/-])(\d{1,3})，(?=\d{3}(?!\d))/g, '$1,')
    .replace(/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/￥/g, '¥')
    // 2O人: the letter beside the nought.
    .replace(/(?<=\d)[Oo](?=[\d.]*(?:$|[\s人名位个户家元块]))/g, '0')

const TRADITIONAL =
  '萬億兩個來餘號週點約戶場組對員禮後圓圆塊錢參與〇幾數總計簽實際報應' +
  '過審沒還誰請電話開發單錯歷變動銷終結補離說給讓為並併導匯彙觸記錄圖張題條們問簡復覆將'
const IN_TRADITIONAL = new RegExp(`[${TRADITIONAL}]`, 'g')
const SIMPLE =
  '万亿两个来余号周点约户场组对员礼后元元块钱参与零几数总计签实际报应' +
  '过审没还谁请电话开发单错历变动销终结补离说给让为并并导汇汇触记录图张题条们问简复复将'
const FORMAL = '零壹贰叁肆伍陆柒捌玖'
const FORMAL_UNITS: Record<string, string> = { 拾: '十', 佰: '百', 仟: '千' }
const NOT_PLAIN = new Chars(TRADITIONAL + FORMAL + Object.keys(FORMAL_UNITS).join(''))

/**
 * A normalised text with traditional and formal shapes (萬 個, 伍佰) written simply, character for character, so that spans stay.
 * Formal digits count only beside another (伍 and 陆 are also family names).
 */
export const plainText = (text: string): string => (NOT_PLAIN.in(text) ? inPlain(text) : text)

const inPlain = (text: string): string =>
  text
    .replace(IN_TRADITIONAL, (char) => SIMPLE[TRADITIONAL.indexOf(char)] ?? char)
    .replace(/[零壹贰叁肆伍陆柒捌玖拾佰仟]{2,}/g, (run) =>
      run.replace(/[^零]/g, (char) => FORMAL_UNITS[char] ?? DIGITS[FORMAL.indexOf(char)] ?? char),
    )

/** Arabic digits, a Chinese digit, two or three tens, or a unit; without names, which cost more than all the rest of the scan. */
const TOKEN =
  /((?:\d{1,3}(?:,\d{3}){1,4}(?![\d])|\d{1,15}(?!\d))(?:\.\d{1,6}(?!\d))?)|([零一二三四五六七八九两俩仨](?:点[零一二三四五六七八九]{1,6}(?![十分零一二三四五六七八九]))?)|([廿卅])|([十百千万亿]|[wWkK](?![A-Za-z]))/y
const NUMERALS = `0123456789${DIGITS}两俩仨廿卅十百千万亿`
/** What a number begins with. */
export const BEGINS = new Chars(`${NUMERALS}半`)
const GOES_ON = new Chars(`${NUMERALS}wWkK`)
const GOES_ON_OTHERWISE = new Chars(',.点')
const HAN_DIGITS = new Chars(`${DIGITS}两俩仨`)
const IN_DIGITS =
  /(?:[零一二三四五六七八九]{4,15}|(?=[一二三四五六七八九]{0,3}零)[零一二三四五六七八九]{2,15})(?![零一二三四五六七八九十百千万亿点])/y
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000, 亿: 100_000_000 }

const hanDigit = (char: string): number =>
  char === '两' || char === '俩' ? 2 : char === '仨' ? 3 : DIGITS.indexOf(char)
const hanValue = (text: string): number =>
  text.length === 1
    ? hanDigit(text)
    : Number(Array.from(text, (char) => (char === '点' ? '.' : String(hanDigit(char)))).join(''))

const NOUGHT = 48
/** As most numbers are written: arabic digits or one Chinese digit, behind which no numeral goes on. */
function scanSimple(text: string, start: number): { value: number; end: number } | null {
  let value = 0
  let end = start
  for (; end < text.length; end++) {
    const digit = text.charCodeAt(end) - NOUGHT
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  if (end === start && HAN_DIGITS.at(text, start)) value = hanDigit(text.charAt(end++))
  if (end === start || end - start > 15 || GOES_ON.at(text, end) || GOES_ON_OTHERWISE.at(text, end)) return null
  return { value, end }
}

/** One numeral of a plain text, from this place on; null when none begins here or it cannot be one (三四十, 十十, 一百千). */
export function scanNumber(text: string, start: number): { value: number; end: number } | null {
  if (!BEGINS.at(text, start)) return null
  const simple = scanSimple(text, start)
  if (simple) return simple
  if (text.startsWith('半百', start)) return { value: 50, end: start + 2 }
  IN_DIGITS.lastIndex = start
  const positional = HAN_DIGITS.at(text, start) && HAN_DIGITS.at(text, start + 1) ? IN_DIGITS.exec(text) : null
  if (positional) return { value: hanValue(positional[0]), end: IN_DIGITS.lastIndex }

  let settled = 0 // whole 万 and 亿
  let section = 0 // below 万
  let digit: number | null = null
  let digitText = ''
  let lastUnit = Infinity
  let lastBig = Infinity
  let afterZero = false
  let at = start
  for (;;) {
    TOKEN.lastIndex = at
    const found = GOES_ON.at(text, at) ? TOKEN.exec(text) : null
    if (!found) break
    const [, arabic, han, tens, power = ''] = found
    if (han === '零' && at > start) {
      if (digit !== null || afterZero || lastUnit === Infinity) return null
      afterZero = true
    } else if (arabic || han) {
      if (digit !== null) return null
      digitText = arabic ?? han ?? ''
      digit = arabic ? Number(arabic.replaceAll(',', '')) : hanValue(digitText)
    } else {
      const unit = tens ? 10 : (UNITS[power.toLowerCase()] ?? 0)
      if (tens && digit !== null) return null
      if (tens) digit = tens === '廿' ? 2 : 3
      if (unit < 10_000) {
        if (unit >= lastUnit || (digit === null && unit !== 10)) return null
        if (digit !== null && (digit === 0 || (unit === 10 && !(Number.isInteger(digit) && digit < 10)))) return null
        section += (digit ?? 1) * unit
      } else {
        const whole = section + (digit ?? 0)
        if (unit >= lastBig || whole === 0) return null
        settled += whole * unit
        section = 0
        lastBig = unit
      }
      digit = null
      lastUnit = unit
      afterZero = false
    }
    at = TOKEN.lastIndex
  }
  if (at === start) return null
  if (digit === null) {
    if (afterZero) return null
  } else if (lastUnit === Infinity || afterZero) section += digit
  else if (digit >= lastUnit || (lastUnit > 10 && !Number.isInteger(digit))) return null
  // 一千二 is 1200: a last digit without its unit stands one place below the unit before it.
  else section += digitText.length === 1 && lastUnit > 10 ? (digit * lastUnit) / 10 : digit
  const sum = settled + section
  const value = Number.isInteger(sum) ? sum : Number(sum.toFixed(6))
  return value <= Number.MAX_SAFE_INTEGER ? { value, end: at } : null
}

/** The number that the whole text is (三十五, 一千二, 1.2万, 1,234, ３５), or null. Never negative. */
export function readNumber(text: string): number | null {
  const plain = plainText(normaliseText(text)).trim()
  const found = scanNumber(plain, 0)
  return found && found.end === plain.length ? found.value : null
}

const RUN = /[\d零一二三四五六七八九十百千万亿两俩仨廿卅]+|半百/g

/**
 * Every numeral of a text, whatever it counts: dates, ordinals and 一 in 一起 too. Runs that are no one number (三四十) are left out.
 * Spans count in `normaliseText(text)`.
 */
export function findNumbers(text: string): { value: number; start: number; end: number; text: string }[] {
  const normal = normaliseText(text)
  const plain = plainText(normal)
  const numbers = []
  for (RUN.lastIndex = 0; ;) {
    const run = RUN.exec(plain)
    if (!run) return numbers
    const found = scanNumber(plain, run.index)
    if (!found) continue
    numbers.push({ value: found.value, start: run.index, end: found.end, text: normal.slice(run.index, found.end) })
    RUN.lastIndex = found.end
  }
}
