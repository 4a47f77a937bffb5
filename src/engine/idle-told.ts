import { bare } from '../forms/prompt.js'
import { normaliseText } from '../kernel/numeral.js'

/** That there was no activity, in her words; `why`: what she says besides of the reason. */
export interface Idle {
  why: string | null
}

const NUMBER = '(?:1[0-2]|\\d|十[一二]?|[一二三四五六七八九])'
const MONTHS = `${NUMBER}月?份?(?:到|至|[-–—~～、和])${NUMBER}月份?|第?[一二三四1-4]季度?|[上下]半年|上个?季度|[这近前过去]{1,2}[两三几半]个?[月年]`
const WHO =
  '我们|我|单位|机构|这一?期|本期|这一?次|本次|这个?月|本月|上个?月|这一?个?季度?|本季度?|这段时间|这一?阶段|期间|最近'
const FILLING = '都|也|就|暂时|还|的|里|内|，|,|\\s'
const when = (more: string) => `(?:(?:\\d{4}年)?(?:${MONTHS}${more})|${WHO}|${FILLING})*`
const none = (more: string) =>
  new RegExp(
    `^(?:${when(more)}(?:没有?|无)(?:能|再|怎么)?(?:开展|举办|组织|安排|办|搞|做|进行)?(?:过|成|什么|任何|啥)*活动(?:可报|要报|可填)?|${when(more)}活动(?:都|也|就)*(?:没有|为零|没(?:办|搞|做|开展|组织)(?:成|过)?)|no activit(?:y|ies))[了的]?(?:${when(more)})$`,
    'iu',
  )
const NONE = none('')
/** One month alone may be said of a row; where nothing was told yet it is all of the report. */
const NONE_UNDATED = none(`|${NUMBER}月份?`)
const WHEN_ALONE = new RegExp(`^${when(`|${NUMBER}月份?`)}$`, 'u')

const NAMED = /活动|activit/iu
const LONGEST = 80
/** 「怎么填」: that is what is shown next. */
const HOW =
  /^(?:那|请问|这种?|这样|情况|要|该|应该|需要|简报|的话)*(?:怎么|咋|如何)(?:样)?(?:填写?|写|报|交|办|弄|搞|选)(?:简报)?[呢啊呀吗？?]*$/u
const HELLO = /^(?:你好|您好|老师|在吗|哈喽|嗨|不好意思|请问|简报|工作简报|填?交?简报)+[啊呀哈]*$/u
const BECAUSE = /^(?:主要)?(?:是|就是)?(?:因为|由于|原因是?)[:：]?/u
/** 「没有活动因为学校考试」: where the reason begins. */
const PAUSES = /[，,。；;！!\n\s]+|(?<=.)(?=(?:主要)?(?:是)?(?:因为|由于))|(?<=^(?:因为|由于).{2,20})(?=没)/u
/** What was done all the same is no reason. */
const DONE =
  /[去走办开搞做来到访发]了|[日号]|\d\s*[人名位户家场次]|[一二两三四五六七八九十几][场次户名位]|主要(?!是?因)|只(?:有|是|做|办|去)|但|不过|除了|[?？吗]$/u

/**
 * 「本期无活动」, 「这个月没有活动」, 「4-6月没有活动 因为学校考试」, 「我们这季度没搞活动 怎么填」; null where more is told. `anew`: nothing was told before it in
 * a draft, so that any reason is of the whole report; `undated`: nor is it known of when that is, so that one month may be all of it.
 */
export function idleTold(text: string, where: 'undated' | 'anew' | 'within' = 'within'): Idle | null {
  if (text.length > LONGEST || !NAMED.test(text)) return null
  const said = bare(normaliseText(text))
  const isNone = (part: string) => (where === 'undated' ? NONE_UNDATED : NONE).test(part)
  if (isNone(said)) return { why: null }
  const parts = said.split(PAUSES).filter(Boolean)
  const at = parts.findIndex((part) => NAMED.test(part))
  // 「没活动 这季度」, 「我们 4-6月 没有活动」.
  let [from, to] = [at, at + 1]
  while (from > 0 && WHEN_ALONE.test(parts[from - 1] ?? '')) from--
  while (to < parts.length && WHEN_ALONE.test(parts[to] ?? '')) to++
  if (at < 0 || !isNone(parts.slice(from, to).join(' '))) return null
  const others = [...parts.slice(0, from), ...parts.slice(to)].filter((part) => !HOW.test(part) && !HELLO.test(part))
  if (others.length === 0) return { why: null }
  const marked = BECAUSE.test(others[0] ?? '')
  if ((where === 'within' && !marked) || others.some((part) => DONE.test(part))) return null
  const why = others.join('，').replace(BECAUSE, '').replace(/所以$/u, '')
  return why.length < 2 ? { why: null } : { why }
}

/** 「本期无活动」, 「这个月没有活动」 and nothing else. */
export const isIdle = (text: string): boolean => idleTold(text)?.why === null
