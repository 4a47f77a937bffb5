import { corrects, miscounted } from '../forms/corrects.js'
import { kindOf } from '../forms/kinds.js'
import { countCharacters } from '../forms/kinds/text.js'
import { bare, quote } from '../forms/prompt.js'
import { normaliseText } from '../kernel/numeral.js'
import { changeInWords } from './change.js'
import { keepsBack } from './at-summary.js'
import { yesOrNo } from './commands.js'
import { obey, submit } from './obey.js'
import { changesIn, valuesOf } from './revision.js'
import type { Revision, Session } from './session.js'
import { hubIn } from './service.js'
import { cue, currentField, goTo, type Step, type Turn, turnWith } from './turn.js'

/** 「改」, 「写错了」: that something is changed is known. */
const LEAST = 4
const NO_REASON =
  /^(?:我?(?:写|填|打|弄|搞)错了?|有误|更正一?下?|改一?下|修改一?下?|不对|没什么|没有原因|wrong|mistake|typo)+$/i

/** 「看错了」 tells how it came about, 「写错了」 only that it is wrong. */
const SHORT_REASON = /^(?:是|我|刚才|上次|当时)*[看数算记抄点]错了?$|^(?:重复|漏[签算记数]|[多少][算记数])了?$/u

/** Whether a sentence says why a record is changed. */
export const isReason = (text: string): boolean =>
  (countCharacters(text) >= LEAST && !NO_REASON.test(bare(text))) || SHORT_REASON.test(bare(text))

/** What says of an answer what it becomes: 「人数改成36人」, 「第4题：36人」. */
const CHANGE =
  /改成|改为|换成|应该是|^(?:改|修改|更改|第)\s*[\d一二三四五六七八九十]|不是.{1,14}?(?:而|应该)?是\s*[\d一二两三四五六七八九十]|是\s*[\d一二两三四五六七八九十].{0,8}?[，,\s]*(?:而)?不是/u

/** What tells how it came about. */
const BECAUSE =
  /因为|由于|原因|漏|多[了写算记]|少[了写算记]|重复|两遍|两次|又找到|核对|[看记写算填数抄]错|没算|忘|发现|后来|补[上来交了]|算进|对不上|更正/u
/** 「人数填错了」 says that it is wrong, and not why. */
const WRONG = /^[^，,\s]{0,8}(?:[写填打弄搞发说输]错|不对|有误)[了啊呀]*$/u
/** What begins to tell why, and can be nothing else. */
const BEGINS = /^[，,\s]*(?:这?(?:是|主要是?|就是|也是)?(?:因为|由于)|原因是)/u
export const tellsWhy = (text: string): boolean => BEGINS.test(text) && isReason(text)
/** 「35人，因为当时没签到表」, 「应该是35人，上次漏了志愿者」: the part of it that tells why, and the rest. Null where none does, or nothing else does. */
function apart(text: string): { reason: string; rest: string } | null {
  const clauses = text.split(/[，,。；;\n]+/u).filter((one) => one.trim() !== '')
  const plain = (one: string) => !/\d/u.test(one) && !CHANGE.test(one)
  const at = clauses.findIndex((one) => BEGINS.test(one))
  const end = at < 0 ? -1 : clauses.findIndex((one, i) => i >= at && !plain(one))
  const told = clauses.filter((one, i) =>
    at < 0
      ? plain(one) && BECAUSE.test(one) && isReason(one) && !WRONG.test(one.trim())
      : i >= at && (end < 0 || i < end),
  )
  const [reason, rest] = [told, clauses.filter((one) => !told.includes(one))].map((all) => all.join('，').trim())
  return rest && reason && isReason(reason) ? { reason, rest } : null
}

/** What it becomes, where why is said in the same sentence between two questions of a change. */
export function changeWithWhy(turn: Turn, text: string): Step | null {
  const said = turn.session.revision && !currentField(turn) ? apart(text) : null
  return said && changeInWords(turn, said.rest)
}
const MOST = 200

const BEFORE = '(?:(?:[哦啊嗯哎噢]|哎呀|那|我|不好意思|等等|等一?下|稍等|算了?|还是|就|先|这次|这份)[，,。.！!\\s]*)*'
const TAKEN_BACK = new RegExp(
  `^${BEFORE}(?:算了|(?:不|别|不用|不要|不想|不需要|没必要)(?:再)?(?:改|更正|动)|(?:用|按|照|保留)?原来的?(?:数|数字|样子|那个|不变|不动)*)[了吧啊呀的]*$`,
  'u',
)
/** 「算了不改了」, 「还是原来的吧」: where she is asked why, no reason, and nothing is to be filed. */
export const takesBack = (text: string): boolean => text.length < 20 && (TAKEN_BACK.test(bare(text)) || keepsBack(text))

const NUMBER = '(?:[\\d０-９][\\d０-９.,]*|[一二两三四五六七八九十百千零]+)'
const ONLY_VALUE = new RegExp(
  `^(?<lead>(?:(?:[哦啊嗯哎噢呃]|哎呀|不好意思|等等|等一?下|不对|不是|又?(?:写|说|打|弄|搞)?错了|还是|应该|其实|就|一共|总共|人数|改成|是|有|为)[，,。.！!\\s]*)*)(?<value>约?${NUMBER}\\s*(?<unit>[多来]?(?:个人|人次|块钱|[人名位个户家元块场份本次条]))?)[吧啊呀了的]*(?:才对|才是)?$`,
  'u',
)
/** 「不对 是24人」, 「还是22人吧」: what it becomes, as the summary hears it; '' where only a number is said. Null: it is more than a value. */
function valueOnly(text: string): string | null {
  const { lead = '', value, unit } = (text.length < 30 && ONLY_VALUE.exec(bare(text))?.groups) || {}
  if (value === undefined) return null
  return lead || unit ? `不对，是${value}` : ''
}
/** 「等等，…」, 「还是九江吧」, where nothing tells how it came about. */
const NO_WHY = /^(?:[哦啊嗯哎噢]|哎呀|不对)*[，,\s]*(?:(?:等等|等一?下|稍等)|(?:还是|应该是)\S{1,10}吧?$)/u

/**
 * Why it is changed, said before that was asked or where nobody asks: kept, and she is at the question that it names, else where she was. Null where it
 * tells no reason.
 */
export function reasonAhead(turn: Turn, text: string): Step | null {
  const { revision } = turn.session
  if (!revision || CHANGE.test(text) || !BECAUSE.test(text) || !isReason(text)) return null
  if (text.length + (revision.reason?.length ?? 0) > MOST) return null
  const { session, reply: kept } = withReason(turn, turn.session, revision, text.trim())
  const named = turn.form.fields.find(({ label }) => text.trim().startsWith(label))
  if (named && turn.session.at.type === 'choosing' && session.revision)
    return goTo(turnWith(turn, session), { type: 'changing', field: named.key }, kept, { revision: session.revision })
  return { session, reply: `${kept}\n${cue(turnWith(turn, session))}`, effects: [] }
}

/** The session with why it is changed, and that this is kept. */
function withReason(
  turn: Turn,
  session: Session,
  revision: Revision,
  said: string,
): { session: Session; reply: string } {
  const { words } = turn.asking
  const reason = [revision.reason, said].filter(Boolean).join('；')
  const values = { said: quote(said), hub: hubIn(turn.asking) }
  const key = revision.type === 'correction' ? 'revision.reason_kept' : 'revision.noted_also'
  return { session: { ...session, revision: { ...revision, reason } }, reply: words.say(key, values) }
}

/**
 * 「数错了，是15人」 in a correction, 「35人，因为当时没签到表」 in any change: beside what it becomes it tells why, which is kept, once in a correction. `change` is
 * what came of it; where that changes nothing it is left alone, and where words are asked for the why is a part of them.
 */
export function whyBeside(turn: Turn, text: string, change: Step): Step {
  const { revision } = change.session
  const here = currentField(turn)
  const once = revision?.type === 'correction'
  if (!revision || (once && revision.reason !== null) || (here && kindOf(here).free)) return change
  const why = (once ? miscounted(text) : null) ?? apart(text)?.reason ?? null
  if (why !== null && isWritten(change.session, why)) return change
  const begun = change.session.partials !== turn.session.partials
  if (why === null || revision.reason?.includes(why) || !(begun || isOther(change.session, turn.session))) return change
  const { session, reply } = withReason(turn, change.session, revision, why)
  return { ...change, session, reply: [reply, change.reply].filter(Boolean).join('\n') }
}

/** Whether it stands in what she wrote for an answer. */
const isWritten = ({ answers, partials }: Session, said: string): boolean =>
  Object.values({ ...answers, ...partials }).some(({ value }) => typeof value === 'string' && value.includes(said))

/** She says why, and it is filed. A change that she writes here is made first, and why is asked again where it is not said with it. */
export function explain(turn: Turn, text: string): Step {
  const { session, asking } = turn
  const isCorrection = session.revision?.type === 'correction'
  if (takesBack(text) && session.revision?.type !== 'returned') return obey(turn, { type: 'cancel' })
  const slip = miscounted(text)
  const value = valueOnly(text)
  const corrected = Boolean(value) || corrects(text)
  const changes = CHANGE.test(text) || corrected || (slip !== null && !isToldAlready(turn, text))
  const { undo, ...rest } = session
  // What she changed last need not be what was counted wrongly, nor the row that she means now: of several it is asked.
  const before: Session = { ...rest, ...(undo && slip === null && !corrected && { undo }), at: { type: 'summary' } }
  const change = changes ? changeInWords(turnWith(turn, before), value || text) : null
  if (change && (slip !== null || corrected) && change.session.at.type === 'which_row') return change
  if (change && change.session.at.type === 'summary' && isOther(change.session, session)) {
    if (slip !== null) return whyBeside(turn, text, change)
    // As it was filed, there is nothing to give a reason for.
    if (changesIn(turn.whole, change.session, asking.words).length === 0) return change
    return { ...change, reply: `${asking.words.say('revision.changed_first')}\n${change.reply ?? ''}` }
  }
  const tells = isReason(text) && !takesBack(text) && !(NO_WHY.test(text.trim()) && !BECAUSE.test(text))
  if (yesOrNo(text) !== null || !tells || (isCorrection && value !== null))
    return { session, reply: `${asking.words.say('revision.why_short')}\n${cue(turn)}`, effects: [] }
  const revision: Revision = { ...(session.revision as Revision), reason: text.trim() }
  // Pictures may have come meanwhile: it goes the whole way again.
  return submit(turnWith(turn, { ...session, revision, at: { type: 'summary' } }))
}

/** 「数错了，是15人」 behind a change to 15人 says why that was made. */
function isToldAlready({ whole, session, asking: { words } }: Turn, text: string): boolean {
  const now = /\d+/u.exec(normaliseText(text))?.[0]
  const lines = changesIn(whole, session, words).flatMap((one) => one.lines)
  return now !== undefined && lines.some((line) => new RegExp(`→ ${now}(?!\\d)`, 'u').test(line))
}

const isOther = ({ answers }: Session, before: Session): boolean =>
  JSON.stringify(valuesOf(answers)) !== JSON.stringify(valuesOf(before.answers))
