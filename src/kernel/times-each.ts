import { readNumber } from './numeral.js'

const N = '(?:\\d{1,4}|[一二两三四五六七八九十百]{1,4})'
/** 两场各30人, 办了3期读书会，每期约20人: so many sessions, and who came to each; not those of whom the groups are told behind it. */
const EACH = new RegExp(
  `(?<![第\\d一二两三四五六七八九十])(?<n>${N}) ?(?<of>[场次期节堂])(?<what>[\\u4e00-\\u9fff]{0,8}?)[，,、 ]*(?:各|[每各]一?\\k<of>)(?:都|来了?|到了?|有|是|参加)*(?<about>大概|大约|约|近)?(?<m>${N}) ?(?:个人|人次?|[名位])(?! ?[，,、（(和及] ?(?:其中|包括|\\d|${N}[人名位]))`,
  'u',
)
/** A day, of which a line that tells of several is no sum. */
const DAYS = /[日号]|\d[./]\d/gu

/** 「讲座两场各30人」 as 「讲座2场共60人次」: the same of each of several sessions on one day. */
export function eachTogether(said: string): string {
  const text = said.includes('、') ? said.replace(PAIR, spread) : said
  const found = /[每各]/u.test(text) && (text.match(DAYS) ?? []).length < 2 ? EACH.exec(text) : null
  const { n = '', of = '', what = '', about = '', m = '' } = found?.groups ?? {}
  const [many, came] = [readNumber(n.replace('两', '二')), readNumber(m.replace('两', '二'))]
  if (!found || many === null || came === null || many < 2) return text
  const sum = `${many}${of}共${about}${many * came}人次`
  return text.replace(found[0], what ? `${n}${of}${what}，${sum}` : sum)
}

/** 「走访6、7家」: from six to seven. */
const PAIR = /(?<![第\d.、])([1-8])、([2-9])(?=个?(?:[人名位户]|家(?![长访庭属])))(?!个?人一)/gu
const spread = (pair: string, low: string, high: string): string =>
  Number(high) === Number(low) + 1 ? `${low}-${high}` : pair
