import type { Feed } from '../forms/feeds.js'
import { type AlbumPhoto, decodeAlbum } from '../forms/album.js'
import type { Field, Form } from '../forms/form.js'
import { choice } from '../forms/kinds/choice.js'
import { decodeDays } from '../forms/days-kind.js'
import { decodeHeadcount } from '../forms/kinds/headcount.js'
import { decodeMoney } from '../forms/kinds/money.js'
import type { Cells, Row } from '../forms/rows.js'
import { decodeDraft } from '../forms/table-draft.js'
import type { Json } from '../kernel/json.js'
import type { ActivityRow, ExpenseRow, PhotoPlace, Source, TypedRows } from './record.js'

/** Answers as a session holds them. */
type Answers = Record<string, { value: Json | null; from: string[] }>

/** The part of an activity that is spread over the questions of its own form. */
const OWN = 'activity'

/**
 * The typed rows of a filed form, by what its questions feed. A row of a table is the part `<question>/<number from 1>`; a form about one
 * activity makes the part `activity`, beside the parts of its questions. Lost pictures are left out; those of several questions are numbered
 * on.
 */
export function typedRows(form: Form, answers: Answers): TypedRows {
  const rows: TypedRows = { period: null, people: null, activities: [], expenses: [], photos: [], sources: [] }
  const own = cellsByFeed(
    form.fields,
    Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value])),
  )
  const category = own['activity.category']
  if (own.period) rows.period = decodeDays(own.period)
  if (own.people) rows.people = decodeHeadcount(own.people).quantity

  const told = (part: string, from: string[]) => rows.sources.push(...sources(part, from))
  for (const field of form.fields) {
    const { value = null, from = [] } = answers[field.key] ?? {}
    told(field.key, from)
    if (value !== null && field.feeds === 'photos') {
      const before = rows.photos.at(-1)?.position ?? 0
      rows.photos.push(...decodeAlbum(value).photos.flatMap((photo, i) => photoPlace(photo, before + i + 1)))
    }
    if (value === null || (field.feeds !== 'activities' && field.feeds !== 'expenses')) continue
    const { columns } = field.options as { columns: Field[] }
    for (const [i, row] of decodeDraft(value).rows.entries()) {
      const part = `${field.key}/${i + 1}`
      const cells = cellsByFeed(columns, row.cells)
      told(part, row.from)
      if (field.feeds === 'activities')
        rows.activities.push(activity(part, rows.activities.length + 1, cells, category))
      else rows.expenses.push(...expense(part, rows.expenses.length + 1, cells))
    }
  }
  if (own['activity.date']) {
    rows.activities.push(activity(OWN, rows.activities.length + 1, own, category))
    const asked = form.fields.filter(({ feeds }) => feeds?.startsWith('activity.'))
    told(
      OWN,
      asked.flatMap(({ key }) => answers[key]?.from ?? []),
    )
  }
  return rows
}

type Fed = Partial<Record<Feed, Json>>

/** The cells of a row, or the answers of a form, by what their columns or questions feed. */
export function cellsByFeed(fields: Field[], cells: Cells): Fed {
  const fed: Fed = {}
  for (const { key, feeds } of fields) {
    const cell = cells[key]
    if (feeds && cell !== undefined && cell !== null) fed[feeds as Feed] = cell
  }
  return fed
}

function activity(part: string, position: number, cells: Fed, category: Json | undefined): ActivityRow {
  const { from, to } = decodeDays(cells['activity.date'])
  const headcount = cells['activity.headcount'] === undefined ? null : decodeHeadcount(cells['activity.headcount'])
  const kind = cells['activity.category'] ?? category
  return {
    position,
    part,
    category: kind === undefined ? null : choice.decode(kind),
    startsOn: from,
    endsOn: to,
    title: textOf(cells['activity.title']) ?? '',
    place: textOf(cells['activity.place']),
    headcountMin: headcount?.quantity.min ?? null,
    headcountMax: headcount?.quantity.max ?? null,
    headcountUnit: headcount?.quantity.unit ?? null,
    headcountQualifier: headcount?.quantity.qualifier ?? null,
    headcountBasis: headcount?.quantity.basis ?? null,
    headcountWording: headcount?.quantity.wording ?? null,
    breakdown: headcount?.breakdown ?? [],
  }
}

function expense(part: string, position: number, cells: Fed): ExpenseRow[] {
  if (cells['expense.amount'] === undefined) return []
  const { minFen, maxFen, wording } = decodeMoney(cells['expense.amount'])
  return [{ position, part, item: textOf(cells['expense.item']), amountMinFen: minFen, amountMaxFen: maxFen, wording }]
}

const photoPlace = ({ photo, caption, state, consent }: AlbumPhoto, position: number): PhotoPlace[] =>
  state === 'lost' || state === 'out' ? [] : [{ photo, position, caption, consent: consent ?? null }]

const textOf = (cell: Json | undefined): string | null => (typeof cell === 'string' ? cell : null)

const sources = (part: string, from: Row['from']): Source[] =>
  [...new Set(from)].map((messageId) => ({ part, messageId }))
