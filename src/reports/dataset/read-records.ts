import type { Form } from '../../forms/form.js'
import { isReportTable, staysInForm } from '../../forms/feeds.js'
import { kindOf } from '../../forms/kinds.js'
import { showDays } from '../../kernel/day-words.js'
import { dayIn } from '../../kernel/zone.js'
import { showQuantity } from '../../kernel/quantity-words.js'
import type { ExportedActivity, ExportedRecord } from '../../records/export-ports.js'
import { withheld } from '../../records/public-records.js'
import type { Activity, Expense, Goal, Learning, Lesson, Output, Photo, Raised, Text } from './dataset.js'
import type { Origin } from './figure.js'
import { learningIn, lessonsIn, outputsIn, raisedIn, resultsIn } from './report-tables.js'

/** What one record adds to a report. */
export interface FromRecord {
  activities: Activity[]
  expenses: Expense[]
  photos: Photo[]
  texts: Text[]
  /** What it says of goals, by their label. */
  results: { label: string; result: Goal['results'][number] }[]
  lessons: Lesson[]
  raised: Raised[]
  learning: Learning[]
  outputs: Output[]
  people: { unit: string; min: number; max: number; basis: string | null; origin: Origin } | null
}

/** A record as people name it: by its days, else by when it was filed. */
export function briefOf({ periodFrom: from, periodTo: to, filedAt }: ExportedRecord, zone: string): string {
  const filedOn = dayIn(filedAt, zone)
  return from && to ? `${showDays({ from, to })}的简报` : `${showDays({ from: filedOn, to: filedOn })}交的简报`
}

/** Reads a record as its own form version has it; of a form that is not known any more no texts are read. */
export function readRecord(
  record: ExportedRecord,
  forms: readonly Form[],
  kinds: ReadonlyMap<string, string>,
  zone: string,
): FromRecord {
  const form = forms.find(({ id, version }) => id === record.form && version === record.formVersion)
  const organisation = record.organisation.name
  const peoplePart = form?.fields.find(({ feeds }) => feeds === 'people')?.key ?? 'people'
  const said = (part: string) =>
    record.sources.filter((source) => source.part === part).map(({ messageId }) => messageId)
  const kept = record.photos.filter(({ state }) => state === 'kept')
  const origin = (part: string | null, about: string, messageIds: string[], photoIds: string[] = []): Origin => ({
    type: 'record',
    id: record.id,
    part,
    organisation,
    about,
    messageIds,
    photoIds,
  })
  const tables = <Row>(rowsIn: (...given: Parameters<typeof resultsIn>) => Row[]): Row[] =>
    (form?.fields ?? []).flatMap((field) => rowsIn(field, record, (part, about) => origin(part, about, said(part))))
  const shows = record.photos.map(({ takenAt }) => shownBy(record.activities, takenAt))
  const activities = record.activities.map((row): Activity => {
    const headcount = headcountOf(row)
    const pictures = record.photos.filter((_, i) => shows[i] === row && record.photos[i]?.state === 'kept')
    const seen = (pictures.length > 0 ? pictures : kept).map(({ id }) => id)
    return {
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      category: row.category,
      kind: row.category && (kinds.get(row.category) ?? row.category),
      title: row.title,
      place: row.place,
      organisation,
      headcount,
      min: row.headcountMin,
      max: row.headcountMax,
      unit: row.headcountUnit,
      basis: row.headcountBasis,
      sameAs: row.sameAs,
      origin: origin(
        row.part,
        [showDays({ from: row.startsOn, to: row.endsOn }), row.title, headcount].filter(Boolean).join(' '),
        row.messageIds,
        seen,
      ),
    }
  })
  return {
    activities,
    expenses: record.expenses.map(
      ({ part, item, amountMinFen: minFen, amountMaxFen: maxFen, wording, messageIds }) => ({
        organisation,
        item,
        minFen,
        maxFen,
        wording,
        origin: origin(part, [item, wording].filter(Boolean).join(' '), messageIds),
      }),
    ),
    photos: record.photos.map((photo, i) => ({
      id: photo.id,
      number: photo.position,
      brief: briefOf(record, zone),
      caption: photo.caption,
      organisation,
      activity: activities[record.activities.indexOf(shows[i] as ExportedActivity)] ?? null,
      copy: photo.copy,
      thumbnail: photo.thumbnail,
      state: photo.state,
      withheld: withheld(photo),
      takenAt: photo.takenAt,
      width: photo.width,
      height: photo.height,
      origin: origin('photos', photo.caption ?? `照片 ${photo.position}`, [photo.messageId], [photo.id]),
    })),
    texts: (form?.fields ?? []).flatMap((field): Text[] => {
      const answer = record.answers[field.key] ?? null
      if (answer === null || field.kind === 'photos' || isReportTable(field.feeds) || !staysInForm(field.feeds))
        return []
      const text = String(kindOf(field).cell(field, kindOf(field).decode(answer)) ?? '')
      if (!text) return []
      const section = field.feeds?.replace(/^section\./, '') ?? null
      return [
        {
          section,
          label: field.label,
          organisation,
          purpose: record.grant?.purpose ?? null,
          text,
          origin: origin(field.key, field.label, said(field.key)),
        },
      ]
    }),
    results: tables(resultsIn),
    lessons: tables(lessonsIn),
    raised: tables(raisedIn),
    learning: tables(learningIn),
    outputs: tables(outputsIn),
    people: record.people && {
      ...record.people,
      origin: origin(peoplePart, showQuantity(record.people), said(peoplePart)),
    },
  }
}

/** The only activity of the record on the day the picture was taken, or its only activity: else nobody knows. */
function shownBy(activities: readonly ExportedActivity[], takenAt: string | null): ExportedActivity | null {
  const day = takenAt?.slice(0, 10)
  const fits = activities.filter((each) => !day || (each.startsOn <= day && day <= each.endsOn))
  return fits.length === 1 && (day !== undefined || activities.length === 1) ? (fits[0] ?? null) : null
}

function headcountOf(row: ExportedActivity): string | null {
  const { headcountMin: min, headcountMax: max, headcountUnit: unit } = row
  if (min === null || max === null || unit === null) return null
  const { headcountQualifier: qualifier, headcountWording: wording } = row
  return showQuantity({ min, max, unit, qualifier, basis: null, wording: wording ?? '' })
}
