import type { Field } from '../../forms/form.js'
import { decodeHeadcount } from '../../forms/kinds/headcount.js'
import { decodeMoney } from '../../forms/kinds/money.js'
import { decodeDraft } from '../../forms/table-draft.js'
import type { Json } from '../../kernel/json.js'
import { showQuantity } from '../../kernel/quantity-words.js'
import type { ExportedRecord } from '../../records/export-ports.js'
import type { Goal, Learning, Lesson, Output, Raised } from './dataset.js'
import type { Origin } from './figure.js'

type Named = Pick<ExportedRecord, 'answers' | 'organisation'>
type OriginOf = (part: string, about: string) => Origin

/** The rows of a table that feeds `feeds`, each by what its columns feed; none of another table. */
function rowsOf({ key, feeds, options }: Field, { answers }: Named, wanted: string) {
  const answer = answers[key] ?? null
  if (feeds !== wanted || answer === null) return []
  const { columns } = options as { columns: Field[] }
  return decodeDraft(answer).rows.map(({ cells }, i) => {
    const cell = (of: string): Json | null => cells[columns.find((column) => column.feeds === of)?.key ?? ''] ?? null
    const text = (of: string): string | null => {
      const value = cell(of)
      return typeof value === 'string' ? value : null
    }
    return { part: `${key}/${i + 1}`, cell, text }
  })
}

/** What became of goals. */
export const resultsIn = (
  field: Field,
  record: Named,
  origin: OriginOf,
): { label: string; result: Goal['results'][number] }[] =>
  rowsOf(field, record, 'goals').flatMap(({ part, text }) => {
    const label = text('goal.label')
    if (label === null) return []
    const [actual, reason] = [text('goal.actual'), text('goal.reason')]
    const of = origin(part, `${label} ${actual ?? ''}`.trim())
    return [{ label, result: { organisation: record.organisation.name, actual, reason, origin: of } }]
  })

export const lessonsIn = (field: Field, record: Named, origin: OriginOf): Lesson[] =>
  rowsOf(field, record, 'lessons').flatMap(({ part, text }) => {
    const lack = text('lesson.lack')
    const [cause, remedy] = [text('lesson.cause'), text('lesson.remedy')]
    return lack === null
      ? []
      : [{ organisation: record.organisation.name, lack, cause, remedy, origin: origin(part, lack) }]
  })

export const raisedIn = (field: Field, record: Named, origin: OriginOf): Raised[] =>
  rowsOf(field, record, 'raised').flatMap(({ part, cell, text }) => {
    const amount = cell('raised.amount')
    if (amount === null) return []
    const { minFen, maxFen, wording } = decodeMoney(amount)
    const source = text('raised.source')
    const of = origin(part, [source, wording].filter(Boolean).join(' '))
    return [{ organisation: record.organisation.name, source, minFen, maxFen, wording, origin: of }]
  })

export const learningIn = (field: Field, record: Named, origin: OriginOf): Learning[] =>
  rowsOf(field, record, 'learning').flatMap(({ part, cell, text }) => {
    const course = text('learning.course')
    const times = cell('learning.times')
    return course === null
      ? []
      : [
          {
            organisation: record.organisation.name,
            course,
            times: typeof times === 'number' ? times : 1,
            origin: origin(part, course),
          },
        ]
  })

export const outputsIn = (field: Field, record: Named, origin: OriginOf): Output[] =>
  rowsOf(field, record, 'outputs').flatMap(({ part, cell, text }) => {
    const [what, said] = [text('output.what'), cell('output.count')]
    if (what === null || said === null) return []
    const { quantity } = decodeHeadcount(said)
    const { min, max, unit } = quantity
    const count = showQuantity(quantity)
    const of = origin(part, `${what} ${count}`)
    return [{ organisation: record.organisation.name, what, min, max, unit, count, origin: of }]
  })
