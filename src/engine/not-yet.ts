import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { miss, readAt, take } from './answer.js'
import { doubt } from './doubt-about.js'
import { hasPeople } from './fitting.js'
import { heldOf, type Step, type Turn, turnWith } from './turn.js'

const WHO = '(?:那|我们?|咱们?|大家|另外|然后|还有)*'
const AHEAD =
  '(?:下个?(?:星期|礼拜|季度|学期|半年|年|月|周|次|期)|明年|接下来|后面|后续|以后|今后|下一步|过[些几]天|过[一两]个?月|年底)'
const MEANS = '(?:准备(?!会|工作)|打算(?!盘)|计划(?!书|会|生育)|拟(?!定了)|争取|希望(?!小学|学校|工程)|想(?!象)|将|要)'
const DOES = '(?:办|搞|做|开|举行|组织|请|去|弄|安排|来|招|找|租|换|买|加|跟|和|把)'
/** 「下个月准备再办两场，大概三十人一场」, 「还要办两场」: what is to be done, from its first words on. */
const PLAN = [
  new RegExp(`^${WHO}(?:${AHEAD}份?[，, ]*${WHO})?(?:也|还|都|就)*${MEANS}[^，。；\\n]{0,12}?${DOES}`, 'u'),
  new RegExp(`^${WHO}${AHEAD}份?[，, ]*${WHO}[^，。；\\n]{0,6}?(?:再|还|会)${DOES}`, 'u'),
  new RegExp(
    `^${WHO}(?:[\\d一二三四五六七八九十]{1,2}月份?|[暑寒]假|[春夏秋冬][天季])${WHO}(?:${MEANS}|再(?!生))[^，。；\\n]{0,12}?${DOES}`,
    'u',
  ),
  /^(?:next (?:week|month|quarter|year|time)[^.\n]{0,20}\b(?:we|plan|will|hope)\b|we (?:plan|intend|hope|want|are going) to\b|we will\b)/i,
]
const DAY_FIRST = /^(?:\d{4}年)?[\d一二三四五六七八九十]{1,3}(?:月[^份]|[.．/]\d)/u
/** 「场地小 社区说九月给我们换个大的」: what is lacking, and what others promise; where nobody came and no day begins it, no activity. */
const PROMISED = /^[^\n]{0,20}(?:说|答应|承诺|同意|通知)[^\n]{0,10}(?:给|帮|让|借|替)我们?/u
const LACKS =
  /^(?:我们的?|现在|主要|就是|还是|的|困难)*(?:场地|地方|教室|人手|志愿者|老师|经费|资金|钱|时间|设备|书|器材)(?:还?是|都|也|真|实在)*(?:太|有点|比较|偏|很|不太)?(?:小(?![学组朋区镇队班课型手记剧])|少(?![年儿先女])|紧(?!急)|窄|挤|不够|不足|有限|缺(?!席)|难找)/u
/** 「主要困难是志愿者流动大…」: its first words say what it is, whatever is told behind them. */
const DIFFICULT =
  '(?:但是?|不过|只是|还有|另外|我们?的?|目前|现在|主要的?|最大?的?|遇到|碰到|面临|有|了|一?些|[一两二三几]?个|的|[，, ])*' +
  '(?:困难|难[处点题度]|问题|不足|遗憾|挑战|难)(?:之处|的地方|的)?(?:主要|就|还|都|也|依然|仍然)*(?:是|在于|[:：])'
const TELLS_DIFFICULTY = new RegExp(
  `^(?:${DIFFICULT}|(?:the |our |main |biggest )+(?:difficult(?:y|ies)|problems?|challenges?) (?:is|was|are|were) )`,
  'iu',
)
const tellsLack = (text: string): boolean =>
  !DAY_FIRST.test(text) && !hasPeople(text) && (PROMISED.test(text) || LACKS.test(text))
const WAS_DONE = /[办开搞做来到去]了|已经|刚刚/u
const LONGEST = 80

const isNotYet = (text: string): boolean =>
  text
    .split('\n')
    .every(
      (line) =>
        TELLS_DIFFICULTY.test(line) ||
        (line.length <= LONGEST && !WAS_DONE.test(line) && (PLAN.some((words) => words.test(line)) || tellsLack(line))),
    )

const BEHIND = new RegExp(`[，。；,;\\n]\\s*|\\s+(?=${DIFFICULT})`, 'gu')

/** 「4月12日读书会32人，下个月准备再办两场」: what was done, and from where it is told what is to be. */
function behindRows(text: string): { head: string; rest: string } | null {
  for (const { 0: sign, index } of text.matchAll(BEHIND)) {
    const [head, rest] = [text.slice(0, index), text.slice(index + sign.length)]
    if (isNotYet(rest)) return { head, rest }
  }
  return null
}

/**
 * A sentence on what is still to be done, or was difficult, where it is asked which activities there were: it is no row of these. Where the form asks for plans it
 * is asked whether it is for that question, else she hears that only what was done is noted. Null: it is none.
 */
export function notYet(turn: Turn, field: Field, said: string, reading: Reading<unknown>): Step | null {
  const text = said.trim()
  const { partial } = heldOf(turn, field)
  if (field.feeds !== 'activities' || (partial && kindOf(field).changes?.(partial.value))) return null
  if (!isNotYet(text)) {
    const parted = behindRows(text)
    const rows = parted && readAt(turn, field, { type: 'text', text: parted.head })
    if (!parted || rows?.type !== 'continued') return null
    const taken = take(turn, field, rows)
    const asked = notYet(turnWith(turn, taken.session), field, parted.rest, rows)
    if (!asked) return null
    return { ...asked, reply: `${rows.note ?? rows.reply ?? ''}\n${asked.reply ?? ''}`.trim(), effects: taken.effects }
  }
  const problem = { code: 'table.not_yet', values: { said: quote(text) } }
  const plans = turn.form.fields.find(({ feeds }) => feeds === 'section.plans')
  if (!plans) return miss(turn, field, problem, reading.type === 'misread' ? reading.partial : undefined)
  const told = plans.key in turn.session.answers || plans.key in turn.session.partials
  return doubt(turn, text, { older: plans.key, text, ...(told && { more: true }), misread: true })
}
