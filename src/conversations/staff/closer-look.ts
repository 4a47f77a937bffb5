import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import { MOST, pictureLine, picturesSent } from '../pictures-sent.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Life } from '../record/shown.js'
import type { Routing } from '../route.js'

/** 「看第2题」: one answer to its end, in her own words. */
export function questionText({ form, answers }: Life, number: number, { words }: Asking): string {
  const field = form.fields[number - 1]
  if (!field) return words.say('engine.no_such_question', { number, total: form.fields.length })
  const kind = kindOf(field)
  const answer = answers[field.key] ?? null
  const value = answer === null ? words.say('engine.skipped') : wholeOf(field, answer)
  return words.say('engine.line', { label: words.say('difference.question', { number, label: field.label }), value })

  function wholeOf(of: typeof field & object, json: NonNullable<typeof answer>): string {
    const decoded = kind.decode(json)
    return kind.free ? String(kind.cell(of, decoded)) : kind.show(of, decoded, words)
  }
}

export const hasPictures = ({ form, record }: Pick<Life, 'form' | 'record'>): boolean =>
  form.fields.some((field) => kindOf(field).hears === 'image' && (record.answers[field.key] ?? null) !== null)

/** What of the record a look at all its answers does not show: the ends of long texts, and its pictures. Empty where it shows all. */
export function closerLook({ form, record }: Life, { words }: Pick<Asking, 'words'>): string[] {
  const answers = form.fields.map((field) => ({ field, answer: record.answers[field.key] ?? null }))
  const cut = answers.findIndex(({ field, answer }) => {
    if (answer === null || !kindOf(field).free) return false
    const kind = kindOf(field)
    const decoded = kind.decode(answer)
    return !kind.show(field, decoded, words).startsWith(String(kind.cell(field, decoded)))
  })
  return [
    ...(cut >= 0 ? [words.say('review.see_question', { number: cut + 1 })] : []),
    ...(hasPictures({ form, record }) ? [words.say('review.see_photos')] : []),
  ]
}

/** 「看照片」: the pictures of a record, and then what can be done (`foot`); else where they are to be seen. */
export async function photosShown(
  routing: Pick<Routing, 'newId' | 'reach'>,
  ports: Pick<TurnPorts, 'consents' | 'outbox'>,
  person: Pick<Person, 'addressId' | 'standing'>,
  { record }: Life,
  foot: string,
  asking: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const { words } = asking
  const album = await ports.consents.album(record.hubId, record.id)
  const photos = album?.photos ?? []
  const { type, count } = await picturesSent(routing, ports, person, photos, foot, asking)
  if (type === 'none') return { reply: words.say('review.no_photos'), jobs: false }
  if (type === 'too_many') return { reply: words.say('review.photos_elsewhere', { count }), jobs: false }
  if (type === 'each') return { reply: words.say('review.photos_each', { count }), jobs: true }
  const lines = photos.slice(0, MOST).map((one) => pictureLine(one, words))
  return { reply: [words.say('review.photos', { count }), ...lines, foot].join('\n'), jobs: true }
}
