import { readFileSync } from 'node:fs'
import { type ConfigFiles, readConfigFiles } from '../../src/config-files.js'
import { formsOf } from '../../src/conversations/forms.js'
import { loadHub } from '../../src/database/load-hub.js'
import { decodeForm } from '../../src/forms/form-file.js'
import type { Instant } from '../../src/kernel/clock.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import type { TurnPorts } from '../../src/conversations/ports.js'
import { diceOf } from '../../src/rehearsal/dice.js'
import type { Organisation } from './lives.js'
import { log, type Person, type Role, ROLES } from './person.js'
import { platformOf } from './platform.js'
import { type AccountKind, ACCOUNTS, type World } from './world.js'

/** When the first conversation begins. */
export const START: Instant = '2026-11-20T02:00:00.000Z'

/** One of the people of a conversation, who has said nothing yet. */
export function newPerson(
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

export const isReviewed = (seed: number, number: number): boolean => diceOf(seed, number, 2).happens(REVIEWED)

/** A hub with an organisation for each conversation, whose people are known at their accounts; where staff takes part, a hub of its own. */
export async function peopled(
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
export async function configured(): Promise<ConfigFiles> {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error(JSON.stringify(config.faults))
  const file = 'test/property/forms/visit.v1.yaml'
  const decoded = decodeForm(file, readFileSync(file, 'utf8'))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
  // People are asked the newest version of each.
  return { ...config, forms: formsOf([...config.forms, decoded.form]).current }
}
