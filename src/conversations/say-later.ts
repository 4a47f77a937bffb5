import { later, type Instant } from '../kernel/clock.js'
import type { Job } from '../kernel/job.js'
import type { Told } from './deliver.js'
import type { Person, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { KEPT, pauseOf, withoutAllOf, withUnsaid } from './unsaid.js'

/** Nine pictures sent at once arrive within about a second. */
const ALBUM_MS = 1_500

type To = Pick<Person, 'addressId' | 'standing'>

/**
 * `twice`: it tells how things stand (so many photos came): to hear it twice costs a line, to hear nothing leaves her waiting. `cue`: the line
 * it ends with that says where she is, and holds until she speaks.
 */
interface How {
  twice?: boolean
  cue?: string | undefined
  /** It takes the place of what waits for her next word under this key. */
  key?: string | undefined
  /** Where it cannot be said now it waits for her next word, and for nothing else. */
  ownWord?: boolean | undefined
  /** What its delivery (the last, of several) is known by: `wasSaid` tells when it left. */
  id?: string
  /** After that it is of no use, and is not said with her next word any more. */
  until?: Instant
}

/** When what was to be said under this `id` reached the platform; null where it has not, or waits for her next message. */
export const wasSaid = ({ outbox }: Pick<TurnPorts, 'outbox'>, id: string): Promise<Instant | null> =>
  outbox.doneAt(`deliver:${id}`)

const delivery = (
  key: string,
  { addressId, standing }: To,
  say: Told,
  dueAt: Instant,
  { twice, cue, until }: How = {},
): Job => ({
  kind: 'deliver',
  key: `deliver:${key}`,
  lane: addressId,
  account: standing.address.account,
  payload: { addressId, say, ...(twice && { twice }), ...(cue !== undefined && { cue }), ...(until && { until }) },
  dueAt,
})

/**
 * Says texts to one whose lock is held, without her having asked: sent one after another, each at most once, or kept for her next message
 * where the platform does not let us write to her, or she left; what stands in the way for minutes only is waited for besides. With `twice`
 * she may hear it again where nobody knows whether it arrived. Where she is (`cue`) is not said with her next answer, which says it itself.
 * Once in a transaction for one person.
 */
export async function sayLater(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split'>,
  ports: Pick<TurnPorts, 'outbox' | 'people'>,
  person: To & Pick<Person, 'unsaid'>,
  texts: string[],
  now: Instant,
  how: How = {},
): Promise<void> {
  const { addressId, standing } = person
  const unsaid = how.key === undefined ? person.unsaid : withoutAllOf(person.unsaid, how.key)
  const open = shell.reach(standing, now).type === 'open'
  const dueAt = open ? now : how.ownWord ? null : pauseOf(standing, now)
  if (dueAt === null) {
    const keyOf = (i: number) => (how.key === undefined ? shell.newId() : `${how.key}:${i}`)
    const added = texts.map((text, i) => ({ text: withoutCue(text, how.cue), key: keyOf(i), at: now }))
    return ports.people.setUnsaid(addressId, withUnsaid(unsaid, added))
  }
  const parts = texts
    .flatMap((text) => shell.split(standing.address, text))
    .map((text, i, all) => ({ text, key: i === all.length - 1 && how.id !== undefined ? how.id : shell.newId() }))
  const jobs = parts.map(({ text, key }) => delivery(key, person, { type: 'text', text }, dueAt, how))
  if (unsaid.length < person.unsaid.length) await ports.people.setUnsaid(addressId, unsaid)
  const waits = !open || (await heldUp(ports, { ...person, unsaid }))
  if (waits) {
    const added = jobs.map(({ key }, i) => ({ text: withoutCue(parts[i]!.text, how.cue), key, at: now }))
    await ports.people.setUnsaid(addressId, withUnsaid(unsaid, added))
  }
  for (const job of jobs) await ports.outbox.add(waits ? { ...job, mark: KEPT } : job)
}

/** The text without the line that says where she was when it was written. */
export const withoutCue = (text: string, cue: string | undefined): string =>
  cue !== undefined && text.endsWith(`\n${cue}`) ? text.slice(0, -cue.length - 1) : text

/** Whether one before these was put off and waits for her next answer, too: they would come after it, when she has long gone on. */
async function heldUp(
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId, unsaid }: To & Pick<Person, 'unsaid'>,
): Promise<boolean> {
  if (unsaid.length === 0) return false
  const before = await outbox.waiting(addressId, 'deliver')
  return before.some(({ key, mark }) => mark === KEPT && unsaid.some((one) => one.key === key))
}

/** Puts something for one address into the outbox, behind what is to be said there: files, and short lines between them. It does not wait for her next message. */
export const giveLater = (
  shell: Pick<TurnShell, 'newId'>,
  ports: Pick<TurnPorts, 'outbox'>,
  to: To,
  say: Told,
  now: Instant,
): Promise<void> => ports.outbox.add(delivery(shell.newId(), to, say, now))

/** Says one text a moment after the last of several messages that all call for it: an album is answered once. `until`: it is of use so long. */
export const sayOnce = (
  ports: Pick<TurnPorts, 'outbox'>,
  to: To,
  why: string,
  text: string,
  now: Instant,
  until?: Instant,
): Promise<void> =>
  ports.outbox.add(
    delivery(`${to.addressId}:${why}`, to, { type: 'text', text }, later(now, ALBUM_MS), {
      twice: true,
      ...(until && { until }),
    }),
  )
