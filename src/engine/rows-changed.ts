import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { takeAfar } from './afar.js'
import { take } from './answer.js'
import { rowChanged } from './row-changed.js'
import { gone, MEASURE, NUMERAL, rowsRemoved } from './row-meant.js'
import { currentField, type Step, type Turn, turnWith } from './turn.js'

/** Something of this is in every message that takes rows out. */
export const TAKES_OUT = /删|去掉|拿掉|划掉|不要|不算|作废|撤销|清空|delete|remove/iu

/** Takes what is read for a question, whether it is the one being asked or another. */
export const put = (turn: Turn, field: Field, reading: Reading<unknown>, added = false): Step =>
  field === currentField(turn) ? take(turn, field, reading) : takeAfar(turn, field, reading, added)

/** 「第一场是45人，第二场是35人」「删掉第2条 第1条是56人」: one after another, where each is one that needs nothing more; what goes, goes last. */
export function severalChanged(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  const parts = clausesOf(text)
  if (parts.length < 2 || parts.length > MOST_AT_ONCE || (here && kindOf(here).free)) return null
  const notes: string[] = []
  let step: Step | null = null
  const out: { field: Field; numbers: number[] }[] = []
  for (const part of parts) {
    const now: Turn = step ? turnWith(turn, step.session) : turn
    const removed = TAKES_OUT.test(part) ? rowsRemoved(now, part) : null
    if (removed?.reading?.type === 'continued' && removed.numbers[0] !== 0) {
      out.push(removed)
      continue
    }
    const row = rowChanged(now, part)
    if (row?.reading?.type !== 'continued' || row.reading.asks || row.numbers.length > 1) return null
    step = put(now, row.field, row.reading)
    notes.push(row.reading.note ?? '')
  }
  const [first, ...others] = out
  if (first && others.every(({ field }) => field === first.field)) {
    const numbers = [...new Set(out.flatMap((one) => one.numbers))].sort((a, b) => a - b)
    const now = step ? turnWith(turn, step.session) : turn
    return withNotes(notes, put(now, first.field, gone(now, first.field, numbers)))
  }
  return step && !first ? withNotes(notes.slice(0, -1), step) : null
}

const withNotes = (notes: string[], step: Step): Step => ({
  ...step,
  reply: [...notes, step.reply ?? ''].filter(Boolean).join('\n'),
})

const BEGINS = new RegExp(`\\s+(?=(?:请|把|将)*(?:第\\s*${NUMERAL}\\s*${MEASURE}|(?:删|去掉|划掉)))`, 'u')

/** What is said of each row, also where only a space stands between. */
const clausesOf = (text: string): string[] =>
  text
    .split(/[，,；;\n]+/u)
    .flatMap((part) => part.split(BEGINS))
    .filter((part) => part.trim())

const MOST_AT_ONCE = 10
