import type { Broadcast } from '../../broadcasts/broadcast.js'
import { bare } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { numbered, numberIn } from '../numbers.js'
import type { Turn } from '../route.js'
import { momentOf } from '../salons/words.js'
import { tellOne } from '../tell-staff.js'
import { drop } from './drop.js'
import { broadcastLater } from './send-job.js'
import { doneCounts, shortTime, titleIn } from './sheet.js'
import { stopBroadcast } from './stop-now.js'
import { goOn, say, type Writing } from './write.js'

/** Said alone, 停 means what goes out within so long; 群发 停 also what is to go out some day. */
const SOON_MS = 10 * 60_000
/** What is about to go waits so long for her answer which one she means. */
const HELD_MS = 2 * 60_000
const MOST = 8
/** No sentence holds it. */
const GAP = '\u0000'
const ALL = /^(?:都停|全停|全部(?:停)?|都|all)$/i

/**
 * Stops what goes out: before its first message it is a draft again; in the middle it says how many had gone. Where one is about to go and others
 * wait for their day it asks which. Null where 停 was said alone and nothing is about to go; 不发了 (`someDay`) is also of what waits.
 */
export async function stop(
  writing: Writing,
  { alone, someDay, free }: { alone: boolean; someDay: boolean; free: boolean },
): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const { words, now } = asking
  const { contact } = person
  const active = await ports.broadcasts.inHub(contact.hubId, ['sending', 'scheduled'], MOST)
  const soon = active.filter(
    ({ state, sendAt }) => state === 'sending' || someDay || (sendAt ?? '') <= later(now, SOON_MS),
  )
  const near = alone && soon.length === 0 && !person.draft ? await justTimed(writing, active) : soon
  // Where nothing goes out 取消群发 means what she was writing; 不发了 does where she was asked nothing else (`free`).
  if (active.length === 0 && (!alone || (someDay && free))) {
    const dropped = await dropDraft(writing)
    if (dropped || alone) return dropped
  }
  if (alone && near.length === 0) return null
  const goes = active.some(({ state }) => state === 'sending')
  // Each moment counts while one goes out: nobody is asked then.
  if (active.length > 1 && !goes) return askWhich(writing, active)
  const [found] = [...near.filter(({ byContactId }) => byContactId === contact.id), ...near, ...active]
  const broadcast = found && (await held(writing, found.id))
  if (!broadcast) return alone ? null : say(writing, words.say('broadcast.nothing_to_stop'))
  const rest = active.length > 1 ? [words.say('broadcast.others_go_on', { count: active.length - 1 })] : []
  return stopOne(writing, broadcast, rest)
}

/** Those of hers of which she has just heard when they go out: 停 right behind that means them. */
async function justTimed({ ports, person, asking }: Writing, active: Broadcast[]): Promise<Broadcast[]> {
  const { words, now } = asking
  const { contact, addressId } = person
  const timed: Broadcast[] = []
  for (const broadcast of active) {
    if (broadcast.byContactId !== contact.id || broadcast.sendAt === null) continue
    const when = momentOf({ startsAt: broadcast.sendAt, endsAt: null }, contact.zone, now, words)
    const [said = ''] = words.say('broadcast.goes_then', { when, count: GAP }).split(GAP)
    if (await ports.overview.wasTold(addressId, said, later(now, -SOON_MS))) timed.push(broadcast)
  }
  return timed
}

async function dropDraft(writing: Writing): Promise<Turn | null> {
  const { ports, person } = writing
  const draft = await ports.broadcasts.draftOf(person.contact.id)
  if (!draft) return null
  return say(writing, await drop(writing, draft))
}

async function askWhich(writing: Writing, active: Broadcast[]): Promise<Turn> {
  const { ports, person, asking } = writing
  const { words, now } = asking
  const soon = later(now, HELD_MS)
  const waiting = active.toSorted((a, b) => ((a.sendAt ?? '') < (b.sendAt ?? '') ? -1 : 1))
  const lines: string[] = []
  for (const broadcast of waiting) {
    const at = broadcast.sendAt ?? now
    if (at < soon) {
      await ports.broadcasts.update(broadcast.id, { sendAt: soon })
      await broadcastLater(ports, broadcast.id, soon)
    }
    const title = await titleIn(ports, broadcast, words)
    const when = at < soon ? words.say('broadcast.any_moment') : shortTime(at, person.contact.zone)
    lines.push(words.say('broadcast.stop_choice', { title, when }))
  }
  const broadcastIds = waiting.map(({ id }) => id)
  await ports.people.setAsked(person.contact.id, { type: 'broadcast', want: 'stop', broadcastIds, at: now })
  const all = words.say('broadcast.stop_all')
  return say(writing, [words.say('broadcast.stop_which'), numbered([...lines, all])].join('\n'), true)
}

/** Which of them she means; null where it is something else. */
export async function stopAnswer(writing: Writing, broadcastIds: string[], text: string): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const number = ALL.test(bare(text)) ? broadcastIds.length + 1 : numberIn(text, broadcastIds.length + 1)
  if (number === null) return null
  await ports.people.setAsked(person.contact.id, null)
  const one = broadcastIds[number - 1]
  if (one !== undefined) {
    const broadcast = await held(writing, one)
    return broadcast ? stopOne(writing, broadcast, []) : say(writing, asking.words.say('broadcast.nothing_to_stop'))
  }
  const said: string[] = []
  for (const id of broadcastIds) {
    const broadcast = await held(writing, id)
    if (broadcast) said.push(await ended(writing, broadcast))
  }
  return say(writing, said.length > 0 ? said.join('\n') : asking.words.say('broadcast.nothing_to_stop'), true)
}

async function held({ ports, person }: Writing, id: string): Promise<Broadcast | null> {
  const broadcast = await ports.broadcasts.hold(id)
  const runs = broadcast?.state === 'sending' || broadcast?.state === 'scheduled'
  return runs && broadcast.hubId === person.contact.hubId ? broadcast : null
}

/** Her own that has not begun is a draft again; any other is over. */
async function stopOne(writing: Writing, broadcast: Broadcast, rest: string[]): Promise<Turn> {
  const { ports, person, asking } = writing
  const mine = broadcast.byContactId === person.contact.id
  if (broadcast.state !== 'scheduled' || !mine || (await ports.broadcasts.draftOf(broadcast.byContactId)))
    return say(writing, [await ended(writing, broadcast), ...rest].join('\n'), true)
  await ports.broadcasts.update(broadcast.id, { state: 'draft', sendAt: null })
  const title = await titleIn(ports, broadcast, asking.words)
  const note = [asking.words.say('broadcast.stopped_before', { title }), ...rest].join('\n')
  return goOn(writing, { ...broadcast, state: 'draft', sendAt: null }, note)
}

/** Stops it for good, tells its author where that is somebody else, and says what became of it. */
async function ended(writing: Writing, broadcast: Broadcast): Promise<string> {
  const { routing, ports, person, asking } = writing
  const { words, now } = asking
  const { contact } = person
  const title = await titleIn(ports, broadcast, words)
  await stopBroadcast(ports, broadcast, now)
  const { out, stopped } = await doneCounts(ports, broadcast)
  const done =
    broadcast.state === 'scheduled'
      ? words.say('broadcast.stopped_unsent', { title })
      : words.say('broadcast.stopped', { title, out, stopped })
  if (broadcast.byContactId === contact.id) return done
  const addresses = (await ports.staff.addressesOf(contact.hubId)).filter(
    ({ contactId }) => contactId === broadcast.byContactId,
  )
  const told = await tellOne(
    routing,
    ports,
    { addresses },
    async (theirs) =>
      theirs.say('broadcast.stopped_by', { name: contact.name, title: await titleIn(ports, broadcast, theirs), out }),
    now,
  )
  return told === null ? done : `${done}\n${words.say('broadcast.author_told')}`
}
