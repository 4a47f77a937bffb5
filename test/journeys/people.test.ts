import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from '../../src/app.js'
import { SILENCE } from '../../src/emulator/said.js'
import { diskBlobs } from '../../src/storage/disk.js'
import { join } from 'node:path'
import { eventually, makeStage, serve, type Stage } from './stage.js'

/** 小满 of the hub and 小禾 of 在一起 in WeCom; 小苗, her colleague, follows the official account. */
const [STAFF, SHE, COLLEAGUE] = ['xiaoman', 'xiaohe', 'oFuwuhao_xiaomiao_000000002']
const ACTIVITY = ['2014年3月22日', '高安志愿者培训', '高安', '25人', '1', '培训', '跳过']

let stage: Stage
let app: App | null = null
let transcriber: Server | null = null
beforeEach(async () => {
  stage = await makeStage({ accounts: [{}] })
  app = await serve(stage)
  await stage.act(COLLEAGUE, { type: 'subscribe' })
  for (const who of [STAFF, SHE, COLLEAGUE]) await stage.bind(who)
})
afterEach(async () => {
  await app?.stop()
  await stage.close()
  await new Promise((resolve) => (transcriber ? transcriber.close(resolve) : resolve(null)))
  transcriber = null
})

const comes = (who: string, text: RegExp) =>
  eventually(`${who} hears ${text.source}`, () => stage.active(who).find((one) => text.test(one)))

it('one draft goes from hand to hand over both platforms, and is filed by who has it', async () => {
  await stage.sayAll(SHE, '活动记录', ...ACTIVITY.slice(0, 2))
  expect(await stage.say(COLLEAGUE, '活动记录')).toMatch(/小禾正在填这份「活动记录」（填到第 3 题）/)
  expect(await stage.say(COLLEAGUE, '1')).toContain('【3/')
  expect(await comes(SHE, /小苗接过了/)).toContain('回复 接回')
  expect(await stage.say(SHE, '接回')).toContain('【3/')
  expect(await stage.say(SHE, '转给小苗')).toContain('告诉')
  await comes(COLLEAGUE, /回复 接/)
  expect(await stage.say(COLLEAGUE, '接')).toContain('【3/')
  expect(await stage.sayAll(COLLEAGUE, ...ACTIVITY.slice(2), '1')).toContain('已提交')
  expect(await stage.rows('SELECT c.name FROM records r JOIN contacts c ON c.id = r.contactId')).toEqual([
    { name: '项目专员小苗' },
  ])
  expect(stage.violations()).toEqual([])
})

it('a member with a new user id goes on where she was; a follower who leaves and comes back, too, and staff hear of it', async () => {
  await stage.sayAll(SHE, '活动记录', ...ACTIVITY.slice(0, 2))
  await stage.act(SHE, { type: 'rename', newUserId: 'He.Miao' })
  expect(await stage.say('He.Miao', '继续')).toContain('【3/')
  await stage.sayAll('He.Miao', ...ACTIVITY.slice(2), '1')

  await stage.sayAll(COLLEAGUE, '活动记录', ACTIVITY[0]!)
  stage.passes(60_000)
  await stage.act(COLLEAGUE, { type: 'unsubscribe' })
  expect(await comes(STAFF, /小苗取消了关注/)).toContain('填过的都在，没删')
  stage.passes(60_000)
  const [heard] = await stage.act(COLLEAGUE, { type: 'subscribe' })
  expect(heard?.reply).toContain('「活动记录」（填到第 2 题）还在')
  await comes(STAFF, /小苗回来了/)
  expect(await stage.say(COLLEAGUE, '社区食育课')).toContain('【3/')
  const [filed] = await stage.rows<{ user: string; name: string }>(
    `SELECT a.user, c.name FROM records r JOIN contacts c ON c.id = r.contactId JOIN addresses a ON a.contactId = c.id`,
  )
  expect(filed).toEqual({ user: 'he.miao', name: '项目专员小禾' })
  expect(stage.violations()).toEqual([])
})

it('a contact who is taken out of the list: her colleague goes on with her draft', async () => {
  await stage.sayAll(SHE, '活动记录', ...ACTIVITY.slice(0, 2))
  expect(await stage.sayAll(STAFF, '小禾 离开了', '1')).toContain('不在联系人里了')
  await comes(COLLEAGUE, /小禾不再负责填报了[^]*回复 接/)
  await comes(STAFF, /已经请 项目专员小苗 接着填/)
  expect(await stage.say(SHE, '高安')).toContain('谢谢你')
  expect(await stage.say(COLLEAGUE, '接')).toContain('【3/')
})

it('what staff type on the phone is confirmed with one tap, and stands so in the record', async () => {
  await stage.sayAll(STAFF, '代填 在一起', '小苗', '活动记录', ...ACTIVITY)
  expect(await stage.say(STAFF, '1')).toMatch(/替.*在一起/)
  await comes(COLLEAGUE, /小满在[^]*按电话替你填了「活动记录」[^]*高安志愿者培训[^]*1 对/)
  expect(await stage.say(COLLEAGUE, '你好')).toMatch(/按电话代填的「活动记录」对吗？[^]*1 对/)
  expect(await stage.say(COLLEAGUE, '1')).toContain('确认过的了')
  const records = await stage.rows<{ contact: string; typist: string; confirmedAt: string | null }>(
    `SELECT c.name AS contact, t.name AS typist, r.confirmedAt FROM records r
     JOIN contacts c ON c.id = r.contactId JOIN contacts t ON t.id = r.typedBy`,
  )
  expect(records).toEqual([{ contact: '项目专员小苗', typist: '交流专员小满', confirmedAt: expect.any(String) }])
})

it('a talk with staff crosses the platforms, and her draft waits', async () => {
  await stage.sayAll(COLLEAGUE, '活动记录', ACTIVITY[0]!)
  expect(await stage.say(COLLEAGUE, '人工')).toContain('小满')
  await stage.say(COLLEAGUE, '餐费算不算支出？')
  await comes(STAFF, /小苗：「餐费算不算支出？」/)
  expect(await stage.say(STAFF, '回 小苗 算的')).toContain('发给')
  await comes(COLLEAGUE, /^交流专员小满：算的$/)
  expect(await stage.say(COLLEAGUE, '结束')).toContain('【2/')
  expect(await stage.sayAll(COLLEAGUE, ...ACTIVITY.slice(1), '1')).toContain('已提交')
  expect(stage.violations()).toEqual([])
})

it('a voice message is kept; what the platform heard is an answer by her tap', async () => {
  await stage.sayAll(COLLEAGUE, '活动记录', ACTIVITY[0]!)
  const [heard] = await stage.act(COLLEAGUE, { type: 'voice', recognition: '高安志愿者培训。' })
  expect(heard?.reply).toContain('听到的是：「高安志愿者培训。」')
  expect(await stage.say(COLLEAGUE, '1')).toContain('【3/')
  const kept = await eventually('the file is here', async () => {
    const [row] = await stage.rows<{ sha256: string | null; field: string }>(
      "SELECT * FROM voices WHERE state = 'kept'",
    )
    return row
  })
  expect(kept.field).toBe('title')
  const blobs = diskBlobs(join(stage.settings.data, 'blobs'))
  expect(Buffer.from(await blobs.read(kept.sha256!))).toEqual(SILENCE)
  const [plain] = await stage.act(SHE, { type: 'voice' })
  expect(plain?.reply).toContain('语音存下了')
})

it('a transcriber of the settings listens while turns go on, and asks before it counts', async () => {
  const asked: string[] = []
  transcriber = createServer((request, response) => {
    asked.push(request.url ?? '')
    request.resume()
    // The first time it is ill.
    if (asked.length === 1) response.writeHead(503).end('busy')
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"text": "高安志愿者培训"}')
  })
  await new Promise<void>((resolve) => transcriber!.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(transcriber.address() as AddressInfo).port}/v1`
  await app!.stop()
  stage.settings.transcriber = { baseUrl, apiKey: 'sk-secret', model: 'whisper-1', timeout: 5_000 }
  const logged: string[] = []
  app = await serve(stage, logged)

  await stage.sayAll(SHE, '活动记录', ACTIVITY[0]!)
  const [heard] = await stage.act(SHE, { type: 'voice' })
  expect(heard?.reply).toContain('我听一听')
  // Time passes once its refusal is known, or the wait for the next try would begin behind it.
  await eventually('it was asked', () => logged.join('').includes('transcriber.http_503'))
  stage.passes(20_000)
  await comes(SHE, /听到的是：「高安志愿者培训」/)
  expect(await stage.say(SHE, '1')).toContain('【3/')
  expect(asked).toEqual(['/v1/audio/transcriptions', '/v1/audio/transcriptions'])
  expect(logged.join('')).not.toMatch(/高安|sk-secret/)
})
