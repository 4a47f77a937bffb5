import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { commandOf } from './commands.js'
import { fitsAt } from './fitting.js'
import { readMore, readPart } from './named.js'
import { obey } from './obey.js'
import type { Session } from './session.js'
import { cue, currentField, goTo, type Step, type Turn, turnWith } from './turn.js'

type Doubting = Session['at'] & { type: 'doubting' }

/** Asks in one short question whether what was said is for an older question or for the one being asked. */
export function doubt(
  turn: Turn,
  said: string,
  older: Pick<Doubting, 'older' | 'text' | 'row' | 'more' | 'misread'>,
): Step {
  const { session, asking } = turn
  const here = currentField(turn)
  if (!here) throw new Error('where nothing is asked there is no doubt')
  const at: Doubting = {
    type: 'doubting',
    field: here.key,
    said,
    from: asking.messageId,
    back: session.at,
    ...older,
  }
  return goTo(turn, at, null)
}

const OLDER =
  /^(?:1|一|是的?|对的?|嗯+)$|^(?:前面|上面|之前|上一?[题个]|那一?[题个]|前一?[题个]|接上去?|接着|接在?后面)/u
const HERE = /^(?:2|二|不|不是|都不是|新的)$|^(?:这一?[题个]|当前|本题)/u
/** So long a text is an answer itself, not a word about the one before. */
const WORD = 16

/**
 * 「25人」是给第 4 题「人数」的，还是这一题的？ Her answer to that. A command leaves the doubt, and what it was about is not kept; what is
 * neither is asked about again: nothing of what she says is lost unsaid.
 */
export function atDoubt(turn: Turn, text: string, away: boolean): Step {
  const { form, session, asking } = turn
  const { at } = session
  const [older, here] =
    at.type === 'doubting' ? [at.older, at.field].map((of) => form.fields.find(({ key }) => key === of)) : []
  if (at.type !== 'doubting' || !older || !here) throw new Error('there is no doubt to settle')
  const back = turnWith(turn, { ...session, at: at.back })
  const before: Turn = { ...back, asking: { ...asking, messageId: at.from } }
  const toOlder = () => takeAfar(before, older, readOlder(before, older, at), at.more)
  const dropped = asking.words.say('late.dropped', { said: quote(at.said) })

  const meant = away ? null : meantBy(form.fields, text, older, here)
  if (meant === older) return toOlder()
  if (meant === here) return take(before, here, readAt(before, here, { type: 'text', text: at.said }))
  const command = commandOf(text)
  if (command?.type === 'go_on') return { session, reply: cue(turn), effects: [] }
  if (command && ['help', 'preview', 'pause', 'cancel'].includes(command.type)) return obey(turn, command)
  if (command) return lead(dropped, command.type === 'undo' ? goTo(back, at.back, null) : obey(back, command))

  const reading = readAt(back, here, { type: 'text', text })
  const answers = !away && (reading.type === 'answered' || reading.type === 'continued')
  if (answers && at.misread) return lead(dropped, take(back, here, reading))
  // With an answer to this question, what came before it was for the other.
  const first = answers && (!kindOf(here).free || text.trim().length >= WORD) ? toOlder() : null
  if (first?.session.at === at.back) {
    const then = turnWith(back, first.session)
    const next = take(then, here, readAt(then, here, { type: 'text', text }))
    const said = first.reply?.replace(`\n${cue(then)}`, '') ?? ''
    return { ...lead(said, next), effects: [...first.effects, ...next.effects] }
  }
  const again = asking.words.say('late.first', { said: quote(text) })
  return { session, reply: `${again}\n${cue(turn)}`, effects: [] }
}

const lead = (said: string, step: Step): Step => ({
  ...step,
  reply: [said, ...(step.reply === null ? [] : [step.reply])].join('\n'),
})

/** Which of the two questions a short word means. */
function meantBy(fields: Field[], text: string, older: Field, here: Field): Field | null {
  const said = bare(text).replace(/^(?:就?是|算|给|属于|填)+(?=..)/u, '')
  if (said.length >= WORD) return null
  const [, digits = ''] = /第\s*([\d一二三四五六七八九十]{1,3})\s*题/u.exec(said) ?? []
  const named = fields[(readNumber(digits) ?? 0) - 1]
  if (named === here || named === older) return named
  const { columns = [] } = older.options as { columns?: Field[] }
  if (OLDER.test(said) || [older, ...columns].some(({ label }) => said.includes(label))) return older
  return HERE.test(said) ? here : null
}

/** What the older question makes of it. */
function readOlder(turn: Turn, field: Field, { text, row, more }: Doubting): Reading<unknown> {
  if (row !== undefined) return readPart(turn, field, row, text) ?? readAt(turn, field, { type: 'text', text })
  if (more) return readMore(turn, field, text)
  return fitsAt(turn, field, text, { was: null, rows: true }) ?? readAt(turn, field, { type: 'text', text })
}
