import { PERSON } from './person-words.js'

const EACH = new RegExp(
  `(${PERSON})[和、与及跟]?(${PERSON})各有?(\\d+|[一二两三四五六七八九十百]+) ?([人名位个]?)`,
  'u',
)
/** 「含老师30人」: all of them, the teachers too. */
const WITH = new RegExp(
  `^(?:连同?|含|包括|包含|算上|加上)(?:${PERSON}|我们?|自己)+(?:在内|一起|都算上)?[，, ]*(?:一?共|总共)?(?=\\d|[一二两三四五六七八九十])`,
  'u',
)
/** 「三、四十人」, 「3、40人」. */
const TENS = /(?<![\d一二三四五六七八九十百])([一二三四五六七八])、([二三四五六七八九])(?=[十百])/u
const DIGITS = /(?<!\d)([1-8])、([2-9])0(?=[多来余几]?个?[人名位户家])/u

/** A plain text of a headcount with what is said at once of two spelt out: 男女各15人 is 男15人，女15人. */
export const speltOut = (plain: string): string => (AT_ONCE.test(plain) ? spelt(plain) : plain)

const AT_ONCE = /[各连含包算加、]/

const spelt = (plain: string): string =>
  plain
    .replace(EACH, '$1$3$4，$2$3$4')
    .replace(WITH, '')
    .replace(TENS, '$1$2')
    .replace(DIGITS, (said, low: string, high: string) =>
      Number(high) === Number(low) + 1 ? `${low}0-${high}0` : said,
    )

const NEARLY =
  /小(?<=(?:^|[\s，,、：:课会动训座来了到有])小)(?=(?:[二三四五六七八九]?十|\d{1,3}0)个?[人位名]?(?!.*[大老]))(?<![大老].*)/gu

/** 「小20人」 is nearly as many, 近20人, as long as before; not beside 大人 or 老人, of whom these are the small. 村小 and 二小 are schools. */
export const nearly = (plain: string): string => (plain.includes('小') ? plain.replace(NEARLY, '近') : plain)
