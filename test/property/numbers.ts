import { inside, type Picture } from './draft.js'
import { heard, hears } from './sentences.js'

/** Numbers close up when the bot says so, or shows the album without the gaps: it was finished meanwhile. */
export function renumber(album: Picture[], reply: string): void {
  const shown = heard(reply, 'photos.so_far')
  const numbers = shown ? [...reply.slice(shown.at).matchAll(/^(\d+) /gm)].map(([, number]) => Number(number)) : []
  const whole = inside(album).length
  const closed = whole > 0 && numbers.length === whole && numbers.at(-1) === whole
  if (closed || ['photos.renumbered', 'photos.so_far_without'].some((key) => hears(reply, key)))
    album.splice(0, album.length, ...inside(album))
}
