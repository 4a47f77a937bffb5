import { readConfigFiles } from '../../src/config-files.js'
import { splitText } from '../../src/channels/tencent/split.js'
import { reachOf, waysOf } from '../../src/channels/wechat-oa/reach.js'
import { formsOf } from '../../src/conversations/forms.js'
import { takeTurn, type TurnShell } from '../../src/conversations/receive.js'
import type { Database } from '../../src/database/connect.js'
import type { Form } from '../../src/forms/form.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Address, InboundMessage, Said } from '../../src/kernel/message.js'
import { hubData, noWays } from '../contracts/a-hub.js'
import { after, newId, NOW } from '../contracts/databases.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import { NO_NOTICES, withNotices } from './notice-accounts.js'

/** A hub with its people and an official account, verified or answering only; `forms` are there besides those of config. */
export async function aShell(database: Database, forms: Form[] = [], data = hubData()) {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error('the forms are faulty')
  const { hubId } = await database.units((sql) => loadHub(sql)(data))
  const account = newId()
  let passed = 0
  let verified = true
  let notices: ReturnType<typeof withNotices> = NO_NOTICES

  const shell: TurnShell = {
    transact: database.transact,
    clock: { now: () => after(passed) },
    newId,
    forms: formsOf([...config.forms, ...forms]),
    wordsOf: config.wordsOf,
    hubOf: () => ({ id: hubId, name: data.hub.name, zone: 'Asia/Shanghai', language: 'zh-CN' }),
    identifierOf: () => null,
    notice: () => {},
    reach: (standing, now) => reachOf(standing, verified, now),
    ways: (standing, kind, now) => waysOf(standing, { ...notices, verified }, kind, now),
    permission: (_of, kind) => {
      const asked = verified ? notices.notices[kind]?.subscription : undefined
      return asked ? { template: asked.id, url: asked.askUrl } : null
    },
    staffWays: noWays,
    calendar: WEEKDAYS_ONLY,
    transcribes: false,
    readsAgain: false,
    split: (_to, text) => splitText(text),
    nudge: () => {},
    broke: (error) => {
      throw error
    },
  }
  const take = takeTurn(shell)

  /** One who writes to the account, a stranger unless `contact` is hers: by her key in the hub's file, or the first of an organisation. */
  async function somebody(contact?: string, on = account) {
    const from: Address = { channel: 'wechat_oa', account: on, user: newId() }
    const addressId = await database.transact(async ({ people, invitations }) => {
      const held = await people.hold(from)
      const code = data.contacts.find(({ key, organisation }) => key === contact || organisation === contact)?.code
      const invited = code && (await invitations.find(code))
      if (invited) await people.bind(held.addressId, invited.invitation.contactId, NOW)
      return held.addressId
    })
    const hear = (said: Said, key: string = newId(), more: Partial<InboundMessage> = {}) =>
      take({
        from,
        key,
        presence: said.type === 'event' ? (said.event === 'joined' ? 'acted' : 'none') : 'spoke',
        sentAt: shell.clock.now(),
        said,
        ...more,
      })
    return {
      from,
      addressId,
      hear,
      say: (text: string, key?: string) => hear({ type: 'text', text }, key),
      async sayAll(...texts: string[]) {
        let reply: string | null = null
        for (const text of texts) reply = await hear({ type: 'text', text })
        return reply
      },
      picture: () => hear({ type: 'media', kind: 'image', ref: { id: newId() } }),
      happens: (event: string) => hear({ type: 'event', event }),
      unsaid: async () => (await database.transact(({ people }) => people.holdById(addressId)))!.unsaid,
      /** What stands in the outbox for her. */
      async deliveries() {
        const rows = await database.reads.all<{ jobKey: string; payload: string; createdAt: string }>(
          "SELECT jobKey, payload, createdAt FROM outbox WHERE kind = 'deliver' AND lane = ? ORDER BY position",
          [addressId],
        )
        return rows.map(({ jobKey, payload, createdAt }) => {
          const { say } = JSON.parse(payload) as { say: { text: string } }
          return { text: say.text, key: jobKey, payload: { addressId, say }, createdAt }
        })
      },
    }
  }
  return {
    shell,
    account,
    data,
    hubId,
    somebody,
    passes: (ms: number) => void (passed += ms),
    /** From now on the account may answer and nothing else. */
    passiveOnly: () => void (verified = false),
    /** From now on the account has templates of these kinds for deadlines. */
    hasNotices: (...which: Parameters<typeof withNotices>[0] & object) => void (notices = withNotices(which)),
  }
}

export type AShell = Awaited<ReturnType<typeof aShell>>
