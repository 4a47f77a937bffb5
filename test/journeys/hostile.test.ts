import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { hostileKinds } from '../../src/emulator/hostile.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

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

describe('what no platform sends', () => {
  let stage: Stage
  let app: App
  const logged: string[] = []
  beforeAll(async () => {
    stage = await makeStage()
    app = await serve(stage, logged)
    await stage.bind('xiaozhou')
    await stage.say('xiaozhou', '活动记录')
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
  })

  const everything = async () => Promise.all(TABLES.map((table) => stage.rows(`SELECT * FROM ${table}`)))

  it.each(hostileKinds)('%s is refused with 4xx and leaves no trace', async (kind) => {
    const before = await everything()
    const { corpId, agentId } = stage.who('')
    const { status, body } = await stage.control.hostile({ corpId, agentId, userId: 'xiaozhou', kind })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).toBe('refused')
    expect(await everything()).toEqual(before)
    expect(logged.at(-1)).toMatch(/"level":"warn".*"code":"(envelope|xml|wecom_app|http)\.\w+"/)
  })

  it('and the person it claimed to come from goes on where she was', async () => {
    expect(await stage.say('xiaozhou', '2014年3月22日')).toContain('【2/6】')
  })
})

describe('the log', () => {
  it('holds nothing that people said, who they are, or what is secret', async () => {
    const logged: string[] = []
    const stage = await makeStage()
    const app = await serve(stage, logged)
    await stage.bind('xiaozhou')
    const said = ['活动记录', '2014年3月22日', '绝不能写进日志的活动', '绝密地点', '77人', '1', '3']
    await stage.sayAll('xiaozhou', ...said)
    for (const fault of ['busy', 'html', 'media_gone', 'timeout_after']) stage.control.addFault(fault)
    await stage.act('xiaozhou', await album(2, 'secret'))
    await stage.say('xinpengyou', '绝不能写进日志的问题')
    await stage.say('xinpengyou', 'ABCD2345')
    await eventually('a job has failed', () => {
      stage.passes(20_000)
      return logged.some((line) => line.includes('jobs: failed'))
    })
    // The database goes for a moment: the error of a driver quotes what it was given.
    await stage.units((sql) => sql.run('ALTER TABLE inbound_messages RENAME TO elsewhere'))
    stage.control.settings({ answerWithinMs: 300 })
    await stage.say('xiaozhou', '绝不能写进日志的回答')
    await stage.units((sql) => sql.run('ALTER TABLE elsewhere RENAME TO inbound_messages'))
    await app.stop()

    const log = logged.join('\n')
    expect(log).toContain('callback failed')
    const { secret, token, encodingAesKey } = stage.settings.wecom.apps[0]!
    const media = await stage.rows<{ mediaId: string }>('SELECT mediaId FROM photos')
    const secrets = [secret, token, encodingAesKey, 'access_token', ...media.map(({ mediaId }) => mediaId)]
    const personal = [
      'xinpengyou',
      'xiaozhou',
      '小舟',
      '知行',
      'CHWU5932',
      'ABCD2345',
      ...said.slice(2, 5),
      '绝',
      '你好',
    ]
    const hidden = [...secrets, ...personal]
    expect(hidden.filter((word) => log.includes(word))).toEqual([])
    await stage.close()
  })
})
