import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import type { Reach } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { Person, TurnPorts } from './ports.js'
import type { Routing } from './route.js'
import { giveLater } from './say-later.js'

/** One after another in a chat: as many as an album has. */
export const MOST = 9
const CAPTION = 40

/** A picture by its number; `copy`: the working copy, null where there is none. */
export interface Numbered {
  position: number
  caption: string | null
  copy: string | null
}

export const pictureLine = ({ position: number, caption, copy }: Numbered, words: Words): string => {
  const said = caption === null ? words.say('review.photo_bare') : quote(caption, CAPTION)
  return words.say(copy === null ? 'review.photo_lost' : 'review.photo', { number, caption: said })
}

/**
 * Sends the working copies, which have no EXIF, one after another where they can be sent now: each behind its number and caption where there
 * is room for both (`each`), and then what can be done (`foot`). `count`: how many there are to be sent.
 */
export async function picturesSent(
  routing: Pick<Routing, 'newId' | 'reach'>,
  ports: Pick<TurnPorts, 'outbox'>,
  person: Pick<Person, 'addressId' | 'standing'>,
  all: Numbered[],
  foot: string,
  { words, now }: Asking,
): Promise<{ type: 'none' | 'too_many' | 'each' | 'alone'; count: number; left: number }> {
  const photos = all.slice(0, MOST)
  const count = photos.filter(({ copy }) => copy !== null).length
  const left = leftOf(routing.reach(person.standing, now))
  if (count === 0) return { type: 'none', count, left }
  if (left < count) return { type: 'too_many', count, left }
  // One needs no line to be known by.
  const behindEach = count > 1 && left >= 2 * count + 1
  for (const photo of photos) {
    const text = pictureLine(photo, words)
    if (behindEach) await giveLater(routing, ports, person, { type: 'text', text }, now)
    if (photo.copy !== null) await giveLater(routing, ports, person, { type: 'image', blob: photo.copy }, now)
  }
  if (behindEach) await giveLater(routing, ports, person, { type: 'text', text: foot }, now)
  return { type: behindEach ? 'each' : 'alone', count, left }
}

const leftOf = (reach: Reach): number => (reach.type === 'closed' ? 0 : (reach.left ?? Number.POSITIVE_INFINITY))
