import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../../src/app.js'
import { insert } from '../../src/database/sql.js'
import { kinds } from '../contracts/databases.js'
import { serveApart, type Child } from './child.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const MINUTE = 60_000
const ROBOT_KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
/** 小满 of the hub, 小禾, 小舟, 小渔 in WeCom; 小帆 in an official account. */
const [STAFF, HE, ZHOU, YU, FAN] = ['xiaoman', 'xiaohe', 'xiaozhou', 'xiaoyu', 'oFuwuhao_xiaofan_0000000001']
const TEXT = '7月5日的说明会改到财大图书馆，收到请回一句。'

describe('a broadcast over both channels and into a group', () => {
  let stage: Stage
  let app: App
  const logged: string[] = []
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}] })
    stage.control.putRobot({ key: ROBOT_KEY, name: '江西伙伴群' })
    const webhook = `${stage.emulator.url}/cgi-bin/webhook/send?key=${ROBOT_KEY}`
    stage.settings.wecom.robots = [{ name: '江西伙伴群', hub: stage.hub.hub.name, webhook }]
    app = await serve(stage, logged)
    stage.morning()
    await stage.act(FAN, { type: 'subscribe' })
    for (const who of [STAFF, HE, ZHOU, YU, FAN]) await stage.bind(who)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
    // The address of the robot is a secret.
    expect(logged.join('\n')).not.toContain(ROBOT_KEY)
    expect(JSON.stringify(stage.control.log())).not.toContain(ROBOT_KEY)
  })

  const comes = (who: string, text: string | RegExp) =>
    eventually(`${who} hears ${text}`, () => stage.active(who).find((one) => new RegExp(text).test(one)))
  const heard = (who: string, text: string) => stage.active(who).filter((one) => one.startsWith(text)).length

  it('is shown with the number by each way, goes out after the grace, and each gets it once', async () => {
    await stage.say(HE, '活动记录')
    await stage.sayAll(STAFF, '群发', TEXT)
    const preview = await stage.say(STAFF, '所有人')
    expect(preview).toContain(TEXT)
    expect(preview).toMatch(/4 人收得到：企业微信 3，公众号 1（窗口内 1）/)
    expect(await stage.say(STAFF, '1')).toContain('30 秒后开始发给 4 人')
    await pause(300)
    expect(stage.active(HE)).toEqual([])
    stage.passes(31_000)
    for (const who of [HE, ZHOU, YU, FAN]) await comes(who, TEXT)
    expect(await comes(FAN, TEXT)).toContain('不想再收群发，回复 退订')
    expect(await comes(HE, TEXT)).not.toContain('退订')
    await comes(STAFF, '发出 4 人')
    for (const who of [HE, ZHOU, YU, FAN]) expect(heard(who, TEXT)).toBe(1)
  })

  it('answers are in the sheet, and an open draft goes on where it was', async () => {
    expect(await stage.say(ZHOU, '好的，我们三个人去')).toContain('看得到你这句话')
    expect(await stage.say(HE, '收到')).toContain('填到第 1 题')
    expect(await stage.say(HE, '昨天')).toContain('【2/')
    const sheet = await stage.say(STAFF, '群发 结果')
    expect(sheet).toContain('发出 4 人：企业微信 3，公众号 1（窗口内 1）')
    expect(sheet).toContain('回复了 2 人')
    expect(sheet).toContain('好的，我们三个人去')
  })

  it('goes into the group once, and as a block to be pasted', async () => {
    expect(await stage.say(STAFF, '群文本')).toBe(TEXT)
    expect(await stage.say(STAFF, '发到群')).toContain('江西伙伴群')
    await eventually('it is in the group', () => stage.control.posts(ROBOT_KEY).length > 0)
    expect(stage.control.posts(ROBOT_KEY).map(({ text }) => text)).toEqual([TEXT])
    await eventually('the sheet says so', async () =>
      (await stage.say(STAFF, '群发 结果')).includes('群「江西伙伴群」：发了'),
    )
    expect(await stage.say(STAFF, '发到群')).toContain('不再发第二次')
    expect(stage.control.posts(ROBOT_KEY)).toHaveLength(1)
  })

  it('one that only goes into the group is none for people: given up, it stays in the list, and the next is another one', async () => {
    await stage.say(STAFF, '群发 周五停电，请备蜡烛')
    expect(await stage.say(STAFF, '发到群')).toContain('江西伙伴群')
    await eventually('it is in the group', () => stage.control.posts(ROBOT_KEY).length === 2)
    expect(await stage.say(STAFF, '取消')).toMatch(/不再发给个人[^]*群里的收不回来/)
    expect(await stage.say(STAFF, '群发 结果')).toMatch(/停电[^]*群「江西伙伴群」：发了/)
    await stage.say(STAFF, '群发 停电改到周六')
    await stage.say(STAFF, '发到群')
    await eventually('the next is in the group', () => stage.control.posts(ROBOT_KEY).length === 3)
    await stage.say(STAFF, '群发 周日来电')
    expect(await stage.say(STAFF, '取消')).toContain('这条删掉了')
    expect(await stage.say(STAFF, '群发 记录')).toMatch(/改到周六[^]*停电/)
  })

  it('the delivery sheet as a workbook', async () => {
    await stage.say(STAFF, '导出 群发')
    await eventually('a file comes', () => stage.control.chat(stage.who(STAFF)).some(({ type }) => type === 'file'))
  })

  it('a picture with a line goes from our own copy, uploaded once an account', async () => {
    await stage.say(STAFF, '群发')
    const pictures = await album(1, 'poster')
    await stage.act(STAFF, pictures)
    await stage.sayAll(STAFF, '海报，请转给伙伴', '所有人')
    await eventually(
      'the picture is here',
      async () =>
        (await stage.rows("SELECT 1 FROM outbox WHERE kind = 'broadcast_picture' AND state <> 'done'")).length === 0,
    )
    expect(await stage.say(STAFF, '1')).toContain('30 秒后')
    stage.passes(31_000)
    await comes(YU, '海报，请转给伙伴')
    for (const who of [HE, ZHOU, YU, FAN])
      await eventually(`${who} gets the picture`, () =>
        stage.control.chat(stage.who(who)).some(({ way, type }) => way === 'active' && type === 'image'),
      )
    const uploads = stage.control.log().filter(({ title }) => title === 'media/upload')
    // One for each account, besides the workbook.
    expect(uploads).toHaveLength(3)
  })

  it('who opts out gets nothing more, and 订阅 brings her back', async () => {
    expect(await stage.say(YU, '退订')).toContain('以后不再给你发群发了')
    await stage.sayAll(STAFF, '群发 第二条', '所有人', '现在发')
    stage.passes(31_000)
    await comes(ZHOU, '第二条')
    await comes(STAFF, '「第二条」发完了')
    expect(heard(YU, '第二条')).toBe(0)
    expect(await stage.say(YU, '订阅')).toContain('都会发给你')
  })

  it('a platform that takes nothing for a day: staff hear it once, and afterwards everybody gets it', async () => {
    await stage.sayAll(STAFF, '群发 第三条', '所有人', '现在发')
    stage.control.settings({ trustedIp: false })
    stage.passes(31_000)
    for (let at = 0; at < 144; at++) {
      stage.passes(10 * MINUTE)
      await pause(20)
    }
    expect(heard(ZHOU, '第三条')).toBe(0)
    stage.control.settings({ trustedIp: true })
    for (let at = 0; at < 3; at++) {
      stage.passes(10 * MINUTE)
      await pause(200)
    }
    for (const who of [HE, ZHOU, YU]) await comes(who, '第三条')
    for (const who of [HE, ZHOU, YU]) expect(heard(who, '第三条')).toBe(1)
    await comes(STAFF, '「第三条」发完了')
    // Of the app by which she is told: of the other account she may hear while this one still sends.
    const ofIt = stage.active(STAFF).filter((one) => /企业微信.*(?:发不出|又能主动发)/.test(one))
    expect(ofIt).toEqual([expect.stringContaining('现在又能主动发了')])
  }, 60_000)
})

const MANY = 150

describe.each(kinds)('a broadcast whose machine dies, on %s', (kind) => {
  let stage: Stage
  let service: Child
  afterEach(async () => {
    await service.end('SIGKILL')
    await stage.close()
  })

  it('killed twice in the middle, everybody has it once', async () => {
    stage = await makeStage({ kind })
    service = await serveApart(stage)
    await stage.bind(STAFF)
    const { corpId, agentId } = stage.who(STAFF)
    const users = Array.from({ length: MANY }, (_, i) => `many${i}`)
    const [org] = await stage.rows<{ id: string; hubId: string }>(
      "SELECT id, hubId FROM organisations WHERE kind = 'organisation' LIMIT 1",
    )
    for (const userId of users) stage.control.putMember({ corpId, userId, name: userId })
    await stage.units(async (sql) => {
      for (const user of users) {
        const of = { id: user, hubId: org!.hubId, organisationId: org!.id, name: user, role: 'grantee' }
        await insert(sql, 'contacts', of)
        const address = { id: user, channel: 'wecom_app', account: `${corpId}/${agentId}`, user, contactId: user }
        await insert(sql, 'addresses', { ...address, following: 1 })
      }
    })
    const count = (user: string) => stage.active(user).filter((text) => text === TEXT).length
    const all = () => users.reduce((sum, user) => sum + count(user), 0)

    // That service goes by the clock of the machine: at night she is offered the morning first, and 2 is now all the same.
    if ((await stage.sayAll(STAFF, '群发', TEXT, '所有人', '1')).includes('休息')) await stage.say(STAFF, '2')
    // A tenth of a second a call, so that there is a middle.
    const slow = stage.control.addFault({ endpoint: 'message/send', action: { type: 'crowded', more: 1_000 } })
    await stage.units(async (sql) => {
      await sql.run("UPDATE broadcasts SET sendAt = createdAt WHERE state = 'scheduled'")
      await sql.run("UPDATE outbox SET dueAt = createdAt WHERE kind = 'broadcast'")
    })
    for (const until of [30, 90]) {
      await eventually(`${until} have it`, () => all() >= until)
      await service.end('SIGKILL')
      expect(all()).toBeLessThan(MANY)
      // Who ran it is known to be dead.
      await stage.units((sql) => sql.run("UPDATE outbox SET leasedUntil = createdAt WHERE state = 'running'"))
      await service.start()
    }
    stage.control.removeFault(slow)
    await eventually(
      'the author hears that it is done',
      () => stage.active(STAFF).some((one) => one.includes('发完了')),
      60_000,
    )
    expect(users.filter((user) => count(user) !== 1)).toEqual([])
    expect(stage.violations()).toEqual([])
    const [row] = await stage.rows<{ n: number }>("SELECT COUNT(*) AS n FROM broadcast_recipients WHERE state = 'sent'")
    expect(row!.n).toBe(MANY)
  }, 120_000)
})
