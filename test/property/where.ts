import type { Field } from '../../src/forms/form.js'
import { heard, hears, numberIn } from './sentences.js'

/** What a person thinks is asked of her now, by all she has read. */
export type Where =
  /** Nothing is being filled: she chooses a form. */
  | { type: 'menu' }
  | { type: 'asking'; field: Field; inside: Inside }
  | { type: 'summary' | 'choosing' | 'cancelling' | 'clearing' | 'idling' | 'why' }
  /** Of what was filed: nothing is changed yet, or nothing at all; why; whether what came back is changed now. */
  | { type: 'unchanged' | 'explaining' | 'returned' }
  /** Whether pictures that came behind a filing belong into it. */
  | { type: 'late' }
  /** A colleague has the form open that she asked for. */
  | { type: 'colleague' }
  /** Whether an activity of hers is one that was filed before; `all` of them so many. */
  | { type: 'twin'; mine: string; all: number }
  /** She was told that there is more to read; `behind` where she is after that, if it does not say so once more. */
  | { type: 'more'; behind?: Where }
  /** She knows that something is open, and not what was asked last. */
  | { type: 'lost' }

/** Inside a question: what a row of a table lacks or what is to become of one, how people were counted, whom pictures show. */
export type Inside =
  | { type: 'lacks'; column: Field }
  | { type: 'changes'; row: number; column: Field | null }
  /** `rows` by number, null all. */
  | { type: 'counts'; rows: number[] | null }
  | { type: 'consents' }
  /** Whether a text goes behind the one that was returned or takes its place. */
  | { type: 'places' }
  | null

export const columnsOf = (field: Field): Field[] => (field.options as { columns?: Field[] }).columns ?? []

/** The sentences after which she is at another place, the last of them in a text counting. */
const PLACES: [key: string, where: Where][] = [
  ['engine.cue_summary', { type: 'summary' }],
  ['engine.cue_summary_open', { type: 'summary' }],
  ['engine.summary_end', { type: 'summary' }],
  ['engine.summary_changed', { type: 'summary' }],
  ['engine.summary_open', { type: 'summary' }],
  ['engine.cue_choosing', { type: 'choosing' }],
  ['engine.cue_confirming_cancel', { type: 'cancelling' }],
  ['engine.cue_confirming_clear', { type: 'clearing' }],
  ['engine.cue_confirming_idle', { type: 'idling' }],
  ['twins.why', { type: 'why' }],
  ['revision.end', { type: 'summary' }],
  ['revision.returned_how', { type: 'summary' }],
  ['revision.cue_summary', { type: 'summary' }],
  ['revision.end_nothing', { type: 'choosing' }],
  ['revision.cue_nothing', { type: 'choosing' }],
  ['revision.cue_choosing', { type: 'choosing' }],
  ['revision.end_unchanged', { type: 'unchanged' }],
  ['revision.cue_confirming_cancel', { type: 'cancelling' }],
  ['revision.why', { type: 'explaining' }],
  ['revision.why_unchanged', { type: 'explaining' }],
  ['revision.why_short', { type: 'explaining' }],
  ['revision.accepted_meanwhile', { type: 'explaining' }],
  ['revision.corrected_meanwhile', { type: 'explaining' }],
  ['revision.filed_next', { type: 'menu' }],
  ['revision.cancelled', { type: 'menu' }],
  ['returned.how', { type: 'returned' }],
  ['returned.short', { type: 'returned' }],
  ['colleagues.has_it', { type: 'colleague' }],
  ['engine.paused', { type: 'lost' }],
  ['engine.filed_next', { type: 'menu' }],
  ['engine.cancelled', { type: 'menu' }],
  ['engine.over', { type: 'menu' }],
  ['menu.choose', { type: 'menu' }],
  ['filings.late_photos', { type: 'late' }],
  ['filings.photos_wait', { type: 'menu' }],
  ['menu.help', { type: 'menu' }],
  ['menu.long', { type: 'menu' }],
  ['menu.photo_without_draft', { type: 'menu' }],
  ['menu.kept', { type: 'menu' }],
  ['service.lengths_rest', { type: 'menu' }],
  ['service.photo', { type: 'menu' }],
  ['menu.thanks', { type: 'menu' }],
  ['menu.back', { type: 'lost' }],
  ['draft.other', { type: 'lost' }],
  ['unsaid.go_on', { type: 'more' }],
]

/** Where she is after having read this. */
export function read(text: string, before: Where, asked: Field[] | null): Where {
  const found: { at: number; where: Where }[] = PLACES.flatMap(([key, where]) => {
    const there = heard(text, key)
    return there ? [{ at: there.at, where }] : []
  })
  const question = asked && questionIn(text, asked)
  if (question) found.push(question)
  const twin = heard(text, 'twins.ask')
  if (twin) {
    const all = numberIn(text, 'twins.ways_all', 'count') ?? 1
    found.push({ at: twin.at, where: { type: 'twin', mine: /「(.*)」/.exec(twin.gaps['mine'] ?? '')?.[1] ?? '', all } })
  }
  const cue = heard(text, 'engine.cue')
  const cued = asked?.[Number(cue?.gaps['number']) - 1]
  if (cue && cued) {
    const same = before.type === 'asking' && before.field === cued
    found.push({ at: cue.at, where: same ? before : { type: 'asking', field: cued, inside: null } })
  }
  // What she told before something was opened is of this question.
  const begun = heard(text, 'filings.begun_at')
  const of = asked?.[Number(begun?.gaps['number']) - 1]
  if (begun && of) found.push({ at: begun.at, where: { type: 'asking', field: of, inside: null } })
  // A text goes on, whatever was told late before that, and where it belongs is settled.
  const more = heard(text, 'text.more')
  if (more && before.type === 'asking') {
    const { inside } = before
    found.push({ at: more.at, where: { ...before, inside: inside?.type === 'places' ? null : inside } })
  }
  const [last, other] = found.toSorted((a, b) => b.at - a.at)
  const was = before.type === 'more' ? (before.behind ?? before) : before
  const where = last?.where.type === 'more' ? { ...last.where, behind: other?.where ?? was } : (last?.where ?? was)
  if (where.type !== 'asking') return where
  const inside = insideOf(text.slice(last?.at ?? 0), where.field)
  return inside === undefined ? where : { ...where, inside }
}

/** The last question of a text: known by its own words, else by its number. */
function questionIn(text: string, asked: Field[]): { at: number; where: Where } | null {
  const marks = [...text.matchAll(/【(\d+)\/\d+】/g)]
  const mark = marks.at(-1)
  if (!mark) return null
  const body = text.slice(mark.index + mark[0].length)
  const field = asked.find(({ ask }) => ask && body.startsWith(ask)) ?? asked[Number(mark[1]) - 1]
  if (!field) throw new Error(`a question that is not asked in this form: ${mark[0]}`)
  return { at: mark.index + mark[0].length, where: { type: 'asking', field, inside: null } }
}

/** What is said to do next in an album, where it is not whom the pictures show. */
const ALBUM_GOES_ON = [
  'how',
  'send_more',
  'done',
  'done_full',
  ...['all', 'all_or_done', 'rest', 'rest_or_done', 'one', 'one_or_done'].map((what) => `caption_${what}`),
].map((key) => `photos.${key}`)

const WRITES = ['text.returned_now', 'text.more', 'text.so_far', 'text.anew']

/** What is asked inside a question; undefined where the text says nothing of it. */
function insideOf(text: string, field: Field): Inside | undefined {
  if (hears(text, 'counted.ask')) return { type: 'counts', rows: null }
  if (hears(text, 'text.where')) return { type: 'places' }
  if (field.kind === 'text' && WRITES.some((key) => hears(text, key))) return null
  if (['consent.ask', 'consent.otherwise', 'consent.still'].some((key) => hears(text, key))) return { type: 'consents' }
  if (field.kind === 'photos' && ALBUM_GOES_ON.some((key) => hears(text, key))) return null
  if (field.kind === 'headcount' && field.ask && text.includes(field.ask)) return null
  if (field.kind !== 'table') return undefined
  const which = heard(text, 'counted.ask_all')?.gaps['rows']
  if (which !== undefined) {
    const [, numbers] = /第 ([\d、]+) 条$/.exec(which) ?? []
    return { type: 'counts', rows: numbers?.split('、').map(Number) ?? null }
  }
  const columns = columnsOf(field)
  const row = numberIn(text, 'table.row', 'number') ?? 0
  if (hears(text, 'table.edit_how')) return { type: 'changes', row, column: null }
  const asked = heard(text, 'table.ask_new')?.gaps['label']
  const column = columns.find(({ label }) => label === asked)
  if (column) return { type: 'changes', row, column }
  if (['table.go_on', 'counted.go_on'].some((key) => hears(text, key))) return null
  const lines = text.split('\n')
  const besides = hears(text, 'besides.ask')
  const lacking = columns.find(
    ({ kind, ask, label }) =>
      (besides && kind === 'headcount') ||
      (ask && lines.includes(ask)) ||
      heard(text, 'table.ask_cell')?.gaps['label'] === label,
  )
  return lacking ? { type: 'lacks', column: lacking } : undefined
}
