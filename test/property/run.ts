import type { DatabaseSettings } from '../../src/database/sources.js'
import { later, millisOf } from '../../src/kernel/clock.js'
import { acts } from './acts.js'
import type { Act } from './acts/act.js'
import { lostOfFiled, sendPictures } from './acts/album.js'
import { answer } from './acts/answering.js'
import { reviewing } from './acts/reviewing.js'
import { differences } from './check.js'
import { foundIn } from './found.js'
import { type Person, ROLES, wrong } from './person.js'
import { type Fault, openWorld } from './world.js'
import { configured, isReviewed, newPerson, peopled, START } from './peopled.js'
import { Agenda, tickAfter } from './agenda.js'

export interface Failure {
  number: number
  why: string
  transcript: string
}

/** Conversations begin so close after one another that some hundred are always under way. */
const APART_MS = 100

/** Who only wants to come to an end gets there in so many words. */
const RESCUE = 60

/** After the last word of all: what is still to be tried is tried, or given up. */
const QUIET_MS = 5 * 24 * 3_600_000

/**
 * Lets people number `from` to `from + count - 1` of this seed talk to the whole program over a database, and gives what went wrong.
 * Whatever a person does and meets depends on the seed and her number alone: she can be looked at without the others.
 */
export async function converse({
  seed,
  from,
  count,
  settings,
  alone = false,
  fault,
}: {
  seed: number
  from: number
  count: number
  settings: DatabaseSettings
  /** Nobody else takes part: on a server it cannot be known who of two was first. */
  alone?: boolean
  /** What is wrong with the program on purpose. */
  fault?: Fault
}): Promise<{ failures: Failure[]; messages: number; filed: number; cancelled: number }> {
  const world = await openWorld(settings, await configured(), START, fault)
  const numbers = Array.from({ length: count }, (_, i) => from + i)
  const reviewed = new Set(alone ? [] : numbers.filter((number) => isReviewed(seed, number)))
  const contacts = await peopled(world, seed, numbers, reviewed)
  const agenda = new Agenda()
  const people = numbers.flatMap((number) => {
    const organisation = {
      lives: [],
      refused: new Set<string>(),
      reviewed: reviewed.has(number),
      people: [] as Person[],
      acting: 0,
    }
    const transcript: string[] = []
    return contacts.get(number)!.map((known, i) => {
      const me = newPerson(world, [seed, number, i], ROLES[i]!, organisation, transcript, known)
      // Others come when there is something to come to.
      const after = (number % 100_000) * APART_MS + (i === 0 ? 0 : me.dice.between(60, 400) * 1_000)
      organisation.people.push(me)
      agenda.add(tickAfter(later(START, after)), me)
      return me
    })
  })
  const of = (number: number) => people.filter((one) => one.number === number)
  const failures: Failure[] = []
  const failed = new Set<number>()
  const fails = (me: Person, why: string) => {
    if (failed.has(me.number)) return
    failed.add(me.number)
    failures.push({ number: me.number, why, transcript: me.transcript.join('\n') })
  }

  for (;;) {
    const [next, job] = [agenda.next(), await world.nextJobAt()]
    const at = [next, job && tickAfter(job)].filter((one) => one !== null).toSorted()[0]
    if (!at) break
    world.set(at)
    const acting = agenda.take(at)
    for (const { organisation } of acting)
      organisation.acting = acting.filter((one) => one.organisation === organisation).length
    const gaps = await Promise.all(
      acting.map((me) => acted(me).catch((error: unknown) => String(error instanceof Error ? error.message : error))),
    )
    await world.runJobs()
    for (const [i, me] of acting.entries()) {
      const gap = gaps[i]
      if (typeof gap === 'string') fails(me, gap)
      else if (failed.has(me.number)) continue
      else if (typeof gap === 'number') agenda.add(tickAfter(later(at, gap)), me)
    }
  }
  world.set(later(world.clock.now(), QUIET_MS))
  await world.runJobs()
  for (const error of world.broken)
    failures.push({ number: from, why: `a turn broke: ${(error as Error).stack}`, transcript: '' })
  const stored = await foundIn(world)
  for (const me of people) {
    if (me.fault) fails(me, me.fault)
    if (failed.has(me.number)) continue
    const found = await differences(me, of(me.number), stored)
    if (found.length > 0) fails(me, found.join('\n    '))
  }
  await world.close()
  const sum = (of: (me: Person) => number) => people.reduce((all, me) => all + of(me), 0)
  return {
    failures,
    messages: sum(({ said }) => said.length),
    filed: sum(({ filed }) => filed.length),
    cancelled: sum(({ cancelled }) => cancelled),
  }
}

/** How often each act was done, for who wonders what is tried. */
export const did = new Map<string, number>()

/** One thing she does; how long nothing comes from her then, or null when her conversation is over. */
async function acted(me: Person): Promise<number | null> {
  if (me.fault) return null
  await silenceIsOver(me)
  const { dice } = me
  if (me.role === 'staff') return reviews(me)
  if (me.acts-- > 0) {
    const act = await doOne(me, acts)
    return act.silence?.(me) ?? dice.between(3, 40) * 1_000
  }
  if (me.where.type === 'menu' && me.filed.length + me.cancelled > 0) return lingers(me)
  if (-me.acts > RESCUE) wrong(me, `she is stuck: ${RESCUE} words later it is not filed`)
  await answer(me, true)
  return dice.between(3, 15) * 1_000
}

async function doOne(me: Person, all: Act[]): Promise<Act> {
  const act = me.dice.weighed(all.filter((one) => one.fits(me)).map((one) => [one.weight, one] as const))
  did.set(act.name, (did.get(act.name) ?? 0) + 1)
  await act.do(me)
  return act
}

/** One of the hub's staff looks again and again. */
async function reviews(me: Person): Promise<number | null> {
  if (me.acts-- <= 0) return null
  await doOne(me, reviewing)
  return me.dice.between(5, 90) * 1_000
}

/** All is filed; she looks back once whether a picture is missing, and sends it again. Where it is reviewed she does more with it. */
async function lingers(me: Person): Promise<number | null> {
  if (me.lingered++ === 0) {
    if (me.organisation.reviewed) me.acts = me.dice.between(3, 8)
    return 90_000
  }
  if (me.lingered > 4 || lostOfFiled(me).length === 0) return null
  await sendPictures(me, 1)
  return 60_000
}

/** Pictures that were met with silence are told of by now, or it is kept that they are to be. */
async function silenceIsOver(me: Person): Promise<void> {
  if (!me.owed || millisOf(me.world.clock.now()) - millisOf(me.owed) < 3_000) return
  const ids = me.addressIds
  const places = ids.map(() => '?').join(', ')
  const [kept] = await me.world.database.reads.all<{ n: number }>(
    `SELECT (SELECT COUNT(*) FROM addresses WHERE id IN (${places}) AND unsaid IS NOT NULL)
       + (SELECT COUNT(*) FROM outbox WHERE lane IN (${places}) AND state = 'waiting') AS n`,
    [...ids, ...ids],
  )
  if (Number(kept?.n) === 0) wrong(me, 'pictures were met with silence')
}
