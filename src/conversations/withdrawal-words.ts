import { shown } from '../forms/days-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { quote } from '../forms/prompt.js'
import type { Instant } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import type { Compilation } from '../records/compilations.js'
import type { FiledAlbum } from '../records/consents.js'

const NAME = 40
const LISTED = 10

export function dayOf(at: Instant, zone: string, words: Words): string {
  const day = dayIn(at, zone)
  return shown({ from: day, to: day }, words)
}

/** Whose pictures they are, of which form and of when. */
export const aboutAlbum = ({ filedAt, organisation }: FiledAlbum, form: Form, zone: string, words: Words) => ({
  title: formIn(form, words.language).title,
  day: dayOf(filedAt, zone, words),
  organisation: quote(organisation.name, NAME),
})

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
