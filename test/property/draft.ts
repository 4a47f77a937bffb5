import type { Field, Form } from '../../src/forms/form.js'
import { millisOf, type Instant } from '../../src/kernel/clock.js'
import type { Json } from '../../src/kernel/json.js'
import { isOpen } from './answers.js'
import type { Life } from './lives.js'

/** A row as she meant it: by column; null where she said that there is none. */
export type Row = Record<string, Json | null>

export interface Picture {
  media: string
  sentAt: Instant
  caption: string | null
  /** Whether it may be shown, once she was asked. */
  consent?: string
  /** Taken out by number: the number stays free until the bot says that they are numbered anew. */
  out?: true
  /** It may be shown no more, since it was filed. */
  takenBack?: boolean
}

/** The pictures that are in the album. */
export const inside = (album: Picture[]): Picture[] => album.filter(({ out }) => !out)

/** All that she said to one form and that was acknowledged: what must be stored when it is filed. Knows nothing of how the bot does it. */
export interface Draft {
  form: Form
  answers: Map<string, Json | null>
  /** Of an answer in words that is still too short: the messages so far. */
  pieces: Map<string, string[]>
  rows: Map<string, Row[]>
  /** Rows that lack something, the first of which is asked about. */
  lacking: Map<string, Row[]>
  albums: Map<string, Picture[]>
  /** She said that there was no activity: only the questions of such a report are asked. */
  idle: boolean
  /** What may be answered with 同上, by question. */
  offers: Map<string, Json>
  /** An activity that was filed and is told of once more. */
  repeats: { text: string; date: Json; title: string } | null
  /** What of the organisation's it changes, which version of it, since when, and how; `notes`: what the hub said to questions of it. */
  revises: {
    life: Life
    of: Draft
    at: Instant
    type: 'edit' | 'correction'
    withdrawn: boolean
    notes: Map<string, string>
  } | null
  /** What she said of activities that may be the same; of those she was not shown there is no title. */
  twins: { mine: string | null; on?: string; decision: 'merged' | 'kept' }[]
}

export const newDraft = (form: Form): Draft => ({
  form,
  answers: new Map(),
  pieces: new Map(),
  rows: new Map(),
  lacking: new Map(),
  albums: new Map(),
  idle: false,
  offers: new Map(),
  repeats: null,
  revises: null,
  twins: [],
})

export const copied = <T>(lists: Map<string, T[]>): Map<string, T[]> =>
  new Map(
    [...lists].flatMap(([key, list]) => (list.length > 0 ? [[key, list.map((one) => structuredClone(one))]] : [])),
  )

/** The same, in which nothing changes any more. */
export const copyOf = (draft: Draft): Draft => ({
  ...draft,
  answers: new Map(draft.answers),
  pieces: copied(draft.pieces),
  rows: copied(draft.rows),
  lacking: copied(draft.lacking),
  albums: copied(draft.albums),
  twins: [...draft.twins],
})

/** The questions that are asked now: what numbers count. */
export const askedIn = ({ form, idle }: Draft): Field[] =>
  idle ? form.fields.filter(({ key }) => form.idle?.includes(key)) : form.fields

/** The question for pictures, where it is asked. */
export const photosOf = (draft: Draft): Field | null => askedIn(draft).find(({ kind }) => kind === 'photos') ?? null

export const listOf = <T>(lists: Map<string, T[]>, { key }: Field): T[] => {
  const known = lists.get(key)
  if (known) return known
  const made: T[] = []
  lists.set(key, made)
  return made
}

/** What was said of this question goes: it was emptied. */
export function forgetAnswer(draft: Draft, { key }: Field): void {
  draft.answers.set(key, null)
  for (const lists of [draft.pieces, draft.rows, draft.lacking, draft.albums]) lists.delete(key)
}

/** Any words are one of these: a row may lack it, and is not asked for it. */
const OF_WORDS = ['text', 'place']

/** Of a count with others besides it is still to be said whether they count. */
const isSaid = (cell: Json | null | undefined): boolean => cell !== undefined && !isOpen(cell)

/** Whole rows join those before them, in their order, up to the first that lacks something it is asked for. */
export function settleRows(draft: Draft, field: Field): void {
  const { columns } = field.options as { columns: Field[] }
  const counted = columns.filter(({ kind }) => !OF_WORDS.includes(kind))
  const [rows, lacking] = [listOf(draft.rows, field), listOf(draft.lacking, field)]
  while (lacking[0] && counted.every(({ key }) => isSaid(lacking[0]![key]))) rows.push(lacking.shift()!)
}

/** Characters as the bot counts them: no spaces and ends of lines. */
export const charactersIn = (text: string): number => Array.from(text.replace(/\s/g, '')).length

/** A picture sent so much later than a lost one is meant in its place: nobody hears of a loss sooner. */
const RESENT_MS = 5_000

/**
 * Pictures sent together, as they came: each in the place of the first that was lost some seconds before it was sent, else behind those
 * that were there, in the order in which they were sent. What is too much is not kept.
 */
export function addPictures(
  album: Picture[],
  pictures: Picture[],
  most: number,
  isLost: (picture: Picture) => boolean,
): void {
  const before = album.length
  for (const picture of pictures) {
    const lost = album.findIndex(
      (one) => !one.out && isLost(one) && millisOf(picture.sentAt) - millisOf(one.sentAt) >= RESENT_MS,
    )
    if (lost >= 0) album[lost] = { ...picture, caption: album[lost]!.caption }
    else if (inside(album).length < most) {
      const later = album.findIndex(({ sentAt }, i) => i >= before && sentAt > picture.sentAt)
      album.splice(later < 0 ? album.length : later, 0, picture)
    }
  }
}
