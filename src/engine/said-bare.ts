import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { mayBeValue } from '../forms/looks.js'
import { isVenue } from '../kernel/venue-words.js'
import { isSmallTalk, yesOrNo } from './commands.js'
import { fitsAt, fitting, givenFields, lastChanged } from './fitting.js'
import { rowJustSaid } from './row-just-said.js'
import { currentField, numberOf, type Turn } from './turn.js'

/** What people say before they put something right; all but the last few may also stand before anything else. */
const LEAD = new RegExp(
  '^(?:(?:啊|哎呀?|噢|哦|呃|嗯|不好意思|对不起|抱歉|等等|等一?下|等会儿?|稍等|慢着|对了|不对|错了|那个|我?(?:刚才|刚刚)?(?:写|说|填|记|弄|搞|看|算|数|选|报)错了?' +
    '|我?想起来了?|我?(?:看|查|问|数|核对?|翻)了一?下|其实|实际上?|应该|好像|我?记得|还是|就|总共|一共|合计|活动|那天|当天|我们?|(?:改|换)(?:一?下)?(?:成|为|到))[，,。！!：:\\s]*)*' +
    '(?:(?:是|有|为|来了|到了)\\s*)*',
  'u',
)
const TAIL = /(?:(?:举?办|开|搞|做|来)的|才对|才是|[吧啊呢哦了的]|[。.!！~～\s])+$/u
/** 「27号不是28号」, 「不是28号，是27号」. */
const BUT = [
  /^(?<now>[^，,。]{1,20}?)[，,。\s]*(?:而|可|并)?不是\s*(?<was>[^，,。]{1,20})$/u,
  /^不是\s*(?<was>[^，,。]{1,20}?)[，,。\s]*(?:而|应该|其实)*是\s*(?<now>[^，,。]{1,20})$/u,
]
const IN = /^在\s*\S{2,}/u

/** 「等一下 是33个」 as 「33个」. */
export const withoutLead = (text: string): string => text.trim().replace(TAIL, '').replace(LEAD, '')

/**
 * 「是29号办的」, 「还是24人吧」, 「等一下 是27号不是28号」 where nothing is asked: no more than a value with what says that it was not so, as 「不对，是29号」.
 * Null where it is the value of no answer, or of more than one by its number alone.
 */
export function bareCorrection(turn: Turn, text: string): string | null {
  const said = text.trim().replace(TAIL, '')
  const rest = said.replace(LEAD, '')
  if (rest !== said && (IN.test(rest) || (isVenue(rest) && !/[是不改]/u.test(rest))))
    return rest.startsWith('在') ? `是${rest}` : `是在${rest}`
  if (rest !== said && /^不是?在/u.test(rest)) return rest
  const { now = rest, was = null } = BUT.map((pattern) => pattern.exec(rest)?.groups).find(Boolean) ?? {}
  // 「33」 alone is the number of a question, and 「是」 an answer to nothing.
  const plain = now === text.trim() && was === null
  if (!now || (plain && (ALONE.test(now) || currentField(turn))) || yesOrNo(now) !== null || isSmallTalk(now))
    return null
  const number = was === null && ALONE.test(now) ? rowBecomes(turn, now) : null
  if (number) return number
  if (was !== null && fitting(turn, now, { was, rows: false })) return `不是${was}，是${now}`
  const fit = givenFields(turn).filter((field) => fitsAt(turn, field, now, { was: null, rows: false }) !== null)
  const [one, other] = fit.filter((field) => !kindOf(field).columns)
  // 「29号」, 「35人」 and nothing else must be the value of one question.
  if (plain) return one && fit.length === 1 && mayBeValue(now) ? `${one.label}改成${now}` : null
  // A number alone must be that of one question.
  if (ALONE.test(now) && (other || fit.length > 1)) return null
  const last = lastChanged(turn)
  const ofRow = was === null && last !== null && fit.includes(last) && rowJustSaid(turn, last) !== null
  if (one && !ofRow) return `${one.label}改成${now}`
  return was === null && fit.length > 0 ? `不对，是${now}` : null
}

const ALONE = /^\d+$/u

/** 「不对 188」 right after 「水果是186元」: of the number in that row, where it has one. */
function rowBecomes(turn: Turn, now: string): string | null {
  const field = lastChanged(turn)
  const row = field && rowJustSaid(turn, field)
  const [number, other] =
    (field && kindOf(field).columns?.(field))?.filter(({ kind }) => !kind.free && kind.spots !== 'all') ?? []
  if (!field || row === null || !number || other) return null
  return `改 ${numberOf(turn.form, field)}.${row} ${number.field.label} ${now}`
}

const ALSO_CALLED: Record<string, RegExp> = {
  'activity.date': /^(?:活动)?(?:日期|日子|时间)/u,
  'activity.title': /^(?:活动)?(?:名字|名称|标题|题目|主题|内容)|^活动名|^改名(?=叫|成|为)/u,
  'activity.place': /^(?:活动)?(?:地方|地点|场地|位置)/u,
  'activity.headcount': /^(?:总人数|总数|人)(?=是|有|应该|错|不对)/u,
  'activity.category': /^(?:活动)?(?:类型|类别|种类|分类)/u,
}

/** 「名字改成…」, 「地方错了」 by the name that the form has for it; as it is where that is the name of something there. */
export function byItsLabel(fields: Field[], said: string): string {
  if (fields.some(({ label }) => said.startsWith(label))) return said
  for (const { feeds, label } of fields) {
    const rest = feeds ? said.replace(ALSO_CALLED[feeds] ?? /^$/u, '') : said
    if (rest !== said && rest) return label + rest
  }
  return said
}
