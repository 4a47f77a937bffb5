import { besides } from './besides.js'
import { amountsIn, scanAmount } from './amount.js'
import type { Amount } from './amount.js'
import type { Money } from './money.js'
import { normaliseText, plainText, readNumber } from './numeral.js'

const UNIT = / ?(?:[元块]钱|元(?![旦宵素])|块(?![展木地板牌石玻儿去来参做])|人民币|[角毛])/y
const DIGIT = '[\\d一二三四五六七八九]'
/** 三块五, 五块二毛五, 12元5角3分, 十元零五分. */
const SMALL = new RegExp(
  `(?: ?(?<jiao>${DIGIT})(?:[角毛](?:(?<fen>${DIGIT})分?)?)?|零(?<only>${DIGIT})分)(?![\\d十百千万亿个人名位家户元块])`,
  'y',
)
const LEAD =
  /^(?:(?:人民币|RMB|CNY|¥|共计|合计|总计|一共|总共|共|花费|花|支出|用|费用|金额|开支|经费)(?:了|是|为|有)?[:： ]*)*/i
const MARK = /(?:¥|人民币|(?:花费|花|支出|费用|开支|用|共计|合计|总计|一共|总共|共|加起来)(?:了|是|为)?|=)[:： ]*$/
const REST = / ?(?:元?整)?/y
const TAIL = /^ ?(?:整|吧|了|的)?[。.!！ ]*$/
const NOTHING =
  /^(?:没有?(?:花钱|用钱|花|支出|开支|费用|花费)?|无(?:支出|开支|费用|花费)?|零(?:支出|开支|花费)|不花钱|未花钱|免费)[。.!！]?$/

/** 「没花钱」, 「这次一分钱都没花」, 「支出没有」: nothing was spent at all. */
export const isNoMoney = (text: string): boolean =>
  /^(?:(?:这次|本期|这段时间|暂时|我们|一分(?:钱)?|也|都|还|什么)*(?:没有?|未|不)(?:怎么)?(?:花|用)(?:过|到|什么)?(?:资助款|钱)?(?:了|的)?|(?:[这本]次|[这本]期|这段时间|我们|也|都|还)*(?:没有?|无|零)(?:什么)?(?:支出|开支|费用|花费)|(?:[这本]次|[这本]期|我们)*(?:支出|开支|费用|花费)(?:[这那](?:一?块|一?项|方面)|方面|也|都|还|是|[:：]|\s)*(?:没有?|无|零))[了的。.!！]*$/u.test(
    normaliseText(text).trim(),
  )

const digit = (char: string | undefined): number =>
  char ? (/\d/.test(char) ? Number(char) : '一二三四五六七八九'.indexOf(char) + 1) : 0

/** An amount in fen, with the 角 and 分 behind its 元; null when it is no whole number of fen. */
function moneyOf(amount: Amount, plain: string, normal: string): { money: Money; end: number } | null {
  const perUnit = /[角毛]/.test(amount.unit ?? '') ? 10 : 100
  let [minFen, maxFen, end] = [amount.min * perUnit, amount.max * perUnit, amount.end]
  if (amount.unit && perUnit === 100 && !amount.qualifier && Number.isInteger(amount.said)) {
    SMALL.lastIndex = end
    const small = SMALL.exec(plain)
    if (small) {
      const { jiao, fen, only } = small.groups ?? {}
      minFen += digit(jiao) * 10 + digit(fen) + digit(only)
      maxFen = minFen
      end = SMALL.lastIndex
    }
  }
  const [min, max] = [Math.round(minFen), Math.round(maxFen)]
  if (Math.abs(min - minFen) > 1e-3 || Math.abs(max - maxFen) > 1e-3 || !Number.isSafeInteger(max)) return null
  return { money: { minFen: min, maxFen: max, wording: normal.slice(amount.start, end).trim() }, end }
}

/**
 * The whole text as money (五百块, 1.2万, 860, 八百六, 三块五, 1,200.00元, ¥860, 七万余元), 0 for 没花钱 and 无, else null.
 * Hedged amounts are ranges in whole yuan by the rules of `amount.ts`: 500多块 is 501–599 yuan.
 */
export function readMoney(text: string): Money | null {
  const normal = normaliseText(text).trim()
  const product = productIn(normal)
  if (product && product.start === 0 && product.end === normal.length) return product.money
  const plain = plainText(normal)
  if (NOTHING.test(plain)) return { minFen: 0, maxFen: 0, wording: normal }
  const amount = scanAmount(plain, LEAD.exec(plain)?.[0].length ?? 0, UNIT)
  const found = amount && moneyOf(amount, plain, normal)
  return found && TAIL.test(plain.slice(found.end)) ? found.money : null
}

const COUNT = '(?<n>\\d{1,5}) ?(?:[人份个本套瓶箱天次张名位盒件场桶支把户条包]|课时)?'
const PRICE = '(?<p>\\d{1,6}(?:\\.\\d{1,2})?) ?[元块](?: ?/ ?[人份个本套瓶箱天次张名位盒件场]| ?[一每][人份个天次])?'
const PRODUCT = new RegExp(
  `(?<![\\d.])(?:${PRICE} ?[*×xX乘] ?${COUNT}|${COUNT.replace('<n>', '<n2>')} ?[*×xX乘] ?${PRICE.replace('<p>', '<p2>')})`,
)

const N = '(?:\\d{1,4}|[一二两三四五六七八九十]{1,3})'
const OF = '[晚天趟次人份个本套瓶箱张位盒件场桶支把条包节]'
const SUM = '(?:\\d[\\d,.]*|[一二两三四五六七八九十百千零万]+)(?: ?[元块](?:钱)?)?'
/** 「三晚 一晚一百九」, 「4趟，每趟35元」, 「三晚190一晚」: so many, and what one of them is. */
const PRICE_FIRST = new RegExp(
  `(?:(?<p>\\d{1,6}(?:\\.\\d{1,2})?) ?(?:元|块钱?)? ?(?:/|[一每] ?)(?<of>${OF})|每(?<of2>${OF})(?<p2>\\d{1,6}(?:\\.\\d{1,2})?) ?(?:元|块钱?)) ?[，, ]*[共*×xX]? ?(?<n>\\d{1,5}) ?(?:\\k<of>|\\k<of2>)(?![\\d元块])`,
  'u',
)
const OF_EACH = new RegExp(
  `(?<![\\d第])(?<n>${N}) ?(?<of>${OF})[ ，,]*(?:(?:每|一|各)\\k<of>(?:大概|约|是|要|算)?(?<price>${SUM})(?![\\d一二三四五六七八九十百千零]|.*[一每另]\\k<of>|.*(?:共|总计|合计|=) ?\\d)|(?<behind>${SUM}) ?(?:一|每|/)\\k<of>)`,
  'u',
)

/** A line in which nothing stands between how many there were and what each was, so that it is one sum. */
export const withPricesClose = (line: string): string =>
  OF_EACH.test(line)
    ? line.replace(OF_EACH, (said) => said.replace(/[ ，,]+/gu, ''))
    : /[/一每]/u.test(line)
      ? line.replace(PRICE_FIRST, (said) => said.replace(/[ ，,]+/gu, ''))
      : line

/** 「5块/人 40人」, 「每人5元共40人」: the price of each before how many. */
function priceFirst(normal: string): { money: Money; start: number; end: number } | null {
  const found = /[/一每]/u.test(normal) ? PRICE_FIRST.exec(normal) : null
  if (!found?.groups) return null
  const { p, p2, n } = found.groups
  const fen = Math.round(Number(p ?? p2) * 100 * Number(n))
  const money = { minFen: fen, maxFen: fen, wording: found[0].trim() }
  return { money, start: found.index, end: found.index + found[0].length }
}

function priceOfEach(normal: string): { money: Money; start: number; end: number } | null {
  const found = OF_EACH.exec(normal)
  const { n = '', price, behind } = found?.groups ?? {}
  const sum = plainText(price ?? behind ?? '')
  const amount = found && scanAmount(sum, 0, UNIT)
  const each = amount && moneyOf(amount, sum, sum)?.money
  const many = readNumber(n.replace('两', '二'))
  if (!each || many === null) return null
  const [minFen, maxFen] = [each.minFen * many, each.maxFen * many]
  return { money: { minFen, maxFen, wording: found[0] }, start: found.index, end: found.index + found[0].length }
}

/** 20元*5人, 20人×15元: the price of each times how many. */
function productIn(normal: string): { money: Money; start: number; end: number } | null {
  const each = priceOfEach(normal) ?? priceFirst(normal)
  if (each) return each
  const found = PRODUCT.exec(plainText(normal))
  if (!found?.groups) return null
  const { p, p2, n, n2 } = found.groups
  const fen = Math.round(Number(p ?? p2) * 100 * Number(n ?? n2))
  const end = found.index + found[0].length
  return { money: { minFen: fen, maxFen: fen, wording: normal.slice(found.index, end) }, start: found.index, end }
}

const BACK = /退款|退回|退费|退[了还掉]? ?¥?[\d.一二两三四五六七八九十百千万]+ ?[元块]|(?:^|[\s:：，,])[-−–] ?¥?\d/
/** Money that came back or is below nothing: no sum spent. */
export const isBackMoney = (text: string): boolean => BACK.test(normaliseText(text))

/**
 * The money inside a longer text: the first after 花了, 支出, ¥ … (the span takes the word in), else the first with 元 or 块. What it
 * was for is not asked: 收入860元 is found too; 每人50元 is not; 20元*5人 is 100. Spans count in `normaliseText(text)`.
 */
export function findMoney(text: string): { money: Money; start: number; end: number } | null {
  const normal = normaliseText(text)
  const plain = plainText(normal)
  const product = productIn(normal)
  let first: { money: Money; start: number; end: number } | null = product
  for (const amount of amountsIn(plain, UNIT)) {
    // A price for each is no sum spent.
    if (/[每各][^\s，,。；;]{0,4}$/.test(plain.slice(Math.max(0, amount.start - 5), amount.start))) continue
    const mark = MARK.exec(plain.slice(Math.max(0, amount.start - 8), amount.start))?.[0].length ?? 0
    if (!amount.unit && (mark === 0 || /[个小天周月年次人名位分点秒场户家号%]/.test(plain[amount.end] ?? ''))) continue
    const found = moneyOf(amount, plain, normal)
    if (!found) continue
    REST.lastIndex = found.end
    const end = found.end + (REST.exec(plain)?.[0].length ?? 0)
    const spanned = besides(found, { start: amount.start - mark, end })
    // 20人*15元=300元 is all of it said twice.
    if (product && mark > 0 && amount.start >= product.end) return { ...spanned, start: product.start }
    if (product && amount.start < product.end) continue
    if (mark > 0) return spanned
    first ??= spanned
  }
  return first
}

/** 「860元」「12.50元」. */
export const showFen = (fen: number): string => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}元`

/** An exact amount in yuan; a range in the person's own words, with 元 when she left it out. */
export function showMoney({ minFen, maxFen, wording }: Money): string {
  if (minFen === maxFen) return showFen(minFen)
  return /[元块角毛]|人民币/.test(plainText(wording))
    ? wording
    : wording.replace(/( ?(?:左右|上下|出头|以上|开外))?$/, (hedge) => `元${hedge}`)
}
