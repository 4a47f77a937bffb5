import type { Field } from '../../../src/forms/form.js'
import { wrong, type Person } from '../person.js'
import { hears } from '../sentences.js'
import type { Where } from '../where.js'

/** A proper answer may be passed over where she was away before; not more often. */
const PATIENCE = 3

export function passedOver(me: Person, field: Field): void {
  // Who was away for long is asked once more, as often as she goes.
  if (hears(me.said.at(-1)?.reply ?? '', 'engine.welcome')) return
  if (++me.refused >= PATIENCE) wrong(me, `a proper answer to 「${field.label}」 was not taken ${PATIENCE} times`)
}

/** Does what follows from an answer that says so, also where that comes in its rest; whether it was said at once. */
export function whenHeard(me: Person, reply: string, isIt: (text: string) => boolean, take: () => void): boolean {
  me.restHeard = null
  if (isIt(reply)) take()
  else
    me.restHeard = (text) => {
      if (!isIt(text)) return
      me.restHeard = null
      take()
    }
  return me.restHeard === null
}

/** Where there was no activity, what is written of a text need not be so long: a word that leads on takes it as it is. */
export function endsText({ draft }: Person, before: Where, reply: string | null): void {
  if (!draft?.idle || before.type !== 'asking') return
  const { key } = before.field
  const written = draft.pieces.get(key)
  if (!written?.length || !['engine.noted', 'text.kept'].some((one) => hears(reply ?? '', one))) return
  draft.answers.set(key, written.join('\n'))
  draft.pieces.delete(key)
}

const NOTED = ['engine.noted', 'engine.noted_long', 'text.kept', 'engine.summary', 'table.done']

/** An answer that was taken leads on, or is said to be. */
export function movedOn(me: Person, field: Field, reply: string | null): boolean {
  const { where } = me
  if (where.type !== 'asking' || where.field !== field) return true
  const noted = NOTED.some((key) => hears(reply ?? '', key))
  // What is asked now stands in a part that is still to come.
  if (noted) me.where = { type: 'lost' }
  return noted
}
