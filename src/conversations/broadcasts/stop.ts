import { later } from '../../kernel/clock.js'
import { doneCounts, titleIn } from './sheet.js'
import { stopBroadcast } from './stop-now.js'
import { goOn, say, type Writing } from './write.js'
import type { Turn } from '../route.js'

/** Said alone, 停 means what goes out within so long; 群发 停 also what is to go out some day. */
const SOON_MS = 10 * 60_000

/**
 * Stops what goes out: before its first message it is a draft again; in the middle it says how many had gone. Null where 停 was said alone and
 * nothing is about to go.
 */
export async function stop(writing: Writing, alone: boolean): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const { words, now } = asking
  const { contact } = person
  const active = await ports.broadcasts.inHub(contact.hubId, ['sending', 'scheduled'], 20)
  const near = active.filter(({ state, sendAt }) => state === 'sending' || (sendAt ?? '') <= later(now, SOON_MS))
  const [found] = [...near.filter(({ byContactId }) => byContactId === contact.id), ...near, ...(alone ? [] : active)]
  const broadcast = found && (await ports.broadcasts.hold(found.id))
  if (!broadcast || (broadcast.state !== 'sending' && broadcast.state !== 'scheduled'))
    return alone ? null : say(writing, words.say('broadcast.nothing_to_stop'))
  const { id } = broadcast
  const title = await titleIn(ports, broadcast, words)
  const rest = active.length > 1 ? [words.say('broadcast.others_go_on', { count: active.length - 1 })] : []
  if (broadcast.state === 'scheduled') {
    const writes = await ports.broadcasts.draftOf(broadcast.byContactId)
    if (broadcast.byContactId === contact.id && !writes) {
      await ports.broadcasts.update(id, { state: 'draft', sendAt: null })
      const note = [words.say('broadcast.stopped_before', { title }), ...rest].join('\n')
      return goOn(writing, { ...broadcast, state: 'draft', sendAt: null }, note)
    }
    await stopBroadcast(ports, broadcast, now)
    return say(writing, [words.say('broadcast.stopped_unsent', { title }), ...rest].join('\n'))
  }
  await stopBroadcast(ports, broadcast, now)
  const { out, stopped } = await doneCounts(ports, broadcast)
  return say(writing, [words.say('broadcast.stopped', { title, out, stopped }), ...rest].join('\n'))
}
