import { withoutSlip } from './corrects.js'
import type { Asking, FieldKind, Query, Reading } from './field-kind.js'
import type { Field } from './form.js'
import { isDone, isNothing, isUnsure, misread, quote, textOf } from './prompt.js'

const leaves = (text: string): boolean => isNothing(text) || isDone(text) || isUnsure(text)

/** The value after what she said to a question about it: answered, or left where she does not know or is done; null when neither. */
export const answeredBack = <O extends object, V>(
  query: Query<O, V>,
  field: Field<O>,
  value: V,
  text: string,
  asking: Asking,
): V | null => (leaves(text) ? query.left(value) : query.answer(field, value, text, asking))

/** The kind as a question of its own: what is asked back about a value waits as the unfinished answer. */
export function asksBack<O extends object, V>(kind: FieldKind<O, V>): FieldKind<O, V> {
  const { queries } = kind
  if (!queries) return kind
  const open = (field: Field<O>, value: V) => queries.find((query) => query.due(field, value))
  const goOn = (field: Field<O>, value: V, asking: Asking): Reading<V> => {
    const query = kind.check(field, value, asking).length === 0 ? open(field, value) : undefined
    if (!query) return { type: 'answered', value }
    return { type: 'continued', partial: kind.encode(value), reply: query.ask(field, value, asking), asks: true }
  }
  /** What she cannot say and is no answer without it stays empty. */
  const leftOut = (field: Field<O>, value: V, asking: Asking): Reading<V> | null =>
    kind.check(field, value, asking).length > 0 ? { type: 'nothing' } : null
  /** What is asked about a value, or, where she went back to say it anew, the question with it as it stands. */
  const asked = (field: Field<O>, value: V, asking: Asking) =>
    open(field, value)?.ask(field, value, asking) ?? kind.ask(field, null, value, asking)

  return {
    ...kind,
    ask: (field, partial, old, asking) =>
      partial === null ? kind.ask(field, null, old, asking) : asked(field, kind.decode(partial), asking),
    askOtherwise: (field, partial, asking) =>
      partial === null || !open(field, kind.decode(partial))
        ? kind.askOtherwise(field, null, asking)
        : asked(field, kind.decode(partial), asking),
    read(field, said, partial, old, asking) {
      const value = partial === null ? null : kind.decode(partial)
      const query = value === null ? undefined : open(field, value)
      const text = textOf(said)
      const answered = query && value !== null && text !== null ? answeredBack(query, field, value, text, asking) : null
      if (answered !== null)
        return (leaves(text ?? '') && leftOut(field, answered, asking)) || goOn(field, answered, asking)
      // 「不对，志愿者是15个」: of what is being asked about.
      const plain = query && text !== null ? { type: 'text' as const, text: withoutSlip(text) } : said
      const reading = kind.read(field, plain, null, value ?? old, asking)
      if (reading.type === 'answered') {
        // What is only replaced was counted as before; what is said beside a count that is being asked about may be a part of it.
        const before = value ?? old
        const beside = query !== undefined && text !== null && withoutSlip(text) === text.trim()
        const odd = beside && value !== null ? kind.unlike?.(field, value, reading.value, text) : null
        if (odd) return { type: 'misread', problem: odd }
        return goOn(
          field,
          before === null ? reading.value : (kind.heir?.(before, reading.value, beside) ?? reading.value),
          asking,
        )
      }
      return query && text !== null ? misread(query.unclear, { said: quote(text) }) : reading
    },
    command(field, command, partial, old, asking) {
      const { type } = command
      if (partial === null) return kind.command?.(field, command, null, old, asking) ?? null
      if (type !== 'back' && type !== 'skip' && type !== 'keep' && type !== 'submit') return null
      let value = kind.decode(partial)
      if (type === 'back') {
        if (!open(field, value)) return null
        for (let query = open(field, value); query; query = open(field, value)) value = query.left(value)
        // The number is asked once more, and stands until she says another one.
        return leftOut(field, value, asking)
          ? { type: 'continued', partial: null, reply: kind.ask(field, null, old, asking) }
          : { type: 'continued', partial: kind.encode(value), reply: kind.ask(field, null, value, asking) }
      }
      for (let query = open(field, value); query; query = open(field, value)) {
        value = query.left(value)
        const out = leftOut(field, value, asking)
        if (out) return out
        if (type !== 'submit') return goOn(field, value, asking)
      }
      return { type: 'answered', value }
    },
    showPartial: (field, partial, words) => kind.show(field, kind.decode(partial), words),
  }
}
