import { answerLines } from '../../engine/summary.js'
import { type Difference, differences, given, showDifference } from '../../forms/differences.js'
import { shown as shownDays } from '../../forms/days-kind.js'
import { type Form, formIn } from '../../forms/form.js'
import { type Album, decodeAlbum, encodeAlbum, notPublic } from '../../forms/album.js'
import { kindOf } from '../../forms/kinds.js'
import { quote } from '../../forms/prompt.js'
import { askedForm } from '../../forms/relevance.js'
import type { Words } from '../../kernel/words.js'
import { notesOf, reviewedBefore } from '../../records/decide.js'
import type { RecordVersion } from '../../records/record.js'
import type { ListedRecord, NamedEvent } from '../../records/record-reads.js'
import type { TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'

type Ports = Pick<TurnPorts, 'records' | 'drafts'>

/** A version with everything that is known of its record. */
export interface Life {
  /** With all its questions, and with those that this version answers. */
  whole: Form
  form: Form
  record: RecordVersion
  /** What it says today: pictures that consent was taken back for are not public, whatever was answered then. */
  answers: RecordVersion['answers']
  listed: ListedRecord
  versions: RecordVersion[]
  events: NamedEvent[]
}

/** In the language of who reads it; null when the hub has no such record. */
export async function lifeOf(
  { forms }: Pick<Routing, 'forms'>,
  { records, drafts }: Ports,
  hubId: string,
  recordId: string,
  words: Words,
): Promise<Life | null> {
  const record = await records.find(hubId, recordId)
  const listed = record && (await records.listedOne(hubId, recordId))
  if (!record || !listed) return null
  const whole = formIn(await forms.find(drafts, record.form, record.formVersion), words.language)
  return {
    whole,
    answers: await answersToday(records, whole, record),
    form: askedForm(whole, { answers: given(record.answers), idle: record.idle }),
    record,
    listed,
    versions: await records.versions(hubId, record.chainId),
    events: await records.events(hubId, record.chainId),
  }
}

/** What the one activity of a record is called; null where it may have several, or has none. */
export const titleOf = ({ form, listed }: Pick<Life, 'form' | 'listed'>): string | null =>
  form.fields.some(({ feeds }) => feeds === 'activity.title') ? listed.firstTitle : null

/** What a version says today, by a form with all its questions. */
export async function answersToday(
  records: Pick<TurnPorts['records'], 'picturesTakenBack'>,
  whole: Form,
  { id, answers }: Pick<RecordVersion, 'id' | 'answers'>,
): Promise<RecordVersion['answers']> {
  const takenBack = await records.picturesTakenBack(id)
  return takenBack.length > 0 ? withoutConsent(whole, answers, takenBack) : answers
}

/** The answers with these pictures as not to be shown in public. */
const withoutConsent = (whole: Form, answers: RecordVersion['answers'], photos: string[]) =>
  inAlbums(whole, answers, (album) => notPublic(album, photos))

/** The answers with each album as `change` gives it. */
export const inAlbums = (
  { fields }: Form,
  answers: RecordVersion['answers'],
  change: (album: Album, key: string) => Album,
): RecordVersion['answers'] =>
  Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => {
      const field = fields.find((one) => one.key === key)
      const album = answer !== null && field && kindOf(field).hears === 'image' ? decodeAlbum(answer) : null
      return [key, album ? encodeAlbum(change(album, key)) : answer]
    }),
  )

/** 「活动记录」2014年3月22日: its form and the period or day that it is about. */
export function nameOf(
  { title }: Pick<Form, 'title'>,
  { periodFrom, periodTo, startsOn }: Pick<ListedRecord, 'periodFrom' | 'periodTo' | 'startsOn'>,
  words: Words,
): string {
  const days =
    periodFrom && periodTo ? { from: periodFrom, to: periodTo } : startsOn ? { from: startsOn, to: startsOn } : null
  return words.say('record.name', { title, about: days === null ? '' : shownDays(days, words) })
}

/** The same with the title of its activity, where it is about one: many are of one day. */
export const listedName = (form: Pick<Form, 'title'>, row: ListedRecord, words: Words): string =>
  row.periodFrom === null && row.firstTitle
    ? `${nameOf(form, row, words)} ${quote(row.firstTitle, TITLE)}`
    : nameOf(form, row, words)

const TITLE = 16

/** All answers by number, to their end. */
export const answersShown = ({ form, answers, record: { idle } }: Life, words: Words): string[] =>
  answerLines(form, { answers: given(answers), partials: {}, ...(idle && { idle }) }, words, true)

/** What the hub said when it returned a version, a line a question; none where it is not returned. */
export function notesShown({ form, events }: Life, record: RecordVersion, words: Words): string[] {
  const notes = notesOf(events, record)
  return form.fields.flatMap(({ key, label }, i) => {
    const note = notes.get(key)
    if (note === undefined) return []
    return [
      words.say('engine.line', { label: words.say('difference.question', { number: i + 1, label }), value: note }),
    ]
  })
}

/** What is different from the version that was decided on last; empty where none was. */
export function changesShown({ whole, answers, record, versions, events }: Life, words: Words): string[] {
  const before = reviewedBefore(versions, events, record)
  return before ? differenceLines(differences(whole, before.answers, answers, words, record.idle), words) : []
}

export const differenceLines = (changes: Difference[], words: Words): string[] =>
  changes.map((one) => showDifference(one, words))
