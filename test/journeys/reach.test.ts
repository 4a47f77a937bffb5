import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { notifyLater } from '../../src/conversations/reach/notify.js'
import { databaseOutbox } from '../../src/database/outbox.js'
import { later } from '../../src/kernel/clock.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const STAFF = 'xiaoman'
const MEMBER = 'xiaohe'

describe('reminders to people by whatever way there is, through the platform', () => {
  let stage: Stage
  let app: App
  let appId: string
  let url: string
  let openIds: string[]
  const logged: string[] = []
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}] })
    app = await serve(stage, logged)
    const account = stage.hub.wechat.accounts[0]!
    appId = account.appId
    openIds = account.followers.map(({ openId }) => openId)
    url = stage.settings.wechat.accounts[0]!.notices.deadline!.subscription!.askUrl
    for (const openId of openIds) {
      await stage.act(openId, { type: 'subscribe' })
      await stage.bind(openId)
    }
    for (const member of [STAFF, MEMBER]) await stage.bind(member)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const now = () => stage.control.state().now
  let count = 0
  /** Reminds the contact behind this address, and gives how it went. */
  async function reminds(user: string): Promise<string> {
    const [row] = await stage.rows<{ contactId: string; hubId: string }>(
      'SELECT a.contactId, c.hubId FROM addresses a JOIN contacts c ON c.id = a.contactId WHERE a.user = ?',
      [user],
    )
    const key = `journey-${++count}`
    await stage.units((sql) =>
      notifyLater(
        { outbox: databaseOutbox(sql, { now }) },
        {
          ...row!,
          key,
          kind: 'deadline',
          text: '工作简报请在 12月25日 前交。',
          values: { what: '工作简报', who: '青云社', when: '2026-12-25', note: '回复 工作简报 就能开始' },
          until: later(now(), 48 * HOUR),
        },
        now(),
      ),
    )
    const end = await eventually('the reminder has ended', async () => {
      const [job] = await stage.rows<{ state: string; code: string }>(
        "SELECT state, code FROM outbox WHERE jobKey = ? AND state IN ('done', 'failed')",
        [`notify:${key}`],
      )
      return job && `${job.state} ${job.code}`
    })
    // What the platform tells of it afterwards.
    stage.passes(3_000)
    await stage.control.idle()
    return end
  }
  const cards = (user: string) =>
    stage.control.chat(stage.who(user)).flatMap(({ notice, description }) => (notice ? [description] : []))
  const ledger = async (user: string) =>
    (
      await stage.rows<{ notices: string | null; refusal: string | null; refusalOf: string | null; unsaid: string }>(
        'SELECT notices, refusal, refusalOf, unsaid, unreachableAt FROM addresses WHERE user = ?',
        [user],
      )
    )[0]!
  const accepts = (user: string) =>
    stage.act(user, { type: 'notices', article: url, templateIds: ['demo-reminder'], answer: 'accept' })
  const sends = (title: string) => stage.control.log().filter((entry) => entry.title === title).length

  it('a member of WeCom gets a message, however long she was silent', async () => {
    stage.passes(100 * HOUR)
    expect(await reminds(MEMBER)).toBe('done message')
    expect(stage.active(MEMBER)).toEqual(['工作简报请在 12月25日 前交。'])
  })

  it('a follower gets a message within two days of her last word, and later the notice she accepted by one tap', async () => {
    const [she] = openIds
    await stage.say(she!, '你好')
    expect(await reminds(she!)).toBe('done message')
    await accepts(she!)
    await eventually('it is in the ledger', async () => (await ledger(she!)).notices !== null)
    stage.passes(50 * HOUR)
    expect(await reminds(she!)).toBe('done subscription')
    expect(cards(she!)).toEqual(['工作简报\n2026年12月25日 23:59\n回复 工作简报 就能开始'])
    expect((await ledger(she!)).notices).toBeNull()
  })

  it('with nothing left she is one to be called: nothing is sent, staff see why and what to do, and her next word brings it', async () => {
    const [she] = openIds
    const [before, calls] = [sends('message/subscribe/bizsend'), sends('message/custom/send')]
    expect(await reminds(she!)).toBe('done call.silent')
    expect([sends('message/subscribe/bizsend'), sends('message/custom/send')]).toEqual([before, calls])
    const told = await stage.say(STAFF, '触达')
    expect(told).toMatch(/^\d+ 家中 \d+ 家到 \d\d-\d\d 无法触达：/)
    expect(told).toMatch(
      /（空间伙伴小帆）（有 1 句话没送到）：那时离上次说话太久，平台不让发。请对方到时候回一句话或点一下菜单/,
    )
    expect(told).toContain('打电话')
    expect(await stage.say(she!, '在的')).toMatch(/^工作简报请在 12月25日 前交。\n\n/)
    expect(await stage.say(STAFF, '触达 明天')).not.toContain('小帆')
  })

  it('an acceptance that the platform tells twice is one notice', async () => {
    const [, she] = openIds
    const [heard] = await accepts(she!)
    await stage.control.redeliver(heard!.id)
    await stage.control.redeliver(heard!.id)
    expect((await ledger(she!)).notices).toBe('{"demo-reminder":1}')
  })

  it('one that she switched off is refused (43101), which is her state and is not tried again', async () => {
    const [, she] = openIds
    stage.passes(50 * HOUR)
    // The platform refuses although our ledger says otherwise.
    stage.control.addFault({
      endpoint: 'message/subscribe/bizsend',
      count: 1,
      action: { type: 'errcode', errcode: 43101 },
    })
    const before = sends('message/subscribe/bizsend')
    expect(await reminds(she!)).toBe('done call.silent')
    expect(await ledger(she!)).toMatchObject({ notices: null, refusal: 'errcode.43101', refusalOf: 'subscription' })
    expect(await reminds(she!)).toBe('done call.silent')
    expect(sends('message/subscribe/bizsend')).toBe(before + 1)
  })

  it('an answer that never came is not sent again, and counts as sent', async () => {
    const [, she] = openIds
    await accepts(she!)
    await eventually('it is in the ledger', async () => (await ledger(she!)).notices !== null)
    stage.control.addFault({
      endpoint: 'message/subscribe/bizsend',
      count: 1,
      action: { type: 'no_answer', acted: true },
    })
    expect(await reminds(she!)).toMatch(/^failed unknown\./)
    expect(cards(she!)).toHaveLength(1)
    expect((await ledger(she!)).notices).toBeNull()
  })

  it('who unfollows between two reminders (43004) and who blocks messages (48002) is state, until she is back', async () => {
    const [, , she] = openIds
    await stage.say(she!, '你好')
    stage.control.addFault({ endpoint: 'message/custom/send', count: 1, action: { type: 'unfollow' } })
    expect(await reminds(she!)).toMatch(/^done call\.(left|refused)$/)
    expect(await stage.say(STAFF, '触达 明天')).toMatch(/小燕）(?:（有 \d+ 句话没送到）)?：(取消关注了|不收我们的消息)/)
    await stage.control.idle()
    await stage.act(she!, { type: 'subscribe' })
    await stage.say(she!, '我又来了')
    expect(await ledger(she!)).toMatchObject({ refusal: null, refusalOf: null, unreachableAt: null })
    const follower = stage.hub.wechat.accounts[0]!.followers.find(({ openId }) => openId === she)!
    const { name } = stage.hub.contacts.find(({ key }) => key === follower.contact)!
    stage.control.putFollower({ appId, openId: she!, name, refuses: true })
    expect(await reminds(she!)).toBe('done call.refused')
    expect(await ledger(she!)).toMatchObject({ refusal: 'errcode.48002', refusalOf: 'message' })
    expect(await stage.say(STAFF, '触达 明天')).toMatch(/小燕）(?:（有 \d+ 句话没送到）)?：不收我们的消息/)
  })

  it('nothing of all this was an error of ours', () => {
    expect(logged.filter((line) => /"level":(50|60)|"stack"/.test(line))).toEqual([])
  })
})
