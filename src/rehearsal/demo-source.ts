import { openDatabase } from '../database/connect.js'
import { loadHub } from '../database/load-hub.js'
import { LADDER } from '../programmes/ladder.js'
import type { HubData } from '../programmes/hub-data.js'
import type { Schedule } from '../programmes/schedule.js'
import { demoAccounts } from './demo-accounts.js'
import { hubData, type DemoHub } from './demo-data.js'
import { secretsFrom } from './platform.js'
import type { Source } from './source.js'

const TOWNS = ['高安', '萍乡', '上犹', '永新', '吉安', '宜春', '赣县', '湘东', '上饶', '安福', '峡江', '万载']
const KINDS = ['读书会', '志愿者协会', '社工中心', '助学社', '环保站', '妈妈互助会', '义工队']
/** What a code of a made-up person is: her place in the list, in the letters of codes. */
const DIGITS = 'ACDEFGHJKM'
const PROGRAMME = { key: 'rehearsal', name: '2026年小额资助', startsOn: '2026-01-01', endsOn: '2026-12-31' }

/** A brief each quarter, within fifteen days of its end. */
export const QUARTERLY: Schedule = {
  form: 'work-brief',
  cadence: { type: 'quarterly' },
  due: { type: 'after_end', days: 15 },
  dayOff: 'after',
  opensBefore: 14,
  first: null,
  last: null,
  ladder: LADDER,
  forms: {},
}

/** The demo hub with so many grantees (those it has, where null), each of which owes a brief a quarter in 2026. */
export const demoSource = (hub: DemoHub, grantees: number | null): Source => hubSource(hub, seasonOf(hub, grantees))

/** A hub with the accounts and people of the demo hub. */
export function hubSource(hub: DemoHub, data: HubData): Source {
  const keyAt = new Map(hub.wecom.members.map(({ userid, contact }) => [contact, userid]))
  const app = { channel: 'wecom_app' as const, account: `${hub.wecom.corpId}/${hub.wecom.agentId}` }
  return {
    hub: data.hub.name,
    programme: data.programme.name,
    async fill(file, { newId, now }) {
      const database = await openDatabase({ type: 'sqlite', file }, { newId, clock: { now: () => now } })
      try {
        await database.migrate()
        await database.units((sql) => loadHub(sql, newId, now)(data))
      } finally {
        await database.close()
      }
    },
    accounts: (url, dice) => demoAccounts(hub, () => Promise.resolve(secretsFrom(dice)), url),
    homeOf(code) {
      const user = keyAt.get(code ?? '')
      if (user !== undefined) return { ...app, user }
      for (const { appId: account, followers } of hub.wechat.accounts) {
        const follower = followers.find(({ contact }) => contact === code)
        if (follower) return { channel: 'wechat_oa', account, user: follower.openId }
      }
      return null
    },
  }
}

export function seasonOf(hub: DemoHub, grantees: number | null): HubData {
  const data = hubData(hub)
  const active = data.grants.filter(({ status }) => status === 'active')
  const count = grantees ?? active.length
  const grants = active.slice(0, count)
  const kept = new Set(grants.map(({ organisation }) => organisation))
  const isHub = new Set(data.organisations.filter(({ kind }) => kind === 'hub').map(({ key }) => key))
  const more = Array.from({ length: Math.max(0, count - grants.length) }, (_, i) => madeUp(i))
  return {
    ...data,
    programme: PROGRAMME,
    organisations: [
      ...data.organisations.filter(({ key }) => kept.has(key) || isHub.has(key)),
      ...more.map(({ organisation }) => organisation),
    ],
    grants: [...grants, ...more.map(({ grant }) => grant)],
    contacts: [
      ...data.contacts.filter(({ organisation }) => kept.has(organisation) || isHub.has(organisation)),
      ...more.map(({ contact }) => contact),
    ],
    schedules: [
      {
        key: 'quarterly-brief',
        schedule: QUARTERLY,
      },
    ],
  }
}

function madeUp(i: number): {
  organisation: HubData['organisations'][number]
  grant: HubData['grants'][number]
  contact: HubData['contacts'][number]
} {
  const key = `more-${i + 1}`
  const name = `${TOWNS[i % TOWNS.length]}${KINDS[Math.floor(i / TOWNS.length) % KINDS.length]}${i + 1}`
  const code = [...String(1_000_000 + i)].map((digit) => DIGITS[Number(digit)]).join('')
  const grant = { key, organisation: key, purpose: '日常活动', purposeClass: null, amountFen: 500_000 }
  return {
    organisation: { key, name, kind: 'organisation', city: null, aliases: [] },
    grant: { ...grant, status: 'active', remark: null },
    contact: { key, organisation: key, name: `联系人小${i + 1}`, code: `Z${code}` },
  }
}
