import type { Asking } from '../../forms/field-kind.js'
import type { Salon } from '../../salons/salon.js'
import type { Known } from '../route.js'
import { han, titleOf, whenWhere } from './words.js'

/** The salon that a word of staff is about, or the sentence that asks which. */
export function salonMeant(salons: Salon[], name: string, { contact }: Known, asking: Asking): Salon | string {
  const { words, now } = asking
  const named = name === '' ? salons : salons.filter((salon) => isCalled(salon, name))
  const [first, ...others] = named
  if (!first) return words.say(name === '' ? 'salon.none_open' : 'salon.none_called', { name })
  // People are at the door of this one.
  const open = named.filter(({ checkInAt, state }) => checkInAt !== null && state === 'open')
  if (open.length === 1) return open[0]!
  if (others.length === 0) return first
  const list = named.map((salon) => `· ${titleOf(salon, words)} ${whenWhere(salon, contact.zone, now, words)}`)
  return words.say('salon.which_one', { list: list.join('\n') })
}

/** The salons that a word of the text names, and the text without it; all of them and the whole text where none is named. */
export function namedIn(salons: Salon[], text: string): { salons: Salon[]; rest: string } {
  for (const word of text.split(/[\s,，:：]+/)) {
    const called = word.length < 2 ? [] : salons.filter((salon) => isCalled(salon, word))
    if (called.length > 0) return { salons: called, rest: text.replace(word, ' ').trim() }
  }
  return { salons, rest: text }
}

/** 「志愿者」, 「木棉」, 「第三期」. */
export function isCalled({ topic, series, number }: Salon, name: string): boolean {
  const wanted = name.replace(/\s+/g, '')
  const names = [
    topic,
    series ?? '',
    number === null ? '' : `${series}第${han(number)}期`,
    number === null ? '' : `第${number}期`,
  ]
  return names.some((each) => each.replace(/\s+/g, '').includes(wanted))
}
