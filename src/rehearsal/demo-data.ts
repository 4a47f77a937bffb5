import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { HubData } from '../programmes/hub-data.js'

const hubFile = z.object({
  hub: z.object({ key: z.string(), name: z.string(), zone: z.string(), language: z.string() }),
  funder: z.object({ key: z.string(), name: z.string() }),
  programme: z.object({ key: z.string(), name: z.string(), startsOn: z.string(), endsOn: z.string() }),
  organisations: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      aliases: z.array(z.string()),
      kind: z.enum(['organisation', 'person', 'hub']),
      city: z.string().nullable(),
    }),
  ),
  grants: z.array(
    z.object({
      organisation: z.string(),
      purpose: z.string(),
      purposeClass: z.enum(['project', 'admin', 'operating']).nullable(),
      amountFen: z.int().nullable(),
      status: z.enum(['active', 'withdrawn', 'finished']),
      remark: z.string().nullable(),
    }),
  ),
  statedGrantedFen: z.int(),
  contacts: z.array(z.object({ key: z.string(), organisation: z.string(), name: z.string(), invitation: z.string() })),
  wecom: z.object({
    corpId: z.string(),
    corpName: z.string(),
    agentId: z.int(),
    appName: z.string(),
    members: z.array(z.object({ userid: z.string(), contact: z.string() })),
    guests: z.array(z.object({ userid: z.string(), name: z.string() })),
  }),
  wechat: z.object({
    accounts: z.array(
      z.object({
        name: z.string(),
        appId: z.string(),
        originalId: z.string(),
        title: z.string(),
        kind: z.enum(['service', 'subscription']),
        verified: z.boolean(),
        mode: z.enum(['plain', 'compatible', 'safe']),
        followers: z.array(z.object({ openId: z.string(), contact: z.string() })),
        guests: z.array(z.object({ openId: z.string(), name: z.string() })),
      }),
    ),
  }),
})
export type DemoHub = z.infer<typeof hubFile>

const event = z.object({
  table: z.enum(['exchange', 'accompaniment', 'training']),
  dateText: z.string(),
  from: z.string(),
  to: z.string(),
  title: z.string(),
  headcount: z.int().nullable(),
  place: z.string().nullable(),
  filedBy: z.string(),
})
const eventsFile = z.object({
  statedTotals: z.object({ exchange: z.int(), accompaniment: z.int(), training: z.int() }),
  events: z.array(event),
})
export type DemoEvent = z.infer<typeof event>
export type DemoEvents = z.infer<typeof eventsFile>

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../../config/demo/${name}`, import.meta.url), 'utf8'))

export const demoHub = async (): Promise<DemoHub> => hubFile.parse(await read('hub.json'))
export const demoEvents = async (): Promise<DemoEvents> => eventsFile.parse(await read('events.json'))

/** The hub as it is loaded into the database. */
export const hubData = ({ hub, funder, programme, organisations, grants, contacts }: DemoHub): HubData => ({
  hub,
  funder,
  programme,
  organisations,
  grants: grants.map((grant, i) => ({ ...grant, key: `${grant.organisation}-${i + 1}` })),
  contacts: contacts.map(({ invitation, ...contact }) => ({ ...contact, code: invitation })),
})
