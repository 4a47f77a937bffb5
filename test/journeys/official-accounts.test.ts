import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { accountHostileKinds } from '../../src/emulator/official-account/hostile.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

const TABLES = [
  'addresses',
  'inbound_messages',
  'sessions',
  'outbox',
  'photos',
  'records',
  'activities',
  'contacts',
  'accounts',
  'invitations',
]
const MODES = ['safe', 'compatible', 'plain'] as const

describe('the official accounts of one hub', () => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}, {}] })
    app = await serve(stage)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  it.each([[0], [1]])(
    'account %d takes an invitation code from who follows it, and knows her afterwards',
    async (nth) => {
      const { followers } = stage.hub.wechat.accounts[nth]!
      const { openId, contact } = followers[0]!
      const [followed] = await stage.act(openId, { type: 'subscribe' })
      expect(followed).toMatchObject({ outcome: 'replied' })
      const { name } = stage.hub.contacts.find(({ key }) => key === contact)!
      await stage.bind(openId)
      expect(
        await stage.rows('SELECT name FROM contacts JOIN addresses ON contactId = contacts.id WHERE user = ?', [
          openId,
        ]),
      ).toEqual([{ name }])
    },
  )

  it('and the app of the corp goes on beside them', async () => {
    await stage.bind('xiaozhou')
    expect(await stage.say('xiaozhou', '活动记录')).toContain('【1/6】')
  })
})

describe.each(MODES)('what no platform sends to an official account in %s mode', (mode) => {
  let stage: Stage
  let app: App
  let openId: string
  const logged: string[] = []
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{ mode }] })
    app = await serve(stage, logged)
    openId = stage.hub.wechat.accounts[0]!.followers[0]!.openId
    await stage.act(openId, { type: 'subscribe' })
    await stage.bind(openId)
    await stage.say(openId, '活动记录')
    await eventually('no job is under way', async () => {
      const [row] = await stage.rows<{ n: number }>("SELECT COUNT(*) AS n FROM outbox WHERE state <> 'done'")
      return row!.n === 0
    })
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
  })

  const everything = async () => Promise.all(TABLES.map((table) => stage.rows(`SELECT * FROM ${table}`)))
  // In plain mode an open body is what the platform sends, and what stands in no envelope has no halves to compare.
  const kinds = accountHostileKinds.filter((kind) => kind !== 'replayed' && !(mode === 'plain' && kind === 'plaintext'))

  it.each(kinds)('%s is refused with 4xx and leaves no trace', async (kind) => {
    const before = await everything()
    const { corpId, agentId } = stage.who(openId)
    const { status, body } = await stage.control.hostile({ corpId, agentId, userId: openId, kind })
    expect([status >= 400 && status < 500, body]).toEqual([true, 'refused'])
    expect(await everything()).toEqual(before)
    expect(logged.at(-1)).toMatch(/"level":"warn".*"code":"(envelope|xml|wechat_oa|http)\.\w+"/)
  })

  it('a callback of before is refused when it is old, and changes nothing while it is new', async () => {
    const before = await everything()
    const { corpId, agentId } = stage.who(openId)
    const replay = () => stage.control.hostile({ corpId, agentId, userId: openId, kind: 'replayed' })
    await replay()
    expect(await everything()).toEqual(before)
    stage.passes(301_000)
    expect(await replay()).toMatchObject({ status: 403 })
    expect(await everything()).toEqual(before)
  })
})
