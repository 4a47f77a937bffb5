import { readFileSync } from 'node:fs'
import { readConfigFiles, type ConfigFiles } from '../../src/config-files.js'
import { formsOf } from '../../src/conversations/forms.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import { decodeForm } from '../../src/forms/form-file.js'
import { instantOf, later, millisOf, type Instant } from '../../src/kernel/clock.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import type { TurnPorts } from '../../src/conversations/ports.js'
import { acts } from './acts.js'
import type { Act } from './acts/act.js'
import { lostOfFiled, sendPictures } from './acts/album.js'
import { answer } from './acts/answering.js'
import { reviewing } from './acts/reviewing.js'
import { differences } from './check.js'
import { diceOf } from '../../src/rehearsal/dice.js'
import { foundIn } from './found.js'
import type { Organisation } from './lives.js'
import { log, platformOf, ROLES, wrong, type Person, type Role } from './person.js'
import { ACCOUNTS, openWorld, type AccountKind, type Fault, type World } from './world.js'

export interface Failure {
  number: number
  why: string
  transcript: string
}

/** Everything happens in steps of this length: those who act in the same one are taken in together. */
const TICK_MS = 2_000
const START: Instant = '2026-11-20T02:00:00.000Z'
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

const tickAfter = (at: Instant): Instant => instantOf(Math.ceil(millisOf(at) / TICK_MS) * TICK_MS)

/** Who does something when. */
class Agenda {
  readonly #at = new Map<Instant, Person[]>()
  #ticks: Instant[] = []
  add(at: Instant, me: Person): void {
    const there = this.#at.get(at)
    if (there) return void there.push(me)
    this.#at.set(at, [me])
    let [low, high] = [0, this.#ticks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#ticks[middle]! > at) low = middle + 1
      else high = middle
    }
    this.#ticks.splice(low, 0, at)
  }
  next(): Instant | null {
    return this.#ticks.at(-1) ?? null
  }
  take(at: Instant): Person[] {
    const there = this.#at.get(at) ?? []
    this.#at.delete(at)
    if (this.#ticks.at(-1) === at) this.#ticks.pop()
    return there
  }
}

function newPerson(
  world: World,
  [seed, number, i]: [number, number, number],
  role: Role,
  organisation: Organisation,
  transcript: string[],
  known: Known,
): Person {
  const own = i === 0 ? [seed, number] : [seed, number, 10 + i]
  const dice = diceOf(...own)
  const [kind] = phonesOf(seed, number)
  const me: Person = {
    number,
    role,
    organisation,
    wanted: null,
    dice,
    kind,
    ...known,
    phone: 0,
    where: { type: 'menu' },
    draft: null,
    waiting: known.addresses.map(() => []),
    unplaced: [],
    filed: [],
    cancelled: 0,
    said: [],
    transcript,
    lingered: 0,
    owed: null,
    acceptances: 0,
    accepted: 0,
    answeredAt: null,
    decides: [],
    restHeard: null,
    listed: false,
    list: { lives: [], shown: null },
    used: new Set(),
    refused: 0,
    killsMachine: false,
    fault: null,
    // The hub decides on each a few times, not without end.
    acts: role === 'staff' || dice.happens(0.85) ? dice.between(2, 20) : dice.between(20, 60),
    world,
    pictures: new Map(),
  }
  if (i === 0) log(me, '…', `第 ${number} 段对话（种子 ${seed}，${kind}）`)
  const platform = platformOf(me, own)
  for (const { account } of known.addresses) world.platforms.set(account, platform)
  return me
}

/** The account a person writes to; some have a second phone. */
function phonesOf(seed: number, number: number): [AccountKind, ...AccountKind[]] {
  const dice = diceOf(seed, number, 1)
  const first = dice.pick(ACCOUNTS)
  return dice.happens(0.25) ? [first, dice.pick(ACCOUNTS)] : [first]
}

type Known = Pick<Person, 'contactId' | 'addresses' | 'addressIds'>

/** People are loaded and bound some at a time: a unit of work may not take long. */
const TOGETHER = 100

/** In so many conversations a colleague and the hub's staff take part. */
const REVIEWED = 0.15
const isReviewed = (seed: number, number: number): boolean => diceOf(seed, number, 2).happens(REVIEWED)

/** A hub with an organisation for each conversation, whose people are known at their accounts; where staff takes part, a hub of its own. */
async function peopled(
  world: World,
  seed: number,
  numbers: number[],
  reviewed: Set<number>,
): Promise<Map<number, Known[]>> {
  const { database } = world
  const known = new Map<number, Known[]>()
  const others = numbers.filter((number) => !reviewed.has(number))
  for (let i = 0; i < others.length; i += TOGETHER) {
    const some = others.slice(i, i + TOGETHER)
    const { hubId } = await database.units((sql) => loadHub(sql)(hubOf('property', some)))
    world.setHub(hubId)
    await database.transact(async (ports) => {
      for (const number of some) known.set(number, [await boundTo(world, ports, seed, number, 0)])
    })
  }
  for (const number of reviewed) {
    const { hubId } = await database.units((sql) => loadHub(sql)(reviewedHub(number)))
    const all = await database.transact(async (ports) => {
      const people: Known[] = []
      for (const [i] of ROLES.entries()) people.push(await boundTo(world, ports, seed, number, i))
      return people
    })
    for (const { account } of all.flatMap(({ addresses }) => addresses)) world.hubOfAccount.set(account, hubId)
    known.set(number, all)
  }
  return known
}

async function boundTo(
  world: World,
  { people, invitations }: Pick<TurnPorts, 'people' | 'invitations'>,
  seed: number,
  number: number,
  role: number,
): Promise<Known> {
  const { contactId } = (await invitations.find(codeOf(number, role)))!.invitation
  const phones = role === 0 ? phonesOf(seed, number) : [diceOf(seed, number, 1, role).pick(ACCOUNTS)]
  const addresses = phones.map((kind, phone) => ({
    channel: kind === 'app' ? 'wecom_app' : 'wechat_oa',
    account: `${kind}-${number}-${role}-${phone}`,
    user: `u${number}-${role}-${phone}`,
  }))
  const addressIds: string[] = []
  for (const address of addresses) {
    const { addressId } = await people.hold(address)
    await people.bind(addressId, contactId, START)
    world.accountOfAddress.set(addressId, address.account)
    addressIds.push(addressId)
  }
  return { contactId, addresses, addressIds }
}

/** Eight characters: a letter for the role, and the number. */
const codeOf = (number: number, role = 0): string => `${'PQR'[role]}${String(number).padStart(7, '0')}`

const reviewedHub = (number: number): HubData => {
  const { organisations, contacts, ...hub } = hubOf(`property-${number}`, [number])
  const ofHub = { key: 'hub', name: '益心益意', kind: 'hub' as const, city: null, aliases: [] }
  return {
    ...hub,
    organisations: [...organisations, ofHub],
    contacts: [
      ...contacts,
      { key: 'colleague', organisation: String(number), name: `同事${number}`, code: codeOf(number, 1) },
      { key: 'staff', organisation: 'hub', name: `工作人员${number}`, code: codeOf(number, 2) },
    ],
  }
}

const hubOf = (key: string, numbers: number[]): HubData => ({
  hub: { key, name: '益心益意', zone: 'Asia/Shanghai', language: 'zh-CN' },
  funder: { key: 'funder', name: '某基金会' },
  programme: { key: '2014', name: '2014 年小额资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
  organisations: numbers.map((number) => ({
    key: String(number),
    name: `机构${number}`,
    kind: 'organisation' as const,
    city: null,
    aliases: [],
  })),
  grants: [],
  contacts: numbers.map((number) => ({
    key: String(number),
    organisation: String(number),
    name: `联系人${number}`,
    code: codeOf(number),
  })),
})

/** The forms of the product, and one of the kinds that those have not. */
async function configured(): Promise<ConfigFiles> {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error(JSON.stringify(config.faults))
  const file = 'test/property/forms/visit.v1.yaml'
  const decoded = decodeForm(file, readFileSync(file, 'utf8'))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
  // People are asked the newest version of each.
  return { ...config, forms: formsOf([...config.forms, decoded.form]).current }
}
