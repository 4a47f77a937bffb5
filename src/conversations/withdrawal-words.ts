import { shown } from '../forms/days-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import type { Instant } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import type { Compilation } from '../records/compilations.js'
import type { FiledAlbum } from '../records/consents.js'
import type { RecordVersion } from '../records/record.js'
import type { ListedRecord } from '../records/record-reads.js'
import type { TurnPorts } from './ports.js'
import { when } from './record/history.js'
import { nameOf } from './record/shown.js'
import type { Routing } from './route.js'

const NAME = 40
const TITLE = 20
const LISTED = 10

export function dayOf(at: Instant, zone: string, words: Words): string {
  const day = dayIn(at, zone)
  return shown({ from: day, to: day }, words)
}

/** A record with pictures, as it is told apart from others like it. */
export interface NamedAlbum {
  row: ListedRecord
  record: RecordVersion
  form: Form
}

/** Null when the hub has no such record. */
export async function namedAlbum(
  { forms }: Pick<Routing, 'forms'>,
  { records, drafts }: Pick<TurnPorts, 'records' | 'drafts'>,
  hubId: string,
  recordId: string,
): Promise<NamedAlbum | null> {
  const record = await records.find(hubId, recordId)
  const row = record && (await records.listedOne(hubId, recordId))
  return row && { row, record, form: await forms.find(drafts, record.form, record.formVersion) }
}

/** Whose it is, and 「活动记录」2014年6月28日「社区读书会」（07-02 10:00 交）: its form, day, what was done and when it was filed. */
export function aboutAlbum({ row, record, form }: NamedAlbum, zone: string, words: Words) {
  const there = formIn(form, words.language)
  const title = row.firstTitle ?? firstWords(there, record)
  const values = { name: nameOf(there, row, words), at: when(row.filedAt, zone), title: quote(title ?? '', TITLE) }
  return {
    album: words.say(title ? 'withdrawal.album_titled' : 'withdrawal.album', values),
    organisation: quote(row.organisationName, NAME),
  }
}

/** In a form without activities the first that she wrote herself tells what it is about. */
function firstWords({ fields }: Form, { answers }: RecordVersion): string | null {
  for (const field of fields) {
    const answer = answers[field.key] ?? null
    const kind = kindOf(field)
    if (answer !== null && kind.free) return String(kind.cell(field, kind.decode(answer)))
  }
  return null
}

/** 「第 3 张「合影」、第 4 张」. */
export const photosNamed = (photos: FiledAlbum['photos'], words: Words): string =>
  photos
    .map(({ position: number, caption }) =>
      caption
        ? words.say('withdrawal.photo_captioned', { number, caption: quote(caption) })
        : words.say('withdrawal.photo', { number }),
    )
    .join(words.say('field.comma'))

/** What was made with them, a line each: 「2014年7月2日 益心益意 2014年.xlsx（公开）」. */
export function compiledWith(made: Compilation[], zone: string, words: Words): string {
  if (made.length === 0) return words.say('withdrawal.made_none')
  const lines = made.slice(0, LISTED).map((one) =>
    words.say(one.public ? 'withdrawal.made_public' : 'withdrawal.made_inside', {
      day: dayOf(one.madeAt, zone, words),
      name: quote(one.name, NAME),
    }),
  )
  const more = made.length > LISTED ? [words.say('withdrawal.made_more', { rest: made.length - LISTED })] : []
  return [words.say('withdrawal.made', { count: made.length }), ...lines, ...more].join('\n')
}
