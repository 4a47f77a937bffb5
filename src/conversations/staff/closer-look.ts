import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import { quote } from '../../forms/prompt.js'
import type { Reach } from '../../kernel/message.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Life } from '../record/shown.js'
import type { Routing } from '../route.js'
import { giveLater } from '../say-later.js'

/** One after another in a chat: as many as an album has. */
const MOST = 9
const CAPTION = 40

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

/** What of the record a look at all its answers does not show: the ends of long texts, and its pictures. Empty where it shows all. */
export function closerLook({ form, record }: Life, { words }: Pick<Asking, 'words'>): string[] {
  const answers = form.fields.map((field) => ({ field, answer: record.answers[field.key] ?? null }))
  const cut = answers.findIndex(({ field, answer }) => {
    if (answer === null || !kindOf(field).free) return false
    const kind = kindOf(field)
    const decoded = kind.decode(answer)
    return !kind.show(field, decoded, words).startsWith(String(kind.cell(field, decoded)))
  })
  const pictures = answers.some(({ field, answer }) => answer !== null && kindOf(field).hears === 'image')
  return [
    ...(cut >= 0 ? [words.say('review.see_question', { number: cut + 1 })] : []),
    ...(pictures ? [words.say('review.see_photos')] : []),
  ]
}

/**
 * 「看照片」: the working copies, which have no EXIF, come one after another where they can be sent now, each behind its number and caption where
 * there is room for both, and then what can be done (`foot`); else where they are to be seen.
 */
export async function photosShown(
  routing: Pick<Routing, 'newId' | 'reach'>,
  ports: Pick<TurnPorts, 'consents' | 'outbox'>,
  person: Pick<Person, 'addressId' | 'standing'>,
  { record }: Life,
  foot: string,
  { words, now }: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const album = await ports.consents.album(record.hubId, record.id)
  const photos = (album?.photos ?? []).slice(0, MOST)
  const there = photos.filter(({ copy }) => copy !== null)
  if (there.length === 0) return { reply: words.say('review.no_photos'), jobs: false }
  const { left, type } = withLeft(routing.reach(person.standing, now))
  if (type === 'closed' || left < there.length)
    return { reply: words.say('review.photos_elsewhere', { count: there.length }), jobs: false }
  const line = ({ position: number, caption, copy }: (typeof photos)[number]) => {
    const said = caption === null ? words.say('review.photo_bare') : quote(caption, CAPTION)
    return words.say(copy === null ? 'review.photo_lost' : 'review.photo', { number, caption: said })
  }
  const behindEach = left >= 2 * there.length + 1
  for (const photo of photos) {
    if (behindEach) await giveLater(routing, ports, person, { type: 'text', text: line(photo) }, now)
    if (photo.copy !== null) await giveLater(routing, ports, person, { type: 'image', blob: photo.copy }, now)
  }
  if (behindEach) await giveLater(routing, ports, person, { type: 'text', text: foot }, now)
  const count = there.length
  if (behindEach) return { reply: words.say('review.photos_each', { count }), jobs: true }
  return { reply: [words.say('review.photos', { count }), ...photos.map(line), foot].join('\n'), jobs: true }
}

const withLeft = (reach: Reach) => ({
  type: reach.type,
  left: reach.type === 'closed' ? 0 : (reach.left ?? Number.POSITIVE_INFINITY),
})
