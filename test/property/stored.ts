import type { Field, Form } from '../../src/forms/form.js'
import type { Json } from '../../src/kernel/json.js'
import { askedIn, inside, type Draft, type Row } from './draft.js'
import { columnsOf } from './where.js'

type Fields = { [key: string]: Json }

/** What a stored answer says, in the words of the model: of a count its bounds, unit and parts, of money its bounds in fen. */
function meaningOf(field: Field, stored: Json): Json {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return stored
  switch (field.kind) {
    case 'headcount': {
      const { min, max, unit, basis } = stored['quantity'] as Fields
      const parts = (stored['breakdown'] as Fields[]).map(({ role, count }) => [role!, count!])
      return { min: min!, max: max!, unit: unit!, parts, basis: basis! }
    }
    case 'money':
      return { min: stored['minFen']!, max: stored['maxFen']! }
    case 'table': {
      const rows = stored['rows'] as { cells: Fields }[]
      return rows.map(({ cells }) =>
        Object.fromEntries(
          columnsOf(field).flatMap((column) => {
            const cell = cells[column.key]
            // That a place was never named, and that there was none to name, is the same.
            return cell === undefined || cell === null ? [] : [[column.key, meaningOf(column, cell)]]
          }),
        ),
      )
    }
    case 'photos':
      return (stored['photos'] as Fields[]).map(({ mediaId, caption, consent }) => ({
        media: mediaId!,
        caption: caption!,
        consent: consent ?? null,
      }))
    default:
      return stored
  }
}

/** What a record holds, question by question; what was skipped or never asked is null. */
export const storedIn = (form: Form, answers: Record<string, Json | null>): Fields =>
  Object.fromEntries(
    form.fields.map((field) => {
      const meaning = meaningOf(field, answers[field.key] ?? null)
      return [field.key, Array.isArray(meaning) && meaning.length === 0 ? null : meaning]
    }),
  )

/** What it must hold by what she said. */
export function meantBy(draft: Draft): Fields {
  const { form, answers, rows, albums } = draft
  const asked = askedIn(draft)
  return Object.fromEntries(
    form.fields.map((field): [string, Json] => {
      if (!asked.includes(field)) return [field.key, null]
      if (field.kind === 'table') return [field.key, listed(rows.get(field.key)?.map(withoutNone))]
      if (field.kind === 'photos')
        return [
          field.key,
          listed(
            inside(albums.get(field.key) ?? []).map(({ media, caption, consent = null }) => ({
              media,
              caption,
              consent,
            })),
          ),
        ]
      return [field.key, answers.get(field.key) ?? null]
    }),
  )
}

const withoutNone = (row: Row): Json =>
  Object.fromEntries(Object.entries(row).filter((cell): cell is [string, Json] => cell[1] !== null))

const listed = (all: Json[] | undefined): Json => (all && all.length > 0 ? all : null)
