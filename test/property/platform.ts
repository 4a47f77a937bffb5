import { type Instant, later } from '../../src/kernel/clock.js'
import type { MediaResult, SendResult } from '../../src/kernel/message.js'
import { diceOf } from '../../src/rehearsal/dice.js'
import { download } from './pictures.js'
import { tellsOfReturned } from './returned.js'
import { hears } from './sentences.js'
import { died, type Platform } from './world.js'
import { heardOf, takeIn } from './hearing.js'
import { CALLED, log, type Person } from './person.js'

/** What is said once more follows soon. */
const REPEATED_MS = 60_000

/** What the platform does with this person's messages and pictures; drawn from dice of its own, so that it never depends on others. */
export function platformOf(me: Person, seed: number[]): Platform {
  const dice = diceOf(...seed, 99)
  const smooth = dice.happens(0.6)
  /** What may have been heard, how often, and how much she had said by then. */
  let unsure: { text: string; words: number; times: number; at: Instant } | null = null
  const receives = (to: string, text: string) => {
    log(me, `简报（主动${me.role === 'contact' ? '' : `，对${CALLED[me.role]}`}）`, text)
    const { where } = me
    try {
      takeIn(me, text, false)
      me.restHeard?.(text)
      // She looks at the phone in her hand.
      if (to !== me.addresses[me.phone]?.user) me.where = where
      else if (where.type === 'asking' && me.where.type === 'asking' && where.field !== me.where.field)
        me.fault ??= `what comes late names 「${me.where.field.label}」, and 「${where.field.label}」 is being asked`
    } catch (error) {
      me.fault ??= (error as Error).message
    }
  }
  return {
    dies: () =>
      smooth
        ? null
        : dice.weighed([
            [40, null],
            [1, 'before' as const],
            [1, 'after' as const],
          ]),
    send(to, text): SendResult {
      const result = smooth
        ? 'sent'
        : dice.weighed([
            [30, 'sent'],
            [3, 'later'],
            [2, 'person'],
            [1, 'message'],
            [2, 'unknown'],
            [1, 'account'],
            [1, 'dies'],
          ] as const)
      me.owed = null
      tellsOfReturned(me, text)
      // What tells how things stand is said once more where nobody knows whether it arrived, and then never again.
      const at = me.world.clock.now()
      // Accepted again after it was reopened is news.
      const again = unsure?.text === text && unsure.words === me.said.length && at < later(unsure.at, REPEATED_MS)
      const times = again ? unsure!.times + 1 : 1
      // Accepted twice while nothing could be said to her, it is told twice.
      const news = hears(text, 'returned.accepted') ? Math.max(1, me.accepted) : 1
      if (times > 2 * news) me.fault ??= `said a third time: ${text}`
      unsure = result === 'unknown' || result === 'dies' ? { text, words: me.said.length, times, at } : null
      if (result === 'sent') {
        receives(to, text)
        return { type: 'sent', id: 'm' }
      }
      const arrives = (result === 'unknown' || result === 'dies') && dice.happens(0.5)
      log(me, '…', `没发出去或不知道（${result}）：${text.slice(0, 20)}`)
      if (arrives) receives(to, text)
      else if (['message', 'unknown', 'dies'].includes(result)) heardOf(me, text)
      if (result === 'dies') return died()
      if (result === 'later') return { type: 'later', code: 'busy', after: 20_000 }
      if (result === 'unknown') return { type: 'unknown', code: 'timeout' }
      return { type: 'refused', code: `errcode.${result}`, scope: result }
    },
    async fetch(media): Promise<MediaResult> {
      const picture = me.pictures.get(media)
      if (!picture) throw new Error(`${media} was never sent`)
      const result = await download(picture.fate, picture.which, ++picture.tries)
      if (result.type === 'gone' || picture.fate === 'heic') picture.lostAt ??= me.world.clock.now()
      return result
    },
  }
}
