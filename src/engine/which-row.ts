import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { commandOf } from './commands.js'
import { readPart } from './named.js'
import { obey } from './obey.js'
import type { RowChanged } from './row-changed.js'
import { called, MEASURE, partsOf } from './row-meant.js'
import type { Session } from './session.js'
import { cue, currentField, goTo, heldOf, numberOf, type Step, type Turn, turnWith } from './turn.js'

type Choosing = Session['at'] & { type: 'which_row' }

/** Several rows fit what she corrects: asked which one, in one short question. */
export function askWhichRow(turn: Turn, said: string, { field, numbers, rest }: RowChanged): Step {
  const { session, asking } = turn
  const at: Choosing = {
    type: 'which_row',
    field: field.key,
    numbers,
    rest,
    said,
    from: asking.messageId,
    back: session.at,
  }
  return goTo(turn, at, null)
}

const NONE = /^(?:0|零|都?不是|都?不对|没有|不改了?|不用了?|算了|none|no)$/iu

/** Her answer to it, by number or by name. What is none leaves the row as it was, which is said, and is heard where she was. */
export function atWhichRow(turn: Turn, text: string, away: boolean, hear: (turn: Turn, text: string) => Step): Step {
  const { form, session, asking } = turn
  const { at } = session
  const field = at.type === 'which_row' ? form.fields.find(({ key }) => key === at.field) : undefined
  if (at.type !== 'which_row' || !field) throw new Error('there are no rows to choose from')
  if (away) return { session, reply: cue(turn), effects: [] }
  const back = turnWith(turn, { ...session, at: at.back })
  const row = rowMeant(back, at, text)
  if (row !== null) {
    const before: Turn = { ...back, asking: { ...asking, messageId: at.from } }
    const reading = readPart(before, field, row, at.rest) ?? readAt(before, field, { type: 'text', text: at.rest })
    return field === currentField(back) ? take(before, field, reading) : takeAfar(before, field, reading)
  }
  if (NUMBERED.test(bare(text)) && !NONE.test(bare(text))) {
    const first = asking.words.say('late.first', { said: quote(text) })
    return { session, reply: `${first}\n${cue(turn)}`, effects: [] }
  }
  const command = commandOf(text)
  if (command?.type === 'go_on') return { session, reply: cue(turn), effects: [] }
  if (command && ['help', 'preview', 'pause', 'cancel'].includes(command.type)) return obey(turn, command)
  const left = command?.type === 'undo' || NONE.test(bare(text))
  const dropped = asking.words.say(left ? 'late.dropped' : 'late.say_again', { said: quote(at.said) })
  const step = left ? goTo(back, at.back, null) : hear(back, text)
  return { ...step, reply: [dropped, ...(step.reply === null ? [] : [step.reply])].join('\n') }
}

const NUMBERED = new RegExp(
  `^(?:是|改)?第?\\s*(?:\\d{1,2}\\s*[.．]\\s*)?(?<number>[\\d一二三四五六七八九十]{1,3})\\s*${MEASURE}?$`,
  'u',
)

function rowMeant(turn: Turn, { field: key, numbers }: Choosing, text: string): number | null {
  const field = turn.form.fields.find((one) => one.key === key)
  const said = bare(text)
  const number = readNumber(NUMBERED.exec(said)?.groups?.['number'] ?? '')
  if (number !== null) return numbers.includes(number) ? number : null
  const name = said.replace(new RegExp(`(?:的)?[那这]一?${MEASURE}$`, 'u'), '')
  const named = field && name.length > 1 && kindOf(field).partsCalled ? called(turn, field, name) : []
  const [only, other] = named.filter((one) => numbers.includes(one))
  return only !== undefined && other === undefined ? only : null
}

/** Two rows are one and the same: asked which of them is to go. */
export function whichOfSame(turn: Turn, { field, numbers }: { field: Field; numbers: number[] }): Step {
  const {
    session,
    asking: { words },
  } = turn
  const { partial, old } = heldOf(turn, field)
  const last = numbers.at(-1) ?? 0
  const rows = kindOf(field).showParts?.(field, numbers, partial?.value ?? null, old, words) ?? []
  const alike = words.say('photos.alike', { numbers: numbers.join('、') })
  const reply =
    kindOf(field).hears === 'image'
      ? words.say('photos.alike_drop', { alike, drop: last })
      : words.say('late.which_of_same', { number: numberOf(turn.form, field), rows: rows.join('\n'), last })
  return { session, reply, effects: [] }
}

/** No row of that name, or several. */
export function whichRow(
  turn: Turn,
  { field, numbers, name }: { field: Field; numbers: number[]; name: string },
): Step {
  const { form, session, asking } = turn
  const question = numberOf(form, field)
  const values = { name, label: field.label, number: question, numbers: numbers.join('、'), first: numbers[0] ?? 1 }
  const none = partsOf(turn, field).length === 0 ? 'late.none_there' : 'late.no_row'
  const said = asking.words.say(numbers.length > 0 ? 'late.which_row' : none, values)
  return { session, reply: `${said}\n${cue(turn)}`, effects: [] }
}
